"""Decisions: one line in the card's thread for each, and what the author hears about it."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
)

from blocks.cards import EDIT
from blocks.changes import CHANGED, KEPT
from blocks.elements import lines, moment, person, quote, section, words
from blocks.expiry import RESCHEDULE
from blocks.freezes import banner
from blocks.messages import Message
from blocks.seats import department_name, signer
from blocks.states import state_lines
from blocks.targets import target
from blocks.text import PEOPLE_LIMIT, escape, inline, linked, listed, mention, planned, weight, when
from domain.approvals import SeatState, seats
from domain.audit import Action, Entry, Event
from domain.freezes import frozen
from domain.networks import Network
from domain.people import UserId, Workspace
from domain.posts import Post, State
from domain.signoffs import Decision

COMMENT_SHOWN = 500
"""Weight of a comment in a thread's line; its author gets all of it."""
TITLE_SHOWN = 100
SIGNED_SHOWN = 15
"""Signatures in one message to the author; the newest are shown."""
NAME_SHOWN = 60
ON_BEHALF_OF = "on_behalf_of"
"""Detail of a delegate's decision in the record: who is away."""
NEW_TIME = "publish_at"
"""Detail of a rescheduled post: its publish time, as ISO 8601 in UTC."""
BESIDE = "beside"
"""Detail of a settled clash: the title of the post that shall stand beside this one."""
REASONS = "reasons"
"""Detail of a post for whose sign-offs a changed policy only gives other reasons: its thread need not hear of it."""
ASKED, NO_LONGER, MOVED = "asked", "no longer asked", "moved"
"""Details of what was reconsidered: keys of departments, by commas, and the state that the post came into."""


def decision_line(entry: Entry, *, post: Post, workspace: Workspace) -> Message:
    """What happened, in one line; after an edit also whose decisions were about an earlier version."""
    event = entry.event
    said = decision_words(event, workspace=workspace)
    comment = event.detail.get("comment", "")
    quoted = f": “{inline(comment, limit=COMMENT_SHOWN)}”" if comment else ""
    if weight(inline(comment)) > COMMENT_SHOWN:
        quoted += " (all of it is in Details)"
    sign = _SIGNS.get(event.action, "•")
    again = _asked_again(event, post, workspace=workspace)
    return Message(
        f"{sign} {_whoever(event)} {escape(said)} · {_title(post)}",
        (lines([words(f"{sign} "), *_who(event), words(f" {said}{quoted}"), *_time(event), *again]),),
    )


def _who(event: Event) -> list[RichTextElement]:
    """Who did it, and for whom when a delegate did."""
    absent = event.detail.get(ON_BEHALF_OF)
    return [person(event.by), *([words(" for "), person(UserId(absent))] if absent else [])]


def _whoever(event: Event) -> str:
    """The same as mrkdwn."""
    absent = event.detail.get(ON_BEHALF_OF)
    return mention(event.by) + (f" for {mention(UserId(absent))}" if absent else "")


def _asked_again(event: Event, post: Post, *, workspace: Workspace) -> list[RichTextElement]:
    """Whose decisions a new version emptied, and who is asked anew for their seats."""
    if event.action is Action.RECONSIDERED:
        return _newly_asked(event, post, workspace=workspace)
    if event.action is not Action.REVISED or KEPT in event.detail:
        return []
    earlier = {one.department: one for one in post.sign_offs if one.version < event.version}
    asked = [
        user
        for seat in seats(post, workspace=workspace)
        if seat.state is SeatState.WAITING and seat.department in earlier
        for user in seat.approvers
    ]
    told: list[RichTextElement] = []
    for sign_off in earlier.values():
        did = f" {_DID[sign_off.decision]} version {sign_off.version}"
        told += [words(", " if told else ". "), person(sign_off.by), words(did)]
    if told and asked and _is_news(event, post):
        told.append(words("; asked again now:"))
        for user in dict.fromkeys(asked[:PEOPLE_LIMIT]):
            told += [words(" "), person(user)]
    return told


