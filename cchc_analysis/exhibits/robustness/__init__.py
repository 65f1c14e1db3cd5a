"""Exhibits of how far the index depends on choices."""
