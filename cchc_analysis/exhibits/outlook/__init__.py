"""Exhibits of what is still to come in a year."""
