"""The tablet's file: log, progress, people."""
