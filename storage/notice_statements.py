"""The statements that read and write notices, but for the choice of the next one (`storage.claims`).

They are made once: making one costs more than running it.
"""

from functools import cache

from sqlalchemy import Executable, and_, bindparam, case, func, update
from sqlmodel import col, select

from domain.notices import NoticeState
from storage.dialects import insert_into
from storage.rows.notices import NoticeRow
from storage.rows.row import table

_NOTICES = table(NoticeRow)
_HERE = (
    select(NoticeRow)
    .where(NoticeRow.workspace == bindparam("workspace"))
    .order_by(col(NoticeRow.number), col(NoticeRow.id))
    .execution_options(populate_existing=True)
)
BY_ID = _HERE.where(NoticeRow.id == bindparam("id"))
BY_SUBJECT = _HERE.where(NoticeRow.kind == bindparam("kind"), NoticeRow.subject == bindparam("subject"))
POSTED = select(NoticeRow).where(  # in no order, for which SQLite would walk through all of them
    NoticeRow.workspace == bindparam("workspace"),
    NoticeRow.kind == bindparam("kind"),
    col(NoticeRow.subject).in_(bindparam("subjects", expanding=True)),
    NoticeRow.ts != "",
)
SHOWN_AT = _HERE.where(NoticeRow.channel == bindparam("channel"), NoticeRow.ts == bindparam("ts"))
UNDER = _HERE.where(NoticeRow.under == bindparam("under"), NoticeRow.place == bindparam("place"))
DUE_AT = _HERE.where(NoticeRow.place == bindparam("place"), NoticeRow.state == NoticeState.DUE)
DEAD_LETTERS = _HERE.where(NoticeRow.state == NoticeState.DEAD)
CHANGE = (
    update(_NOTICES)
    .where(_NOTICES.c.workspace == bindparam("its_workspace"), _NOTICES.c.id == bindparam("its_id"))
    .returning(_NOTICES.c.id)
)
RELEASE = CHANGE.values(claimed_until=None)
CONFIRM = RELEASE.values(
    state=case((_NOTICES.c.wanted == bindparam("version"), NoticeState.SHOWN), else_=NoticeState.DUE),
    attempts=0,
    problem="",
    ambiguous=False,
)
FAIL = RELEASE.values(attempts=_NOTICES.c.attempts + 1)
RETRY = RELEASE.values(state=NoticeState.DUE, attempts=0, problem="")
HURRY = (
    update(_NOTICES)
    .where(
        _NOTICES.c.workspace == bindparam("its_workspace"),
        _NOTICES.c.under.in_(bindparam("its_cards", expanding=True)),
        _NOTICES.c.state == NoticeState.DUE,
        _NOTICES.c.in_line_since > bindparam("since"),
    )
    .values(in_line_since=bindparam("since"))
)
LEAVE = (
    update(_NOTICES)
    .where(
        _NOTICES.c.workspace == bindparam("its_workspace"),
        _NOTICES.c.place == bindparam("its_place"),
        _NOTICES.c.state == NoticeState.DUE,
    )
    .values(state=NoticeState.SHOWN, claimed_until=None, attempts=0, problem="")
)


@cache
def want(dialect: str, *, patient: bool = False) -> Executable:
    """Wants a notice: adds it, or asks for a newer version of the one that is there.

    Args:
        patient: whether everything else goes first; then the notice that is there keeps its turn.
    """
    notices = _NOTICES.alias()
    latest = select(func.max(notices.c.number)).where(notices.c.workspace == bindparam("its_workspace"))
    new = insert_into(_NOTICES, dialect=dialect).values(
        number=func.coalesce(latest.scalar_subquery(), 0) + 1,
        state=NoticeState.DUE,
        wanted=1,
        shown=0,
        channel="",
        ts="",
        ambiguous=False,
        attempts=0,
        problem="",
        patient=patient,
    )
    waits = _NOTICES.c.state == NoticeState.DUE
    longer = and_(waits, _NOTICES.c.due_since < new.excluded.due_since)
    # One that is being shown at this moment keeps nothing: a card of which everybody says something would never rest.
    being_shown = _NOTICES.c.claimed_until > new.excluded.due_since
    ahead = and_(waits, being_shown.is_not(True), _NOTICES.c.in_line_since < new.excluded.in_line_since)
    changes = {
        "attempts": 0,
        "next_try": new.excluded.next_try,
        "in_line_since": case((ahead, _NOTICES.c.in_line_since), else_=new.excluded.in_line_since),
        "problem": "",
        "patient": patient,
    }
    if patient:  # what waits already is neither put off nor tried sooner than it would be
        changes = {name: case((waits, _NOTICES.c[name]), else_=value) for name, value in changes.items()}
    return new.on_conflict_do_update(
        index_elements=["workspace", "kind", "subject", "place"],
        set_={
            "wanted": _NOTICES.c.wanted + 1,
            "state": NoticeState.DUE,
            "due_since": case((longer, _NOTICES.c.due_since), else_=new.excluded.due_since),
            **changes,
        },
    )
