"""A local workspace that speaks Slack as strictly as Slack does, for the demo and for tests."""
