"""The demo's check-ins: how four departments came along in eight weeks, answered by the domain."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from domain.answering import CheckInForm, answer
from domain.asking import ask
from domain.audit import Action, Event
from domain.checkins import last_move
from domain.moves import MoveForm, Outcome
from domain.people import UserId
from domain.timetable import Kind
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.checkin_settling import show_check_in
from handlers.kit import Kit
from storage.database import Transaction

CHECKED_IN = "checked in"
WEEKS = 8
TWICE = 2
"""Each move takes two weeks: the first check-in after it says “not yet”, the second “done”."""

_DEPARTMENTS = ("ecommerce", "marketing", "hr", "field-ops")
_HEADSTART = timedelta(hours=2)
"""So long after it was sent the first lead has answered."""
_LEVELS = {
    "profiles": "12 22 12 23",
    "rhythm": "13 23 12 12",
    "invitations": "12 12 22 13",
    "reach": "23 23 11 12",
    "open-to-all": "12 23 22 12",
    "answering": "12 22 12 12",
    "answer-time": "12 12 01 02",
    "customer-content": "12 12 01 12",
    "contests": "01 13 00 12",
    "staff-voices": "01 12 23 13",
    "together": "12 23 12 12",
    "tracked-offers": "12 12 00 01",
    "redemption": "01 01 00 11",
    "product-links": "13 12 00 01",
    "applications": "00 01 12 01",
    "feedback": "01 01 00 01",
    "revenue": "01 01 00 00",
}
"""Each department's level at first and at last, in the order of `_DEPARTMENTS`."""
_MOVES = {
    "ecommerce": (
        "Link the product in every post about a price",
        "Give the store its own code for each offer",
        "Answer product questions before noon",
        "Look at returns that a post brought",
    ),
    "marketing": (
        "Plan two weeks ahead in the calendar",
        "Ask customers one question a week",
        "Name who answers on Saturdays",
        "Answer within four hours",
    ),
    "hr": (
        "Ask three colleagues whether they like to be shown",
        "Film one shift at Leeds Briggate",
        "Lead every job post to the application",
        "Count applications that came from a post",
    ),
    "field-ops": (
        "Check the hours of five stores a week",
        "Put the invitation beside every till in the north",
        "Tell stores of an offer two days before",
        "Count codes redeemed at the till",
    ),
}


def answered_weeks(workspace: Workspace, *, today: datetime) -> Iterator[tuple[datetime, str]]:
    """When each department's lead answered, in UTC, and for which department; HR has yet to answer this week."""
    this = Week.of(today, timezone=workspace.timezone)
    for back in range(WEEKS + 1):
        week = this.plus(-back)
        asked_at = workspace.timetable.of(Kind.CHECK_IN).within(week, timezone=workspace.timezone)
        for place, department in enumerate(_DEPARTMENTS):
            if back or department != "hr":
                yield asked_at + _HEADSTART + timedelta(minutes=7 * place), department


def check_in(kit: Kit, transaction: Transaction, workspace: Workspace, key: str, *, at: datetime) -> Event:
    """A lead answers the check-in of this moment's week; what is returned goes into the record."""
    week = Week.of(at, timezone=workspace.timezone)
    department = workspace.department(key)
    assert department is not None
    assert department.lead is not None
    everybody = transaction.checkins.history(since=week.plus(-WEEKS))
    history = [one for one in everybody if one.department == key and one.week < week]
    asked = ask(department, week=week, model=kit.model(), history=history, workspace=workspace)
    before = last_move(history, week=week)
    turn = len(history)
    form = CheckInForm(
        levels={one: _level(one, key, turn=turn) for one in asked.questions},
        move=_move(key, turn=turn, by=department.lead, at=at),
    )
    answered = answer(
        asked, form, before=before, model=kit.model(), by=department.lead, at=at, workspace=workspace
    )
    transaction.checkins.open(
        ask(
            one,
            week=week,
            model=kit.model(),
            history=everybody,
            workspace=workspace,
        )
        for one in workspace.departments
    )
    transaction.checkins.save(answered)
    show_check_in(transaction, answered, at=at, new_id=kit.new_id)
    detail: Mapping[str, str] = {"state": answered.state.value}
    return Event(action=Action.CHECKED_IN, by=department.lead, at=at, subject=answered.subject, detail=detail)


def _level(capability: str, department: str, *, turn: int) -> int:
    """The first level, and from some week on the last one; sooner for some capabilities than for others."""
    both = _LEVELS[capability].split()[_DEPARTMENTS.index(department)]
    place = list(_LEVELS).index(capability)
    return int(both[turn >= TWICE + place % (WEEKS - TWICE - 1)])


def _move(department: str, *, turn: int, by: UserId, at: datetime) -> MoveForm:
    number, again = divmod(turn, TWICE)
    if again:
        return MoveForm(outcome=Outcome.NOT_YET)
    moves = _MOVES[department]
    return MoveForm(
        outcome=Outcome.DONE if turn else None,
        what=moves[number % len(moves)],
        who=by,
        due=(at + timedelta(days=9)).date(),
    )