def _time(event: Event) -> list[RichTextElement]:
    """The publish time that an expired post was given."""
    given = event.detail.get(NEW_TIME)
    return [words(": "), moment(datetime.fromisoformat(given))] if given else []


def _newly_asked(event: Event, post: Post, *, workspace: Workspace) -> list[RichTextElement]:
    """The approvers whose sign-off a changed policy asks for, by name so that Slack tells them."""
    keys = event.detail.get(ASKED, "").split(",")
    asked = [
        user
        for seat in seats(post, workspace=workspace)
        if seat.state is SeatState.WAITING and seat.department in keys
        for user in seat.approvers
    ]
    told: list[RichTextElement] = [words(". Asked now:")] if asked and _is_news(event, post) else []
    for user in dict.fromkeys(asked[:PEOPLE_LIMIT]) if told else ():
        told += [words(" "), person(user)]
    return told


_DID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_REQUESTED: "asked for changes to",
    Decision.REJECTED: "rejected",
    Decision.WAIVED: "waived the seat on",
}


_SIGNS = {
    Action.PROPOSED: "📣",
    Action.REVISED: "📝",
    Action.APPROVED: "✅",
    Action.CHANGES_REQUESTED: "✏️",
    Action.REJECTED: "🔴",
    Action.WITHDRAWN: "⚪",
    Action.RECONSIDERED: "🧭",
    Action.EXCEPTION_REQUESTED: "🙋",
    Action.EXCEPTION_GRANTED: "☑️",
    Action.EXCEPTION_ENDED: "⛔",
    Action.WAIVED: "⏭️",
    Action.HELD: "⏸️",
    Action.RELEASED: "▶️",
    Action.RESCHEDULED: "🗓️",
    Action.EXPIRED: "⌛",
    Action.CLASH_SETTLED: "↔️",
    Action.FROZEN: "🧊",
    Action.THAWED: "💧",
    Action.KEPT_RUNNING: "🏃",
    Action.PUBLISHED: "📣",
    Action.UNPUBLISHED: "↩️",
    Action.RESULTS_RECORDED: "🎯",
    Action.RESULTS_CORRECTED: "🎯",
}


def decision_words(event: Event, *, workspace: Workspace) -> str:
    """What somebody did, to stand behind their name: plain text, without their comment."""
    if event.action is Action.RECONSIDERED:
        return _reconsidered(event, workspace=workspace)
    department = event.detail.get("department", "")
    seat = f" for {inline(workspace.department_name(department), limit=NAME_SHOWN)}" if department else ""
    reason = f" ({inline(event.detail['reason'], limit=NAME_SHOWN)})" if event.detail.get("reason") else ""
    if KEPT in event.detail:
        changed = inline(event.detail.get(CHANGED, ""), limit=COMMENT_SHOWN)
        return f"changed {changed} of this post; version {event.version} and its sign-offs stay"
    if event.action is Action.CLASH_SETTLED:
        return f"let this post stand beside “{inline(event.detail.get(BESIDE, ''), limit=TITLE_SHOWN)}”"
    said = _SAID.get(event.action, "noted: {action}")
    return said.format(version=event.version, action=event.action.value) + seat + reason


def _reconsidered(event: Event, *, workspace: Workspace) -> str:
    asked, no_longer = (
        listed([inline(workspace.department_name(one), limit=NAME_SHOWN) for one in said.split(",")])
        for key in (ASKED, NO_LONGER)
        for said in [event.detail.get(key, "")]
    )
    said = [
        f"{asked} must sign now" if event.detail.get(ASKED) else "",
        f"{no_longer} need not any more" if event.detail.get(NO_LONGER) else "",
        f"this post is {event.detail[MOVED]} now" if MOVED in event.detail else "",
    ]
    what = ", ".join(one for one in said if one)
    if REASONS in event.detail:
        return "changed why people are asked to sign this post"
    if not what:
        return "changed how many must sign this post, or in which order"
    return f"changed who must sign: {what}"


