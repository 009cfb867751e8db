"""Blocks: what is drawn stays within Slack's limits, says what it should, and can be read back."""
