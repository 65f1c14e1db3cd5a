"""Reading any workbook safely: its cells, its layout, in a process of its own."""