_SAID = {
    Action.PROPOSED: "proposed this post",
    Action.REVISED: "edited this post, now version {version}",
    Action.APPROVED: "approved version {version}",
    Action.CHANGES_REQUESTED: "asked for changes to version {version}",
    Action.REJECTED: "rejected version {version}",
    Action.WITHDRAWN: "withdrew this post",
    Action.EXCEPTION_REQUESTED: "asked for an exception for version {version}",
    Action.EXCEPTION_GRANTED: "granted an exception for version {version}",
    Action.EXCEPTION_ENDED: "blocks this post again, as an exception from its rule has run out",
    Action.WAIVED: "waived the seat on version {version}",
    Action.HELD: "put this post on hold",
    Action.RELEASED: "released this post",
    Action.RESCHEDULED: "gave this post a new publish time",
    Action.EXPIRED: "let this post expire, as its publish time came before the last signature",
    Action.FROZEN: "froze this post",
    Action.THAWED: "thawed this post",
    Action.KEPT_RUNNING: "keeps this post running although it is frozen",
    Action.PUBLISHED: "marked this post as published",
    Action.UNPUBLISHED: "took back that this post was published",
    Action.RESULTS_RECORDED: "recorded what this post brought",
    Action.RESULTS_CORRECTED: "corrected what this post brought",
}


def author_note(
    entry: Entry, *, post: Post, workspace: Workspace, at: datetime, card_link: str = ""
) -> Message:
    """Tells the author what happened to their post and what to do next.

    Args:
        post: as it is now, which may be later than the entry.
        at: the present, in UTC.
        card_link: Slack's permalink of the card; empty when there is none yet.
    """
    event = entry.event
    said = decision_words(event, workspace=workspace).replace("this post", "your post")
    sign = _SIGNS.get(event.action, "•")
    own = event.by == post.author
    head: list[RichTextElement] = (
        [words(f"{sign} You {said}")] if own else [words(f"{sign} "), *_who(event), words(f" {said}")]
    )
    comment = event.detail.get("comment", "")
    told = [quote(comment, limit=2 * 3_000)] if comment else []
    blocks: list[Block] = [
        RichTextBlock(elements=[RichTextSectionElement(elements=head), *told]),
        section(
            f"*{linked(_title(post), card_link)}*\n{_next_step(event, post, workspace=workspace, at=at)}"
        ),
    ]
    button = _button(event, post)
    if button:
        blocks.append(ActionsBlock(block_id=f"author:{post.id}:{event.version}", elements=[button]))
    return Message(
        f"{sign} {'You' if own else _whoever(event)} {escape(said)}: {_title(post)}", tuple(blocks)
    )


def _button(event: Event, post: Post) -> ButtonElement | None:
    """What the author can do right here, as long as the post still waits for just that."""
    if event.action is Action.CHANGES_REQUESTED and _is_news(event, post) and post.state.open:
        return ButtonElement(text="Edit", action_id=EDIT, value=post.id, style="primary")
    if (event.action is Action.EXPIRED and post.state is State.EXPIRED) or (
        event.action is Action.THAWED and post.overdue
    ):
        return ButtonElement(text="Reschedule", action_id=RESCHEDULE, value=target(post), style="primary")
    return None


def signatures_note(
    post: Post, version: int, *, workspace: Workspace, at: datetime, card_link: str = ""
) -> Message:
    """Tells the author who has signed a version so far; one message, which grows.

    Args:
        version: the number of the version that was signed.
        at: the present, in UTC.
        card_link: as for `author_note`.
    """
    signed = [one for one in post.sign_offs if one.version == version and one.decision is Decision.APPROVED]
    told = [
        f"✅ {signer(one)} approved version {version} for "
        f"{department_name(one.department, workspace=workspace)} · {when(one.at)}"
        for one in signed
    ]
    if version != post.version.number:
        step = _overtaken(post)
    elif post.state is State.APPROVED:
        step = _all_there(post)
    else:
        step = _standing(post, workspace=workspace, at=at)
    people = listed([signer(one) for one in signed])
    return Message(
        f"✅ {people} approved version {version}: {_title(post)}",
        (section("\n".join(told[-SIGNED_SHOWN:])), section(f"*{linked(_title(post), card_link)}*\n{step}")),
    )


