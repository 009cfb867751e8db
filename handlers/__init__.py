"""Slack speaks here: one payload, one story."""
