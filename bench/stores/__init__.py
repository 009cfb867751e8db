"""How a chain of two thousand stores is served, against one of forty."""
