"""Exhibits of the procurement indicators."""
