"""Vietnamese names, order, numbers and dates as officials write them."""
