"""The charter: what everybody gets once, and what the desk reads of each change."""

from datetime import datetime

from blocks.charter import charter_letter, charter_news
from delivery.renderings import Gone, Letter
from domain.notices import Notice
from domain.people import UserId
from storage.database import Transaction


def charter_sent(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """The charter as it is now, for one person."""
    version, workspace = work.charters.newest(), work.people.workspace()
    return Letter(draw=lambda _: charter_letter(version, workspace=workspace, reader=UserId(notice.place)))


def charter_changed(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What changed in the charter. The subject is the version's number."""
    number, workspace = int(notice.subject), work.people.workspace()
    version, before = work.charters.numbered(number), work.charters.numbered(number - 1)
    if version is None or before is None:
        raise Gone("This was about a charter that is no longer kept. Nothing to do.")
    return Letter(draw=lambda _: charter_news(version, before=before, workspace=workspace), since=version.at)
