"""The learning record store for others' tools: xAPI 1.0.3 and 2.0 over the hub's own log."""
