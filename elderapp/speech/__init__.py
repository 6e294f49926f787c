"""How a written line is said: numbers, money, names, syllables."""
