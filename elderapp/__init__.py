"""ElderApp: spoken Cantonese phone lessons for people of 60 and over, and the hub of their training centre."""

__version__ = "0.1.0"
