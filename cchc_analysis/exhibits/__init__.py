"""What a notebook shows: sentences, charts and tables, each recorded for the page and the files."""
