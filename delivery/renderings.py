"""Renderings: what a notice shows, read from the database and not yet drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from blocks.messages import Message
from domain.notices import Notice
from domain.people import UserId
from domain.posts import PostId
from storage.database import Transaction


class Gone(Exception):  # noqa: N818  # an answer, not a fault
    """What the notice is about is no longer there; the sentence says so to an admin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message.

    Attributes:
        draw: makes the message; takes the link to the card, empty when there is none to show.
        card: the card it links to; None when it links to none.
        thread: the card in whose thread it stands; None for a message of its own.
        since: Slack cannot hold the message from before this moment, in UTC; None when unknown.
    """

    draw: Callable[[str], Message]
    card: Notice | None = None
    thread: Notice | None = None
    since: datetime | None = None


WORKBOOK = PostId("workbook")
"""Stands among a bundle's cards for the file in its thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A message of its own about several posts.

    Attributes:
        draw: makes the message; takes the links to the cards that have one.
        cards: each post's card; under `WORKBOOK` the file that belongs to the message.
        since: as a letter's.
    """

    draw: Callable[[Mapping[PostId, str]], Message]
    cards: Mapping[PostId, Notice]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A packed file: what it is called, the words that come with it, its bytes."""

    name: str
    title: str
    comment: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file.

    Attributes:
        pack: makes the file; may take seconds.
        thread: the message in whose thread it stands; None for one that stands alone.
        since: Slack cannot hold it from before this moment, in UTC; None when unknown.
    """

    pack: Callable[[], File]
    thread: Notice | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """A message for one person's eyes, in the notice's channel. Slack keeps none of it, so it is never changed.

    Attributes:
        thread: ts of the message in whose thread it is shown; empty for the channel itself.
    """

    message: Message
    to: UserId
    thread: str = ""


Rendering = Letter | Bundle | Parcel | Whisper


class Renderer(Protocol):
    """Reads what a notice shows. Must be quick: the database's transaction is open meanwhile."""

    def __call__(self, notice: Notice, *, work: Transaction, at: datetime) -> Rendering:
        """What the notice shows at this moment.

        Raises:
            Gone: what it is about is no longer there.
        """
