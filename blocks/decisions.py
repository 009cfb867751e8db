"""Decisions: one line in the card's thread for each."""

from collections.abc import Collection
from datetime import datetime

from slack_sdk.models.blocks import RichTextElement

from blocks.changes import KEPT
from blocks.cutting import weight
from blocks.decision_words import (
    ASKED,
    COMMENT_SHOWN,
    NEW_TIME,
    SIGNS,
    decision_words,
    is_news,
    title_words,
    who,
    who_mrkdwn,
)
from blocks.elements import lines, moment, person, words
from blocks.messages import Message
from blocks.text import PEOPLE_LIMIT, escape, inline
from domain.approvals import SeatState, seats
from domain.audit import Action, Entry, Event
from domain.posts import Post
from domain.signoffs import Decision
from domain.workspaces import Workspace


def decision_line(entry: Entry, *, post: Post, workspace: Workspace) -> Message:
    """What happened, in one line; after an edit also whose decisions were about an earlier version."""
    event = entry.event
    said = decision_words(event, workspace=workspace)
    comment = event.detail.get("comment", "")
    quoted = f": “{inline(comment, limit=COMMENT_SHOWN)}”" if comment else ""
    if weight(inline(comment)) > COMMENT_SHOWN:
        quoted += " (all of it is in Details)"
    sign = SIGNS.get(event.action, "•")
    again = _asked_again(event, post, workspace=workspace)
    return Message(
        f"{sign} {who_mrkdwn(event)} {escape(said)} · {title_words(post)}",
        (lines([words(f"{sign} "), *who(event), words(f" {said}{quoted}"), *_time(event), *again]),),
    )


def _asked_again(event: Event, post: Post, *, workspace: Workspace) -> list[RichTextElement]:
    """Whose decisions a new version emptied, and who is asked anew for their seats."""
    if event.action is Action.RECONSIDERED:
        return _newly_asked(event, post, workspace=workspace)
    if event.action is not Action.REVISED or KEPT in event.detail:
        return []
    earlier = {one.department: one for one in post.sign_offs if one.version < event.version}
    told: list[RichTextElement] = []
    for sign_off in earlier.values():
        did = f" {_DID[sign_off.decision]} version {sign_off.version}"
        told += [words(", " if told else ". "), person(sign_off.by), words(did)]
    asked = _asked(earlier, post, workspace=workspace)
    if told and asked and is_news(event, post):
        told += [words("; asked again now:"), *asked]
    return told


def _time(event: Event) -> list[RichTextElement]:
    """The publish time that an expired post was given."""
    given = event.detail.get(NEW_TIME)
    return [words(": "), moment(datetime.fromisoformat(given))] if given else []


def _newly_asked(event: Event, post: Post, *, workspace: Workspace) -> list[RichTextElement]:
    """The approvers whose sign-off a changed policy asks for, by name so that Slack tells them."""
    asked = _asked(event.detail.get(ASKED, "").split(","), post, workspace=workspace)
    return [words(". Asked now:"), *asked] if asked and is_news(event, post) else []


def _asked(departments: Collection[str], post: Post, *, workspace: Workspace) -> list[RichTextElement]:
    """The first approvers for whom the seats of these departments wait, each named once."""
    users = [
        user
        for seat in seats(post, workspace=workspace)
        if seat.state is SeatState.WAITING and seat.department in departments
        for user in seat.approvers
    ]
    return [part for user in dict.fromkeys(users[:PEOPLE_LIMIT]) for part in (words(" "), person(user))]


_DID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_REQUESTED: "asked for changes to",
    Decision.REJECTED: "rejected",
    Decision.WAIVED: "waived the seat on",
}
