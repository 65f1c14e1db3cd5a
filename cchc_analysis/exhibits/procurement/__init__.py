"""Exhibits of the online-procurement quota."""
