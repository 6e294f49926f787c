"""The Kivy app on the tablet."""
