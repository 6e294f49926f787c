"""PDF and QR, with Chinese fonts."""
