"""How a line is said: numbers, money, names and letters as Hong Kong says them. Pure."""
