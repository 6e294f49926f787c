"""``python -m elderapp`` is ``elderapp``."""

from elderapp.cli import main

main()
