"""Releases and records of the Open Contracting Data Standard into tables."""
