"""Lists of any size, read row by row in bounded memory."""
