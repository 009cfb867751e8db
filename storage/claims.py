"""Which notice may be shown next: the order that people will see in Slack."""

from datetime import timedelta

from sqlalchemy import and_, bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from domain.notices import NoticeKind, NoticeState
from storage.rows.notices import NoticeRow

_card, _earlier = aliased(NoticeRow), aliased(NoticeRow)

FARTHEST_TRY = timedelta(hours=1)
"""No wait and no claim is longer; a moment further ahead was set by a clock that was wrong."""

_free = or_(
    col(NoticeRow.claimed_until).is_(None),
    col(NoticeRow.claimed_until) <= bindparam("at"),
    col(NoticeRow.claimed_until) > bindparam("beyond"),
)
_due = or_(col(NoticeRow.next_try) <= bindparam("at"), col(NoticeRow.next_try) > bindparam("beyond"))
_card_is_there = select(_card.id).where(
    _card.workspace == NoticeRow.workspace,
    _card.kind == NoticeKind.CARD,
    _card.subject == NoticeRow.under,
    _card.place == NoticeRow.place,
    _card.ts != "",
)
_card_on_its_way = select(_card.id).where(
    _card.workspace == NoticeRow.workspace,
    _card.kind == NoticeKind.CARD,
    _card.subject == NoticeRow.under,
    _card.state == NoticeState.DUE,
    _card.ts == "",
)
_earlier_waits = select(_earlier.id).where(
    _earlier.workspace == NoticeRow.workspace,
    _earlier.under == NoticeRow.under,
    _earlier.place == NoticeRow.place,
    _earlier.state == NoticeState.DUE,
    or_(
        col(_earlier.number) < NoticeRow.number,
        and_(col(_earlier.number) == NoticeRow.number, col(_earlier.id) < NoticeRow.id),
    ),
)

CLAIMABLE = (
    select(NoticeRow)
    .where(
        NoticeRow.workspace == bindparam("workspace"),
        NoticeRow.state == NoticeState.DUE,
        _due,
        _free,
        or_(
            col(NoticeRow.under) == "",
            and_(col(NoticeRow.kind) == NoticeKind.AUTHOR, ~_card_on_its_way.exists()),
            and_(col(NoticeRow.kind) != NoticeKind.AUTHOR, _card_is_there.exists(), ~_earlier_waits.exists()),
        ),
    )
    .order_by(col(NoticeRow.patient), col(NoticeRow.in_line_since), col(NoticeRow.number), col(NoticeRow.id))
    .limit(1)
    .with_for_update(skip_locked=True, of=NoticeRow)
    .execution_options(populate_existing=True)
)
"""The notice of a `workspace` that has been in line for longest and is due and free `at` a moment, held so that no other
claim sees it.

What somebody has just acted on has a head start (`HEAD_START`), and the patient ones come last.

What belongs in a thread waits for the thread's card, and for everything wanted earlier in that thread. What
an author is told waits while the card is on its way, so that it can link to it.
"""
