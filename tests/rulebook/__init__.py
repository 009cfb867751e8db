"""The rulebook: rules, lengths, and what X finds in a text."""
