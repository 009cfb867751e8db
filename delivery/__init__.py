"""Shows in Slack what the database holds: notices, and the courier that carries them."""
