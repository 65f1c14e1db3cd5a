"""The provincial competitiveness index into scores."""
