"""From files as agencies sent them to typed tables, with every row accounted for."""
