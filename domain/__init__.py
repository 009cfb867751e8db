"""Values and decisions: what a post is, who must sign it, what happened. No Slack, no SQL, no clock."""
