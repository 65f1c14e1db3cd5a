"""Exhibits of trial scores."""
