"""Indicators beyond the quota: signals to look at, each in a small file of its own."""
