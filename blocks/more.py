"""More: the card's menu, at most five choices at a time by state, and the rest of them for "Details"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, OverflowMenuElement

from blocks.fields import option
from blocks.fixing import FIX
from blocks.targets import read_target, target
from domain.freezes import frozen
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.readiness import readiness_of
from domain.refusals import Refusal
from domain.taking_back import TAKEN_BACK_WITHIN
from domain.template_rights import may_become_template, may_make
from domain.waivers import to_waive
from domain.workspaces import Workspace

MORE = "post_more"
"""Action id of the menu, and the beginning of those of its choices as buttons in "Details"."""
DETAILS = "details"
EDIT = "edit"
HISTORY = "history"
PUBLISH = "publish"
RESULTS = "results"
TAKE_BACK = "take_back"
HOLD = "hold"
WAIVE = "waive"
READINESS = "readiness"
WITHDRAW = "withdraw"
TEMPLATE = "template"

CHOICES_LIMIT = 5
"""Options of an overflow menu (Slack's reference, "Overflow menu element")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One line of the menu.

    Attributes:
        offered: whether it makes sense for this post now, whoever looks at the card.
    """

    key: str
    label: str
    offered: Callable[[Post, Workspace, datetime], bool]


def _changeable(post: Post, *_: object) -> bool:
    return post.state.open or post.state is State.APPROVED


def _publishable(post: Post, workspace: Workspace, at: datetime) -> bool:
    return post.state is State.APPROVED and frozen(post, workspace=workspace, at=at) is None


def _just_published(post: Post, _: Workspace, at: datetime) -> bool:
    return post.state is State.PUBLISHED and at - post.state_at < TAKEN_BACK_WITHIN


def asks_stores(post: Post, workspace: Workspace, at: datetime) -> bool:
    """Whether anybody can still say how the stores are."""
    over = post.state is State.APPROVED and post.publish_at is not None and post.publish_at <= at
    under_way = post.state.open or post.state in {State.ON_HOLD, State.APPROVED}
    return under_way and not over and readiness_of(post, workspace=workspace) is not None


def _waivable(post: Post, workspace: Workspace, at: datetime) -> bool:
    """Whether there is a seat to waive, or readiness."""
    if not post.state.open:
        return False
    readiness = readiness_of(post, workspace=workspace)
    return bool(readiness and not readiness.complete) or bool(to_waive(post, workspace=workspace, at=at))


CHOICES = (
    Choice(key=DETAILS, label="Details", offered=lambda *_: True),
    Choice(key=EDIT, label="Edit", offered=_changeable),
    Choice(
        key=FIX,
        label="Fix wording",
        offered=lambda post, *_: _changeable(post) and any(one.fixable for one in post.version.findings),
    ),
    Choice(key=HISTORY, label="History", offered=lambda post, *_: len(post.versions) > 1),
    Choice(key=HOLD, label="Hold", offered=lambda post, *_: post.state is State.IN_REVIEW),
    Choice(key=READINESS, label="Readiness", offered=asks_stores),
    Choice(key=WAIVE, label="Waive seat", offered=_waivable),
    Choice(key=PUBLISH, label="Mark as published", offered=_publishable),
    Choice(key=TAKE_BACK, label="Not published after all", offered=_just_published),
    Choice(
        key=RESULTS,
        label="Record results",
        offered=lambda post, *_: post.state in {State.PUBLISHED, State.MEASURED},
    ),
    Choice(
        key=WITHDRAW,
        label="Withdraw",
        offered=lambda post, *_: _changeable(post) or post.state is State.ON_HOLD,
    ),
    Choice(key=TEMPLATE, label="Save as template", offered=lambda post, *_: may_become_template(post)),
)
"""Every choice, in the order of the menu. A new one is a line here and a story in `handlers.posts`."""
FOLDED_FIRST = (WITHDRAW, WAIVE, HOLD, FIX)
"""Which give way, first to last, when more than five make sense: they are then buttons in "Details".

The form of "Edit" says where "Withdraw" went. "Fix wording" gives way last: it is there only while there is something
to fix. "History" never does: once there are two versions, everybody who signs may want to compare them; nor does
"Readiness", for which people of the stores come.
"""


ASIDE = frozenset({TEMPLATE})
"""What is always a button in "Details": it is about other posts to come, and nobody needs it in a hurry."""


def choices(post: Post, *, workspace: Workspace, at: datetime) -> tuple[list[Choice], list[Choice]]:
    """What the menu offers now, and what "Details" offers, mostly because the menu is full."""
    every = [one for one in CHOICES if one.offered(post, workspace, at)]
    aside = [one for one in every if one.key in ASIDE]
    offered = [one for one in every if one not in aside]
    gives_way = [one for key in FOLDED_FIRST for one in offered if one.key == key]
    folded = gives_way[: max(len(offered) - CHOICES_LIMIT, 0)]
    return [one for one in offered if one not in folded], [*folded, *aside]


def withdraw_folded(post: Post, *, workspace: Workspace, at: datetime) -> bool:
    """Whether its author finds "Withdraw" in "Details" only."""
    return any(one.key == WITHDRAW for one in choices(post, workspace=workspace, at=at)[1])


def more_menu(post: Post, *, workspace: Workspace, at: datetime) -> OverflowMenuElement:
    """The menu "More" of a card."""
    shown, _ = choices(post, workspace=workspace, at=at)
    return OverflowMenuElement(
        action_id=MORE,
        options=[option(_value(one, post), one.label) for one in shown],
    )


def readiness_button(post: Post) -> ButtonElement:
    """The menu's "Readiness" as a button, for where no menu stands."""
    return ButtonElement(
        text="Readiness", action_id=f"{MORE}_{READINESS}", value=f"{READINESS}:{target(post)}"
    )


def folded_buttons(
    post: Post, *, workspace: Workspace, at: datetime, reader: UserId | None = None
) -> ActionsBlock | None:
    """The choices that found no place in the menu, for "Details"; None when all did.

    Args:
        reader: who alone sees them: nobody is offered a template that they may not make.
    """
    _, folded = choices(post, workspace=workspace, at=at)
    if reader and not may_make(reader, department=post.department, workspace=workspace):
        folded = [one for one in folded if one.key != TEMPLATE]
    buttons = [
        ButtonElement(text=one.label, action_id=f"{MORE}_{one.key}", value=_value(one, post))
        for one in folded
    ]
    return ActionsBlock(block_id=f"more:{target(post)}", elements=buttons) if buttons else None


def read_choice(value: str) -> tuple[str, PostId, int]:
    """Which choice was taken, by its key, for which post and version.

    Raises:
        Refusal: no choice of ours has such a value.
    """
    key, _, rest = value.partition(":")
    if not any(one.key == key for one in CHOICES):
        raise Refusal("I do not know this choice any more. Open the post's card again.")
    return (key, *read_target(rest))


def _value(choice: Choice, post: Post) -> str:
    return f"{choice.key}:{target(post)}"
