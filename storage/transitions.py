"""Transitions: when each post came into which state, for figures that stay as they were."""

from datetime import timedelta
from typing import Any

from domain.posts import Post


def transition_values(post: Post) -> dict[str, Any]:
    """The columns that keep how the post came into its present state."""
    return {
        "workspace": post.workspace,
        "post": post.id,
        "state": post.state,
        "at": post.state_at,
        "seconds": (post.state_at - post.proposed_at) // timedelta(seconds=1),
    }
