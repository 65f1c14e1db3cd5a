"""How sure the ranks and classes of an index are: every choice that could have been another is varied."""
