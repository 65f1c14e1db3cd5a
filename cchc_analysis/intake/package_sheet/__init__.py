"""Hand-made lists of packages into tables."""
