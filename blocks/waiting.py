"""Waiting: in a few words, whom a post waits for, since when, and until when there is time."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import SectionBlock

from blocks.cutting import cut, weight
from blocks.elements import MRKDWN_LIMIT, section
from blocks.moments import ago, planned, until, when
from blocks.text import escape, inline, linked, listed, mention
from domain.freezes import foreseen, frozen
from domain.people import UserId
from domain.posts import Post, State
from domain.signoffs import Decision
from domain.waiting import Turn, Wait, waits
from domain.workspaces import Workspace

TITLE_SHOWN = 60
NAME_SHOWN = 30
PARTIES_SHOWN = 2
PEOPLE_SHOWN = 2
"""Whom a line names before it counts the rest: twenty lines have to fit into one message."""


def headline(post: Post, *, link: str = "") -> str:
    """The post's title in bold as mrkdwn, leading to its card.

    Args:
        link: of the card; empty when there is none yet.
    """
    return f"*{linked(escape(inline(post.title, limit=TITLE_SHOWN)), link)}*"


def short_name(key: str, *, workspace: Workspace) -> str:
    """A department's name as mrkdwn, short enough for a line of a list."""
    return escape(inline(workspace.department_name(key), limit=NAME_SHOWN))


def due_words(post: Post, *, at: datetime) -> str:
    """When it goes out, in words and as a date."""
    if post.publish_at is None:
        return "no publish time"
    if post.publish_at <= at:
        return f"⏰ its publish time, {planned(post.publish_at)}, has passed"
    return f"goes out {until(post.publish_at, at=at)}, {planned(post.publish_at)}"


def party(wait: Wait, *, workspace: Workspace, reader: UserId) -> str:
    """Who has to act, and how, as mrkdwn; "you" for whoever reads."""
    if wait.turn is Turn.SIGN:
        who = _you_or(wait.people, reader) if wait.people else "nobody who can sign"
        return f"{short_name(wait.department, workspace=workspace)} ({who})"
    who = _you_or(wait.people, reader) if wait.people else "somebody"
    if wait.turn is Turn.READY:
        return f"{short_name(wait.department, workspace=workspace)} ({who}) {_TO[wait.turn]}"
    return f"{who} {_TO[wait.turn]}"


_TO = {
    Turn.EDIT: "to edit",
    Turn.RELEASE: "to release it",
    Turn.RESCHEDULE: "to plan a new time",
    Turn.READY: "to see to stores that are not ready",
}


def _you_or(users: Sequence[UserId], reader: UserId) -> str:
    """Those of whom one has to act, the reader first."""
    you = ["you"] if reader in users else []
    others = [mention(one) for one in users if one != reader]
    return listed([*you, *others], last="or", limit=PEOPLE_SHOWN)


def standing(post: Post, *, workspace: Workspace, reader: UserId, at: datetime) -> str:
    """Where the post stands and whom it waits for, in one line of mrkdwn that is never long."""
    to_come = post.state.open or post.state in {State.APPROVED, State.ON_HOLD}
    stopped = to_come and foreseen(post, workspace=workspace, at=at)
    stands = _standing(post, workspace=workspace, reader=reader, at=at)
    return f"{stands} · 🧊 its time lies in a planned freeze" if stopped else stands


def _standing(post: Post, *, workspace: Workspace, reader: UserId, at: datetime) -> str:
    every = waits(post, workspace=workspace, at=at)
    names = [party(one, workspace=workspace, reader=reader) for one in every]
    waiting = f"waiting for {listed(names, limit=PARTIES_SHOWN)}"
    if frozen(post, workspace=workspace, at=at) and (post.state.open or post.state is State.APPROVED):
        rest = f" · {waiting}" if every else ""
        return f"🧊 frozen · {post.state.value}{rest}"
    match post.state:
        case State.IN_REVIEW:
            blocked = " · ⛔ blocked by the rulebook" if post.blocking(at=at) else ""
            if not every:
                return f"🟠 in review, and nobody is asked to sign{blocked}"
            asked = ago(min(one.since for one in every), at=at)
            signers = _signers(post, reader)
            signed = f" · signed by {signers}" if signers else ""
            return f"🟡 {waiting}{signed} · asked {asked}{blocked}"
        case State.CHANGES_REQUESTED | State.ON_HOLD | State.EXPIRED:
            became = "put on hold" if post.state is State.ON_HOLD else post.state.value
            return f"{_MARKS[post.state]} {became} {ago(post.state_at, at=at)} · {waiting}"
        case _:
            signers = _signers(post, reader) if post.state is State.APPROVED else ""
            who = signers or (mention(post.state_by) if post.state_by else "")
            by = f" by {who}" if who else ""
            lacking = " · results missing" if post.state is State.PUBLISHED else ""
            return f"{_MARKS[post.state]} {_BECAME.get(post.state, post.state.value)}{by} {when(post.state_at)}{lacking}"


def _signers(post: Post, reader: UserId) -> str:
    """Everybody whose approval of the present version stands, the reader first; empty for nobody."""
    approvals = (one.by for one in post.current_sign_offs if one.decision is Decision.APPROVED)
    found = sorted(dict.fromkeys(approvals), key=lambda one: one != reader)
    return listed(["you" if one == reader else mention(one) for one in found], limit=PEOPLE_SHOWN)


def no_longer_waits(post: Post, *, named: str, awaited: str) -> str:
    """Says that nothing is awaited any more; of a post that ended without it, how it ended, and no green tick.

    Args:
        named: the post's title as mrkdwn.
        awaited: what it waited for, as in "for an exception".
    """
    if post.state in {State.EXPIRED, State.REJECTED, State.WITHDRAWN}:
        became = {State.EXPIRED: "expired"}.get(post.state, f"was {post.state.value}")
        return f"⚪ “{named}” {became} and no longer waits {awaited}."
    return f"✅ “{named}” no longer waits {awaited}."


_BECAME = {State.MEASURED: "published · results recorded"}
"""As on the card, where the state has another name."""


_MARKS = {
    State.DRAFT: "📝",
    State.CHANGES_REQUESTED: "🔵",
    State.ON_HOLD: "⏸️",
    State.EXPIRED: "⚪",
    State.WITHDRAWN: "⚪",
    State.REJECTED: "🔴",
    State.APPROVED: "🟢",
    State.PUBLISHED: "📣",
    State.MEASURED: "📣",
}
"""As on the card."""


def packed(lines: Sequence[str]) -> list[SectionBlock]:
    """Lines of mrkdwn in as few paragraphs as Slack's limit allows."""
    paragraphs: list[str] = []
    for line in (cut(one, MRKDWN_LIMIT) for one in lines):
        if paragraphs and weight(paragraphs[-1]) + 1 + weight(line) <= MRKDWN_LIMIT:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
    return [section(one) for one in paragraphs]
