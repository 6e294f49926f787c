"""What screens are made of. Every piece is drawn once, at a place given in units from the window's top left corner."""
