"""Measured figures, each against a named baseline."""
