"""Domain-free statistics: table in, table out."""
