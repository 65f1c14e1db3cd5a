"""Checked figures on public-administration reform, each walked back to its cell and its clause."""

__version__ = "0.1.0"
