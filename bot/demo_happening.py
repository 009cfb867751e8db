"""A happening of the demo's past."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.people import UserId
from domain.posts import PostId


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """What somebody did at a moment of the past.

    Attributes:
        verb: what they did; `stopped` is a form that the rulebook did not take.
        said: what they said: the words of a comment, or the new text of an edit.
    """

    at: datetime
    post: PostId
    by: UserId = field(compare=False)
    verb: str = field(compare=False)
    said: tuple[Any, ...] = field(compare=False, default=())
    entry: dict[str, Any] = field(compare=False, default_factory=dict)
