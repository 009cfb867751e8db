"""Workbooks: the file that somebody asked for with `/social export`, and the words that come with it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from delivery.renderings import File, Gone, Parcel
from domain.digest import beside
from domain.maturity import MaturityModel
from domain.maturity_score import GONE
from domain.notices import Notice
from domain.participation import stores_taking_part
from domain.periods import Period, read_period
from domain.posts import State
from domain.refusals import Refusal
from domain.weeks import Week
from exports.figures import decisions, remarks
from exports.report import Report, report_of
from storage.database import Transaction

OUT = frozenset({State.PUBLISHED, State.MEASURED})
_SUBJECT = re.compile(r"(?P<period>\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)\W+\S")
"""`from..to`, then something between, then the id of the request."""


def export(
    notice: Notice, *, work: Transaction, at: datetime, model: Callable[[], MaturityModel] | None = None
) -> Parcel:
    """The workbook of a period, as the workspace stands now."""
    found = _SUBJECT.match(notice.subject)
    timezone = work.people.workspace().timezone
    try:
        period = read_period(found["period"] if found else "", at=at, timezone=timezone)
    except Refusal as error:
        raise Gone(f"{error} Ask for the export again.") from error
    return Parcel(pack=pack_period(period, work=work, at=at, model=model))


def pack_period(
    period: Period, *, work: Transaction, at: datetime, model: Callable[[], MaturityModel] | None = None
) -> Callable[[], File]:
    """Read what a period's workbook is made from; it is made when called, after the transaction.

    Args:
        model: the maturity model where no other was put in force; without it the workbook says nothing about maturity.
    """
    first = Week.of(period.start, timezone=period.timezone)
    posts = work.posts.proposed_in(period)
    report = report_of(
        period,
        posts,
        workspace=work.people.workspace(),
        names=work.people.names(),
        at=at,
        check_ins=work.checkins.history(since=first.plus(-GONE)),
        model=work.maturity_models.in_force(model()) if model else None,
        outcomes=work.publications.outcomes([one.id for one in posts if one.state in OUT]),
    )
    campaigns = [
        one for one in report.workspace.campaigns if one.first <= period.last and one.last >= period.first
    ]
    answers = work.campaign_stores.of([one.name for one in campaigns])
    stores = report.workspace.stores
    now, before = (work.digests.figures(one) for one in beside(period, at=at))
    report = replace(
        report,
        charter=work.charters.newest().charter,
        clashes=work.clashes.of_each([one.id for one in report.posts]),
        beside=(now, before),
        campaigns=tuple(progress for progress, _ in work.campaigns.progress(campaigns)),
        taking_part={
            one.name: len(stores_taking_part(one, answers.get(one.name, {}), stores=stores))
            for one in campaigns
        },
        trail=work.audit.within(period),
    )
    return lambda: _packed(report)


def _packed(report: Report) -> File:
    from exports.workbook import write_workbook  # openpyxl takes long to import, and few starts need it

    return File(
        name=report.filename,
        title=f"Social posts, {report.days}",
        comment=_words(report),
        content=write_workbook(report),
    )


def _words(report: Report) -> str:
    if not report.posts:
        return (
            f"No posts were proposed or decided from {report.days}, so the sheets are empty. "
            "For another time type `/social export month`, or two dates such as "
            "`/social export 2026-11-01..2026-11-30`."
        )
    # Counted as in the workbook, so that nobody has to wonder which of two figures is right.
    sign_offs = sum(1 for _ in decisions(report))
    findings = sum(1 for _ in remarks(report))
    counts = " · ".join(
        [
            _count(len(report.posts), "post"),
            _count(sign_offs, "sign-off"),
            _count(findings, "finding") + " in versions submitted in these days",
        ]
    )
    sheets = "Summary, Posts, Sign-offs, Findings, Calendar"
    sheets += ", Maturity, Results, Audit" if report.model else ", Results, Audit"
    sheets += ", Campaigns" if report.campaigns else ""
    sheets += ", Moves" if report.model else ""
    return (
        f"*Social posts, {report.days}*\n{counts}. Sheets: {sheets}. All times are {report.period.timezone}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
