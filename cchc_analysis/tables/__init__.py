"""Table contracts, and the warehouse that keeps checked tables between runs."""
