"""Refused files: what an admin hears when a changed file of the operator's is not in use."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from blocks.messages import Message
from delivery.renderings import Letter, Renderer
from delivery.subjects import entry_of
from domain.notices import Notice
from storage.database import Transaction


class Told(Protocol):
    """Draws what is wrong with a kind of file."""

    def __call__(self, problems: Sequence[str], *, at: datetime, more: int) -> Message:
        """The message about these problems, a sentence each; `more` of them are left out."""


def refused(told: Told) -> Renderer:
    """The renderer for a kind of file. The subject is the number of the entry that holds the problems."""

    def renderer(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
        event = entry_of(work, notice.subject).event
        problems = event.detail["problems"].split("\n")
        more = int(event.detail["more"])
        return Letter(draw=lambda _: told(problems, at=event.at, more=more), since=event.at)

    return renderer
