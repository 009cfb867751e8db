"""What the rulebook costs, against the usual ways of doing the same."""
