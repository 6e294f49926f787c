"""The colours that most pictures share, and how large the square ones are."""

UNITS = 120.0
"""A square picture's width and height."""
NAVY, JADE, GREEN, LEAF, TEAL, GOLD = "#16324F", "#0A5145", "#2F7D57", "#5AA37A", "#2E8B74", "#FFD15C"
PINK, PLUM, ORANGE, RED, BROWN, CREAM, SEA = "#B0357F", "#7A1F56", "#EE8A1D", "#CB452C", "#8A5A2B", "#FFF8EC", "#5FA9B9"
