"""Exhibits of the reform index."""
