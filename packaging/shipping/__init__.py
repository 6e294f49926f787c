"""How a release is made: what goes into it, in which order, and how anybody can make the same bytes again."""
