"""Figures for the digest, counted where the rows are. What is older than the stretch asked about costs nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import accumulate, chain
from typing import Any

from sqlmodel import Session

from domain.calendar import TO_COME, Coming
from domain.campaigns import open_campaigns
from domain.digest import (
    UNMARKED_WITHIN,
    Digest,
    Figures,
    Present,
    Stretch,
    Stretches,
    TakingPart,
    TopRule,
    stretches,
)
from domain.digest_freezes import Pause, pauses
from domain.digest_needs import Need, Reason, needs_of
from domain.digest_voice import taking_part
from domain.marks import Said
from domain.people import WorkspaceId
from domain.posts import PostId, State
from domain.readiness_misses import missed
from domain.results import OWN
from domain.weeks import Week
from domain.workspaces import Workspace
from storage.audit import event_of
from storage.calendar import Calendar
from storage.campaign_stores import CampaignStores
from storage.clashes import Clashes
from storage.digest_statements import (
    BEGAN,
    BROUGHT,
    ENDED,
    EXPIRED,
    OUT,
    OVERRULED,
    PROPOSED,
    STOPPED,
    THAWED,
    TO_APPROVAL,
    TOP_RULE,
    UNMARKED,
    WAITED,
    WAITING,
)
from storage.digest_voice import UNREADY, WENT_OUT, went_out
from storage.posts import Posts

MOST_WAITING = 200
"""Posts looked at for what needs a leader, those in their state for longest first; three needs are shown."""


class Digests:
    """What the record of one workspace says of a week, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def of(self, week: Week, *, workspace: Workspace, at: datetime) -> Digest:
        """The digest of a week that has begun, in the workspace's zone; best within a snapshot.

        Args:
            at: the present, in UTC: the present week is told up to here.
        """
        asked = stretches(week, at=at, timezone=workspace.timezone)
        began: datetime | None = self._session.exec(BEGAN, params={"workspace": self._workspace}).one()
        return Digest(
            week=week,
            timezone=workspace.timezone,
            until=asked.now.end,
            now=self.figures(asked.now),
            before=self.figures(asked.before),
            closed_out=self._out(asked.closed),
            waiting=self._waiting(asked, at=at),
            begins=Week.of(began, timezone=workspace.timezone) if began else None,
            present=None if asked.past else self._present(asked, workspace=workspace, at=at),
            pauses=self._pauses(asked.now, workspace=workspace),
        )

    def figures(self, stretch: Stretch) -> Figures:
        """What happened in a stretch of time."""
        which = {"workspace": self._workspace, "start": stretch.start, "end": stretch.end}
        ended = dict(self._session.exec(ENDED, params=which).all())
        took = self._session.exec(TO_APPROVAL, params=which).all()
        out = went_out(self._session.execute(WENT_OUT, which).all())
        measured = self._session.exec(BROUGHT, params=which).all()
        unready = missed(
            (PostId(post), Said(said), stores)
            for post, said, stores in self._session.exec(UNREADY, params=which)
        )
        return Figures(
            proposed=dict(self._session.exec(PROPOSED, params=which).all()),
            went_out=out.went_out,
            approved=sum(count for _, count in took),
            rejected=ended.get(State.REJECTED, 0),
            expired=ended.get(State.EXPIRED, 0),
            median_minutes=_median(took),
            seen_widely=out.seen_widely,
            purposeless=out.purposeless,
            reviewed=out.reviewed,
            unready=len(unready),
            left_out=sum(unready.values()),
            stopped=self._session.exec(STOPPED, params=which).one(),
            top_rule=self._top_rule(which),
            measured=len(measured),
            brought=_together(measured),
            steps=out.steps,
            settled=Clashes(self._workspace, session=self._session).settled(
                start=stretch.start, end=stretch.end
            ),
        )

    def _out(self, stretch: Stretch) -> int:
        which = {"workspace": self._workspace, "start": stretch.start, "end": stretch.end}
        return self._session.exec(OUT, params=which).one()

    def _waiting(self, asked: Stretches, *, at: datetime) -> dict[str, int]:
        which = {"workspace": self._workspace}
        if asked.now.end >= at:
            return dict(self._session.exec(WAITING, params=which).all())
        return dict(self._session.exec(WAITED, params={**which, "at": asked.now.end}).all())

    def _top_rule(self, which: Mapping[str, Any]) -> TopRule | None:
        found = self._session.exec(TOP_RULE, params=which).one_or_none()
        if found is None:
            return None
        rule, hits = found
        overruled = self._session.exec(OVERRULED, params={**which, "rule": rule}).one()
        return TopRule(rule=rule, hits=hits, overruled=overruled)

    def _pauses(self, stretch: Stretch, *, workspace: Workspace) -> tuple[Pause, ...]:
        which = {"workspace": self._workspace, "start": stretch.start}
        found = {end.number: (began, end) for began, end in self._session.exec(THAWED, params=which)}
        ended = [(event_of(began), event_of(end)) for began, end in found.values()]
        return pauses(ended, workspace=workspace, start=stretch.start, until=stretch.end)

    def _present(self, asked: Stretches, *, workspace: Workspace, at: datetime) -> Present:
        longest = Posts(self._workspace, session=self._session).waiting_longest(most=MOST_WAITING)
        return Present(
            at=at,
            needs=(*self._missed(asked, at=at), *needs_of(longest, workspace=workspace, at=at)),
            this_week=self._coming(asked.this_week),
            next_week=self._coming(asked.next_week),
            taking_part=self._taking_part(asked, workspace=workspace, at=at),
        )

    def _taking_part(self, asked: Stretches, *, workspace: Workspace, at: datetime) -> tuple[TakingPart, ...]:
        campaigns = [one for one in open_campaigns(workspace, at=at) if one.stores_choose]
        said = CampaignStores(self._workspace, session=self._session).of([one.name for one in campaigns])
        return tuple(
            taking_part(one, said.get(one.name, {}), stores=workspace.stores, since=asked.now.start)
            for one in campaigns
        )

    def _missed(self, asked: Stretches, *, at: datetime) -> Iterator[Need]:
        which = {"workspace": self._workspace, "most": MOST_WAITING}
        unmarked = self._session.exec(UNMARKED, params={**which, "since": at - UNMARKED_WITHIN, "at": at})
        expired = self._session.exec(EXPIRED, params={**which, "start": asked.now.start})
        for reason, rows in ((Reason.NOT_MARKED, unmarked.all()), (Reason.EXPIRED, expired.all())):
            if rows:
                first = rows[0]
                yield Need(
                    reason=reason,
                    department=first.department,
                    post=(PostId(first.id), first.title),
                    since=first.state_at,
                    more=len(rows) - 1,
                )

    def _coming(self, stretch: Stretch) -> tuple[Coming, ...]:
        calendar = Calendar(self._workspace, session=self._session)
        return calendar.between(stretch.start, stretch.end, states=TO_COME)


def _together(measured: Iterable[Iterable[Mapping[str, Any]]]) -> dict[str, float]:
    """The sum of each measure that can be summed."""
    total: dict[str, float] = {}
    for figure in chain.from_iterable(measured):
        if figure["measure"] != OWN.key:
            total[figure["measure"]] = total.get(figure["measure"], 0) + figure["value"]
    return total


def _median(took: Sequence[tuple[int, int]]) -> int | None:
    """Within how many minutes half of them were done."""
    half = sum(count for _, count in took) / 2
    done = accumulate(count for _, count in took)
    return next((minutes for (minutes, _), so_far in zip(took, done, strict=True) if so_far >= half), None)
