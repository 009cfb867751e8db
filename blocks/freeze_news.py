"""Freeze news: what the desk reads when something is frozen, and when it is thawed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from blocks.freeze_banners import SCOPE_SHOWN, reason_words
from blocks.freeze_previews import touched
from blocks.messages import Message, said
from blocks.moments import planned, when
from blocks.text import escape, inline, listed, mention, plural
from blocks.waiting import headline
from domain.audit import Action, Event
from domain.freeze import Freeze
from domain.freezes import REASON, SCOPE
from domain.people import UserId
from domain.posts import Post, PostId

UNTIL, POSTS, APPROVED, BACK, LATE = "until", "posts", "approved", "back to review", "overdue posts"
"""Further details of a freeze in the record: until when, whom it touched or released, ids of the first `LATE_SHOWN`."""
LATE_SHOWN = 5
_NO_LINKS: Mapping[PostId, str] = MappingProxyType({})


def freeze_news(
    events: Sequence[Event],
    *,
    freeze: Freeze | None,
    late: Sequence[Post] = (),
    links: Mapping[PostId, str] = _NO_LINKS,
) -> Message:
    """The desk's one message about a freeze: that it is in force, and later that it is over.

    Args:
        events: its lines of the record, oldest first.
        freeze: as it is in force; None when it is over.
        late: the first of those that went back to review as overdue.
        links: to their cards.
    """
    begun = next(one for one in reversed(events) if one.action is Action.FROZEN)
    if freeze is None or events[-1].action is Action.THAWED:
        return _over(events[-1], begun, by=events[0].by, late=late, links=links)
    return _in_force(begun, by=events[0].by, until=freeze.until)


def _over(
    last: Event,
    begun: Event,
    *,
    by: UserId | None,
    late: Sequence[Post],
    links: Mapping[PostId, str],
) -> Message:
    """What the thaw did.

    Args:
        by: who had frozen it.
    """
    who = f"by {mention(last.by)}" if last.by else "as its time is over"
    back, approved = int(last.detail.get(BACK, 0)), int(last.detail.get(APPROVED, 0))
    what, why = _about(begun)
    thawed = f"✅ *Thawed* {who} {when(last.at)}: {what}. {mention(by)} had frozen it {when(begun.at)}: {why}"
    came = [
        f"{plural(number, 'post', 'posts')} {became}"
        for number, became in ((back, "went back to review as overdue"), (approved, "became approved"))
        if number
    ]
    names = [headline(one, link=links.get(one.id, "")) for one in late]
    names += [f"{back - len(late):,} more"] if len(late) < back else []
    lines = [thawed, f"{', '.join(came)}." if came else ""]
    lines += [f"A new time is to be chosen for {listed(names, limit=LATE_SHOWN + 1)}."] if late else []
    return said("\n".join(one for one in lines if one))


def _in_force(begun: Event, *, by: UserId | None, until: datetime | None) -> Message:
    what, why = _about(begun)
    end = f"It thaws by itself {planned(until)}." if until else "It lasts until somebody thaws it."
    touches = touched(int(begun.detail.get(POSTS, 0)), int(begun.detail.get(APPROVED, 0)))
    return said(
        f"🧊 *Frozen* by {mention(by)}: {what} · {why}\n{touches} Nothing of it is approved, and nothing of it should "
        f"go out. {end}"
    )


def _about(begun: Event) -> tuple[str, str]:
    """What is frozen, and why, as mrkdwn."""
    return escape(inline(begun.detail[SCOPE], limit=SCOPE_SHOWN)), reason_words(begun.detail[REASON])
