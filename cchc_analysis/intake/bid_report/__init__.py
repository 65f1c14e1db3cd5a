"""Filled-in procurement reports (Biểu 01-06B) into tables."""
