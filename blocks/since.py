"""Since: what changed since somebody's own last decision about a post, for them alone."""

from slack_sdk.models.blocks import Block

from blocks.diffs import diff_blocks
from blocks.elements import section
from domain.diffs import differences, since_last_sign_off
from domain.people import UserId
from domain.posts import Post
from domain.signoffs import Decision

_DONE = {
    Decision.APPROVED: "your sign-off of",
    Decision.CHANGES_REQUESTED: "you asked for changes to",
    Decision.REJECTED: "you rejected",
    Decision.WAIVED: "you waived a seat on",
}


def since_blocks(post: Post, reader: UserId | None) -> list[Block]:
    """The word diff since the version this person decided about last; nothing when they have seen the present one."""
    seen = since_last_sign_off(post, reader) if reader else None
    if seen is None:
        return []
    last = next(one for one in reversed(post.sign_offs) if (one.by, one.version) == (reader, seen.number))
    changed = differences(seen.content, post.version.content)
    since = f"*Since {_DONE[last.decision]} version {seen.number}*"
    if not changed:
        return [
            section(f"{since}: the text, networks and media are the same; its circumstances have changed.")
        ]
    return [section(f"{since}, in version {post.version.number}:"), *diff_blocks(changed)]
