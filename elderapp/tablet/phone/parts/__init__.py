"""How each widget of a practice phone looks."""