def _title(post: Post) -> str:
    return escape(inline(post.title, limit=TITLE_SHOWN))


def _is_news(event: Event, post: Post) -> bool:
    return event.version == post.version.number


def _next_step(event: Event, post: Post, *, workspace: Workspace, at: datetime) -> str:
    if not _is_news(event, post):
        return _overtaken(post)
    if post.state is State.APPROVED:
        held = frozen(post, workspace=workspace, at=at)
        return f"{banner(held)}\n{_WAIT}" if held else f"{_all_there(post)} {_publish_it(post, at=at)}"
    if event.action is Action.REVISED and KEPT not in event.detail:
        return "Every seat is asked again. Look at the card to see what was changed."
    states, step = _STEPS.get(event.action, (frozenset(), ""))
    if post.state in states:
        return step.format(by=mention(event.by))
    return _standing(post, workspace=workspace, at=at)


_STEPS: Mapping[Action, tuple[frozenset[State], str]] = {
    Action.CHANGES_REQUESTED: (
        frozenset(one for one in State if one.open),
        "Edit the text and save a new version: everybody concerned is then asked again.",
    ),
    Action.EXCEPTION_ENDED: (
        frozenset(one for one in State if one.open),
        "Change the words with *⋯* › *Edit* on its card, or ask there for an exception for this post alone.",
    ),
    Action.EXPIRED: (
        frozenset({State.EXPIRED}),
        "Press *Reschedule* to choose a new time: who has signed this version need not sign again.",
    ),
    Action.HELD: (
        frozenset({State.ON_HOLD}),
        "It waits until {by}, one of its approvers or an admin presses *Release* on its card.",
    ),
    Action.REJECTED: (
        frozenset({State.REJECTED}),
        "This post has ended. To try another way, propose a new one with `/social propose`.",
    ),
}
"""What the author does next, as long as the post is in one of these states."""


_RESCHEDULE = (
    "Its publish time came while it was frozen, so it is in review again. Press *Reschedule* to choose a new time: "
    "who has signed this version need not sign again."
)
_WAIT = "It is approved, but *please do not publish it* before it is thawed. I tell you then."


def _all_there(post: Post) -> str:
    waived = any(one.decision is Decision.WAIVED for one in post.current_sign_offs)
    return f"🟢 Every seat {'is signed or waived' if waived else 'has signed'}."


def _overtaken(post: Post) -> str:
    return f"You are on version {post.version.number} by now, so there is nothing to do about this."


def _standing(post: Post, *, workspace: Workspace, at: datetime) -> str:
    """How the post stands, for an author who has to do nothing."""
    if post.overdue:
        return _RESCHEDULE
    state, *obstacles = state_lines(post, workspace=workspace, at=at)
    return "\n".join([f"{state}. Nothing to do for you now." if not obstacles else state, *obstacles])


def _publish_it(post: Post, *, at: datetime) -> str:
    """What the author does with an approved post: Onevoice does not publish."""
    where = listed([network.label for network in post.version.content.networks], limit=len(Network))
    if post.publish_at is None:
        return (
            f"It has no publish time: publish it yourself on {where} when it suits, "
            "or plan a time with *⋯* › *Edit* on the card."
        )
    if post.publish_at <= at:
        return (
            f"But its publish time, {planned(post.publish_at)}, has passed: publish it yourself on {where} now, "
            "or plan another time with *⋯* › *Edit* on the card."
        )
    return f"Now publish it yourself on {where}: {planned(post.publish_at)}."
