"""The reform index: from points per criterion to index, rank and class."""
