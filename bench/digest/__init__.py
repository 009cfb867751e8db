"""The digest's figures."""
