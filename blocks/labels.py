"""Labels: a post's campaign, tags and budget, by which the policy's routes know it, and the step that it serves."""

from blocks.aims import step_words
from blocks.text import escape, inline, listed
from domain.campaigns import find_campaign
from domain.posts import Post
from domain.workspaces import Workspace

LABEL_SHOWN = 80
"""Weight of one campaign or tag: all of it, whichever its characters."""
PURPOSE_SHOWN = 150
"""Weight of a purpose: all of it."""
TAGS_SHOWN = 5


def label_words(post: Post, *, workspace: Workspace) -> list[str]:
    """What the post has of them, each in a few words, as mrkdwn; of its campaign the purpose, where somebody said it."""
    tags = [escape(inline(one, limit=LABEL_SHOWN)) for one in post.tags]
    return [
        *([f"🎯 {_purpose(post, workspace=workspace)}"] if post.campaign else []),
        *step_words(post, workspace=workspace),
        *([f"🏷️ {listed(tags, limit=TAGS_SHOWN)}"] if tags else []),
        *([f"💰 budget {post.budget:,}"] if post.budget is not None else []),
    ]


def campaign_words(post: Post, *, workspace: Workspace) -> list[str]:
    """The campaign's name, where `label_words` shows its purpose instead."""
    campaign = find_campaign(workspace, post.campaign)
    return [f"campaign “{escape(inline(campaign.name, limit=LABEL_SHOWN))}”"] if campaign else []


def _purpose(post: Post, *, workspace: Workspace) -> str:
    campaign = find_campaign(workspace, post.campaign)
    return escape(inline(campaign.purpose if campaign else post.campaign, limit=PURPOSE_SHOWN))


def label_changes(before: Post, after: Post) -> tuple[str, ...]:
    """Which of them an edit changed and to what, without any comma and blank: the record lists changes by those."""
    tags = [
        *(f"\u2212{inline(one)}" for one in before.tags if one not in after.tags),
        *(f"+{inline(one)}" for one in after.tags if one not in before.tags),
    ]
    return (
        *_became("campaign", before.campaign, after.campaign),
        *([f"tags ({' '.join(tags)})"] if tags else []),
        *_became("budget", _amount(before), _amount(after)),
        *_became("journey step", before.aim.step or "", after.aim.step or ""),
    )


def _became(name: str, was: str, is_now: str) -> list[str]:
    return [] if was == is_now else [f"{name} ({_shown(was)} → {_shown(is_now)})"]


def _shown(value: str) -> str:
    return inline(value) if value else "none"


def _amount(post: Post) -> str:
    return "" if post.budget is None else f"{post.budget:,}"
