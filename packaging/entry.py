"""Where a bundle begins: the command line of what it holds."""

from elderapp.cli import main

main()
