"""PAPI, published as tables, into scores."""
