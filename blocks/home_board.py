"""The Home's board: what it is about, who looks, and what its parts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk.models.blocks import ButtonElement, HeaderBlock

from blocks.elements import plain
from blocks.more import DETAILS, MORE
from blocks.targets import target
from domain.calendar import Coming
from domain.charter import CharterVersion
from domain.clashes import Standing
from domain.digest import Digest
from domain.maturity_report import MaturityReport
from domain.people import UserId
from domain.posts import Post, PostId
from domain.waiting import Task
from domain.workspaces import Workspace

OPEN_CARD = "home_open_card"
"""Action id of links to cards: Slack tells of the click, and nothing has to be done."""
HEADING_LIMIT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class RestOfWeek:
    """What goes out from today until Sunday, by time.

    Attributes:
        timezone: the reader's IANA zone, whose days these are.
        next_week: what goes out first in the week after it.
        next_total: how many go out in that week in all.
    """

    coming: Sequence[Coming]
    timezone: str
    next_week: Sequence[Coming] = ()
    next_total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the Home is about.

    Attributes:
        tasks: what this person can sign, the most urgent first.
        held: posts of others that this person put on hold, the most urgent first.
        mine: their own posts, those under way first.
        of_stores: posts in review for whose stores somebody has to say something, the most urgent first.
        briefs: posts whose brief they have not confirmed.
        links: of the cards that are in Slack.
        clashes: of what this person can sign, with other posts.
        maturity: how far the departments have come.
        charter: the one in force.
        week: what still goes out this week.
        digest: whether the weekly digest comes to them as a direct message; None when they are no leader.
        desk: how the desk stands; None when they are no leader.
    """

    tasks: Sequence[Task] = ()
    held: Sequence[Post] = ()
    mine: Sequence[Post] = ()
    of_stores: Sequence[Post] = ()
    briefs: Sequence[Post] = ()
    links: Mapping[PostId, str] = field(default_factory=dict)
    clashes: Mapping[PostId, Sequence[Standing]] = field(default_factory=dict)
    maturity: MaturityReport | None = None
    charter: CharterVersion | None = None
    week: RestOfWeek | None = None
    digest: bool | None = None
    desk: Digest | None = None


NOTHING = Board()


def heading(text: str) -> HeaderBlock:
    """What stands above a part of the Home."""
    return HeaderBlock(text=plain(text, HEADING_LIMIT))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, at which moment."""

    workspace: Workspace
    user: UserId
    at: datetime


def card_button(post: Post, links: Mapping[PostId, str]) -> ButtonElement:
    """To the card; to the details of a post whose card is not in Slack yet."""
    if link := links.get(post.id):
        return ButtonElement(text="Open card", action_id=OPEN_CARD, url=link)
    return ButtonElement(text="Details", action_id=f"{MORE}_{DETAILS}", value=f"{DETAILS}:{target(post)}")
