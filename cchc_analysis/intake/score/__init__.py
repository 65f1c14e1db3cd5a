"""Score workbooks, and the template they are filled into."""
