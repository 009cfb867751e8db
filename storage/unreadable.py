"""Rows that somebody changed by hand into what they cannot mean."""

from sqlalchemy.exc import DataError

UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, RecursionError, DataError)
"""What the columns raise then: an unknown word, JSON that is none or another shape, a moment that never was."""
