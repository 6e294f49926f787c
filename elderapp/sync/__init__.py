"""How tablet and hub talk: the protocol for both ends, the client and its schedule."""
