"""What needs the author's and the tablet's rooms together: auto-play, demonstration, gallery."""
