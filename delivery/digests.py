"""Digests: what each of their messages shows, and the workbook that follows in the thread."""

from collections.abc import Callable, Mapping
from datetime import datetime

from blocks.digest import digest_message
from blocks.digest_buttons import nobody_to_tell, posted_buttons
from blocks.digest_page import Page, named_posts
from blocks.messages import Message
from delivery.doubts import FILE_GRACE
from delivery.marks import Spot
from delivery.renderings import WORKBOOK, Bundle, Gone, Letter, Parcel
from delivery.workbooks import pack_period
from domain.maturity import MaturityModel
from domain.maturity_report import maturity_report, since
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.people import UserId
from domain.periods import days_of
from domain.posts import PostId
from domain.runs import CATCH_UP, Run
from domain.timetable import Kind
from domain.weeks import Week
from storage.database import Transaction


def digest(
    notice: Notice, *, work: Transaction, at: datetime, model: Callable[[], MaturityModel] | None = None
) -> Bundle:
    """A week's digest, from the record as it is now; its subject is the week.

    Args:
        model: the maturity model where no other was put in force; without one nothing is said about maturity.
    """
    week = _week(notice)
    run = _run(week, work=work)
    if not notice.posted and at - run.slot.due > CATCH_UP[Kind.DIGEST]:
        raise Gone(
            f"Slack did not take the digest of week {week.number} in time, and by now it is old news. "
            f"/social digest {week} shows it."
        )
    workspace = work.people.workspace()
    told = work.digests.of(week, workspace=workspace, at=at)
    maturity = None
    if model:
        history = work.checkins.history(since=since(week))
        maturity = maturity_report(
            work.maturity_models.in_force(model()), history, workspace=workspace, week=week, at=at
        )
    cards = {PostId(id): card for id, card in work.notices.posted(NoticeKind.CARD, named_posts(told)).items()}
    workbook = next(
        (one for one in work.notices.of(NoticeKind.DIGEST_WORKBOOK, str(week)) if one.place == notice.place),
        None,
    )

    def draw(links: Mapping[PostId, str]) -> Message:
        buttons = posted_buttons(
            week, workbook=links.get(WORKBOOK, ""), direct=isinstance(notice.place, UserId)
        )
        return digest_message(
            Page(digest=told, workspace=workspace, maturity=maturity, links=links, buttons=(buttons,))
        )

    return Bundle(draw=draw, cards=cards | ({WORKBOOK: workbook} if workbook else {}), since=run.at)


def digest_workbook(
    notice: Notice, *, work: Transaction, at: datetime, model: Callable[[], MaturityModel] | None = None
) -> Parcel:
    """The workbook of a digest's week, in its thread; its subject is the week."""
    week = _week(notice)
    above = next(
        (one for one in work.notices.of(NoticeKind.DIGEST, str(week)) if one.place == notice.place), None
    )
    if above is None or not above.posted:
        raise Gone(
            "The digest to which this workbook belongs is not in Slack. Retry the digest first, then this."
        )
    period = days_of(week, timezone=work.people.workspace().timezone)
    return Parcel(
        pack=pack_period(period, work=work, at=at, model=model), thread=above, since=_run(week, work=work).at
    )


def digest_unread(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when a digest was due and nobody was there to read it."""
    return Letter(draw=lambda _: nobody_to_tell())


def follow_digest(notice: Notice, spot: Spot, *, work: Transaction, at: datetime) -> None:
    """A notice was shown: after a digest comes its workbook, and after that the digest's button leads there."""
    if notice.posted or not spot.ts:
        return
    follows: dict[NoticeKind, tuple[NoticeKind, Callable[[], datetime]]] = {
        NoticeKind.DIGEST: (NoticeKind.DIGEST_WORKBOOK, lambda: at),
        # Slack shares a file some time after it has answered.
        NoticeKind.DIGEST_WORKBOOK: (NoticeKind.DIGEST, lambda: at + FILE_GRACE),
    }
    if notice.kind in follows:
        kind, when = follows[notice.kind]
        wanted = Wanted(kind=kind, subject=notice.subject, place=notice.place)
        id = NoticeId(f"{kind}-{notice.subject}-{notice.place}")
        work.notices.want(wanted, id=id, at=when(), patient=kind is NoticeKind.DIGEST)


def _week(notice: Notice) -> Week:
    return Week.parse(notice.subject)


def _run(week: Week, *, work: Transaction) -> Run:
    slots = [one for one in work.runs.since(week) if one.slot.kind is Kind.DIGEST and one.slot.week == week]
    if not slots:
        raise Gone("This was about a digest of which the record knows nothing. Nothing to do.")
    return slots[0]
