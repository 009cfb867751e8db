"""Decision words: what somebody did to a post, who it was, and the details of it that the record keeps."""

from slack_sdk.models.blocks import RichTextElement

from blocks.changes import CHANGED, KEPT
from blocks.elements import person, words
from blocks.text import escape, inline, listed, mention
from domain.audit import Action, Event
from domain.people import UserId
from domain.posts import Post
from domain.workspaces import Workspace

COMMENT_SHOWN = 500
"""Weight of a comment in a thread's line; its author gets all of it."""
TITLE_SHOWN = 100
NAME_SHOWN = 60
ON_BEHALF_OF = "on_behalf_of"
"""Detail of a delegate's decision in the record: who is away."""
PLANNED_BY = "planned_by"
"""Detail of a post that the clock froze: who had planned the freeze."""
NEW_TIME = "publish_at"
"""Detail of a rescheduled post: its publish time, as ISO 8601 in UTC."""
BESIDE = "beside"
"""Detail of a settled clash: the title of the post that shall stand beside this one."""
REASONS = "reasons"
"""Detail of a post for whose sign-offs a changed policy only gives other reasons: its thread need not hear of it."""
STORES_SAID, ITEMS_SAID, UNTICKED_SAID = "stores", "items", "unticked"
"""Details of what was said about readiness: names of stores, and of the checklist's items that were ticked and unticked."""
ASKED, NO_LONGER, MOVED = "asked", "no longer asked", "moved"
"""Details of what was reconsidered: keys of departments, by commas, and the state that the post came into."""


def who(event: Event) -> list[RichTextElement]:
    """Who did it, or had planned it, and for whom when a delegate did."""
    absent = event.detail.get(ON_BEHALF_OF)
    return [person(_doer(event)), *([words(" for "), person(UserId(absent))] if absent else [])]


def who_mrkdwn(event: Event) -> str:
    """The same as mrkdwn."""
    absent = event.detail.get(ON_BEHALF_OF)
    return mention(_doer(event)) + (f" for {mention(UserId(absent))}" if absent else "")


def _doer(event: Event) -> UserId | None:
    planner = event.detail.get(PLANNED_BY)
    return UserId(planner) if event.by is None and planner else event.by


SIGNS = {
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
    Action.APPROVED_BY_POLICY: "✅",
    Action.FROZEN: "🧊",
    Action.THAWED: "💧",
    Action.KEPT_RUNNING: "🏃",
    Action.PUBLISHED: "📣",
    Action.UNPUBLISHED: "↩️",
    Action.RESULTS_RECORDED: "📈",
    Action.RESULTS_CORRECTED: "📈",
    Action.READINESS_TICKED: "☑️",
    Action.READINESS_UNTICKED: "◻️",
    Action.NOT_READY: "🔴",
    Action.STORES_EXCLUDED: "🚫",
    Action.STORES_INCLUDED: "🏬",
    Action.READINESS_WAIVED: "⏭️",
    Action.BRIEF_UNDERSTOOD: "📋",
    Action.WARNINGS_ACKNOWLEDGED: "👀",
}
"""What a line about a decision begins with."""


def decision_words(event: Event, *, workspace: Workspace, post: str = "this post") -> str:
    """What somebody did, to stand behind their name: plain text, without their comment.

    Args:
        post: what to call the post.
    """
    if event.action is Action.RECONSIDERED:
        return _reconsidered(event, workspace=workspace, post=post)
    department = event.detail.get("department", "")
    seat = f" for {inline(workspace.department_name(department), limit=NAME_SHOWN)}" if department else ""
    reason = f" ({inline(event.detail['reason'], limit=NAME_SHOWN)})" if event.detail.get("reason") else ""
    if KEPT in event.detail:
        changed = inline(event.detail.get(CHANGED, ""), limit=COMMENT_SHOWN)
        return f"changed {changed} of {post}; version {event.version} and its sign-offs stay"
    if event.action is Action.CLASH_SETTLED:
        return f"let {post} stand beside “{inline(event.detail.get(BESIDE, ''), limit=TITLE_SHOWN)}”"
    if STORES_SAID in event.detail and event.action in _OF_STORES:
        return _readiness(event, post=post)
    said = _SAID.get(event.action, "noted: {action}")
    if event.by is None:
        said += _BY_THE_CLOCK.get(event.action, "")
    return said.format(post=post, version=event.version, action=event.action.value) + seat + reason


