"""Returns: a card that was deleted by hand is posted anew, and its followers are told where it is."""

from datetime import datetime

from delivery.marks import Spot
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from storage.database import Transaction


def tell_card_again(notice: Notice, spot: Spot, *, work: Transaction, at: datetime) -> None:
    """A notice was shown: when it is a card that stands elsewhere than before, have its thread told, once."""
    if notice.kind is not NoticeKind.CARD or not notice.posted or notice.ts == spot.ts:
        return
    subject = f"{notice.subject}/{notice.ts}"
    wanted = Wanted(kind=NoticeKind.CARD_AGAIN, subject=subject, place=notice.place, under=notice.subject)
    work.notices.want(wanted, id=NoticeId(f"{NoticeKind.CARD_AGAIN}-{subject}"), at=at)
