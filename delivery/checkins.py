"""Check-ins: what a lead is asked, and what an admin hears where nobody can be."""

from datetime import datetime, timedelta

from blocks.checkin_list import nobody_answers
from blocks.checkins import check_in_request
from delivery.renderings import Gone, Letter
from domain.checkins import CheckIn, read_subject
from domain.notices import Notice, NoticeKind
from domain.people import UserId
from storage.database import Transaction


def check_in(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """The week's check-in or its reminder, and what became of it. The subject is the week and the department."""
    week, department = read_subject(notice.subject)
    found: CheckIn | None = work.checkins.seen(department, week=week)
    if found is None:
        raise Gone("This was about a check-in that is no longer kept. Nothing to do.")
    workspace = work.people.workspace()
    again = notice.kind is NoticeKind.CHECK_IN_REMINDER
    reminders = () if again else work.notices.of(NoticeKind.CHECK_IN_REMINDER, notice.subject)
    asked_again = any(one.place == notice.place for one in reminders)
    return Letter(
        draw=lambda _: check_in_request(
            found,
            reader=UserId(notice.place),
            workspace=workspace,
            questions=len(found.questions),
            at=at,
            again=again,
            asked_again=asked_again,
        ),
        since=week.starts_at(timezone=workspace.timezone)
        - timedelta(days=1),  # the zone may have moved since
    )


def unasked(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears of a department that nobody answers for. The subject is its key and its lead who left."""
    key, _, _ = notice.subject.rpartition("/")
    workspace = work.people.workspace()
    if workspace.department(key) is None:
        raise Gone("This was about a department that is no longer there. Nothing to do.")
    return Letter(draw=lambda _: nobody_answers(key, workspace=workspace))