def _reconsidered(event: Event, *, workspace: Workspace, post: str) -> str:
    asked, no_longer = (
        listed([inline(workspace.department_name(one), limit=NAME_SHOWN) for one in said.split(",")])
        for key in (ASKED, NO_LONGER)
        for said in [event.detail.get(key, "")]
    )
    said = [
        f"{asked} must sign now" if event.detail.get(ASKED) else "",
        f"{no_longer} need not any more" if event.detail.get(NO_LONGER) else "",
        f"{post} is {event.detail[MOVED]} now" if MOVED in event.detail else "",
    ]
    what = ", ".join(one for one in said if one)
    if REASONS in event.detail:
        return f"changed why people are asked to sign {post}"
    if not what:
        return f"changed how many must sign {post}, or in which order"
    return f"changed who must sign: {what}"


def _readiness(event: Event, *, post: str) -> str:
    """What somebody said about stores."""
    stores = inline(event.detail[STORES_SAID], limit=COMMENT_SHOWN)
    items, unticked = (
        inline(event.detail.get(one, ""), limit=COMMENT_SHOWN) if event.detail.get(one) else ""
        for one in (ITEMS_SAID, UNTICKED_SAID)
    )
    what = {
        Action.READINESS_TICKED: f"ticked {items}" if items else "ticked readiness",
        Action.READINESS_UNTICKED: f"unticked {unticked or 'readiness'}",
    }.get(event.action)
    if what:
        also = f", and unticked {unticked}" if unticked and event.action is Action.READINESS_TICKED else ""
        return f"{what} for {stores}{also}"
    return _OF_STORES[event.action].format(stores=stores, post=post)


_OF_STORES = {
    Action.READINESS_TICKED: "",
    Action.READINESS_UNTICKED: "",
    Action.NOT_READY: "said “not ready” for {stores}",
    Action.STORES_EXCLUDED: "left {stores} out of {post}",
    Action.STORES_INCLUDED: "included {stores} in {post} again",
}
_BY_THE_CLOCK = {Action.FROZEN: ", as planned", Action.THAWED: ", as the time of the freeze is over"}
_SAID = {
    Action.PROPOSED: "proposed {post}",
    Action.REVISED: "edited {post}, now version {version}",
    Action.APPROVED: "approved version {version}",
    Action.CHANGES_REQUESTED: "asked for changes to version {version}",
    Action.REJECTED: "rejected version {version}",
    Action.WITHDRAWN: "withdrew {post}",
    Action.APPROVED_BY_POLICY: "approved version {version}, as the policy asks nobody about its template",
    Action.EXCEPTION_REQUESTED: "asked for an exception for version {version}",
    Action.EXCEPTION_GRANTED: "granted an exception for version {version}",
    Action.EXCEPTION_ENDED: "blocks {post} again, as an exception from its rule has run out",
    Action.WAIVED: "waived the seat on version {version}",
    Action.HELD: "put {post} on hold",
    Action.RELEASED: "released {post}",
    Action.RESCHEDULED: "gave {post} a new publish time",
    Action.EXPIRED: "let {post} expire, as its publish time came before the last signature",
    Action.FROZEN: "froze {post}",
    Action.THAWED: "thawed {post}",
    Action.KEPT_RUNNING: "keeps {post} running although it is frozen",
    Action.PUBLISHED: "marked {post} as published",
    Action.UNPUBLISHED: "took back that {post} was published",
    Action.RESULTS_RECORDED: "recorded what {post} brought",
    Action.RESULTS_CORRECTED: "corrected what {post} brought",
    Action.READINESS_TICKED: "ticked readiness",
    Action.READINESS_UNTICKED: "unticked readiness",
    Action.NOT_READY: "said “not ready”",
    Action.STORES_EXCLUDED: "left stores out of {post}",
    Action.STORES_INCLUDED: "included stores in {post} again",
    Action.READINESS_WAIVED: "waived readiness on version {version}",
    Action.BRIEF_UNDERSTOOD: "understood the brief for {post}",
    Action.WARNINGS_ACKNOWLEDGED: "acknowledged the warnings about version {version}",
}


def title_words(post: Post) -> str:
    """The post's title, as mrkdwn."""
    return escape(inline(post.title, limit=TITLE_SHOWN))


def is_news(event: Event, post: Post) -> bool:
    """Whether it is about the post's present version."""
    return event.version == post.version.number
