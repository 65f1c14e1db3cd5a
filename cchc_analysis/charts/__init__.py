"""Figures in one house style, each with a sentence for those who cannot see it."""
