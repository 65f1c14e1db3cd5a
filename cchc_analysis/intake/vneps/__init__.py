"""The national e-procurement export into tables."""
