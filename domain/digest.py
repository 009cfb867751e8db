"""The digest: what leaders read of a week, as values. `digest_lines` puts it into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Coming
from domain.digest_freezes import Pause
from domain.digest_needs import Need
from domain.journey import Step
from domain.periods import Period, days_of
from domain.weeks import Week

UNMARKED_WITHIN = timedelta(weeks=4)
"""What was not marked as published for longer than that will not be marked any more."""
WIDE = 3
"""Departments that make a post one that many have seen (PRODUCT.md, section 12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopRule:
    """The rule that flagged the most posts; `overruled` of them were approved with the words still there."""

    rule: str
    hits: int
    overruled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened in a stretch of time.

    Attributes:
        proposed: posts proposed by department key; departments without any are left out, as in `went_out`.
        went_out: posts published, by the key of the department that proposed them.
        approved: posts approved for the first time.
        median_minutes: within which half of these were approved, from their proposal; None when none was.
        seen_widely: of the posts that went out, those that at least `WIDE` departments wrote or decided about.
        stopped: forms that the rulebook stopped before they became posts.
        top_rule: None when no rule had anything to say.
        measured: posts whose first results were recorded.
        brought: what these brought together, as it was known at the end, by the key of the measure; without each post's
            own measure, of which no two are the same.
        settled: clashes between posts that were settled, and have been since.
        steps: those of the customer's way that the posts served that went out.
        purposeless: of the posts that went out, those that name no campaign.
        unready: of the posts that went out, those that did without some of their stores, which were not ready, or whose
            readiness was waived.
        left_out: how many stores these left out.
        reviewed: how many posts that went out each department signed, by the key of the department that proposed them, then
            by that of the one that signed; its own signatures are among them.
    """

    proposed: Mapping[str, int]
    went_out: Mapping[str, int]
    approved: int
    rejected: int
    expired: int
    median_minutes: int | None
    seen_widely: int
    stopped: int
    top_rule: TopRule | None
    measured: int = 0
    brought: Mapping[str, float] = field(default_factory=dict)
    settled: int = 0
    steps: frozenset[Step] = frozenset()
    purposeless: int = 0
    unready: int = 0
    left_out: int = 0
    reviewed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        """Whether nothing was proposed, decided or published."""
        return not (self.proposed or self.went_out or self.approved or self.rejected or self.expired)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """How many stores take part in a campaign that lets them choose.

    Attributes:
        campaign: its name.
        of: how many stores there are.
        joined: how many of those that take part said so in this week.
    """

    campaign: str
    stores: int
    of: int
    joined: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """How things stand at the moment, which is no figure of the week.

    Attributes:
        at: that moment, in UTC; later than what the digest of a week that is over tells up to.
        needs: what needs a leader, the most pressing first.
        this_week: what is still to go out until Sunday, by time.
        next_week: what is to go out in the week after, by time; of that what is still to come.
        taking_part: of the campaigns that are open and let stores choose, by the campaigns' order.
    """

    at: datetime
    needs: tuple[Need, ...]
    this_week: tuple[Coming, ...]
    next_week: tuple[Coming, ...]
    taking_part: tuple[TakingPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What leaders read of a week.

    Attributes:
        until: the moment up to which it tells, in UTC: the present, or the end of a week that is over.
        now: the week so far.
        before: the same stretch of the week before, so that a Friday is held against a Friday.
        closed_out: posts that went out in the week before as a whole; its weekend was still to come in the digest of then.
        waiting: posts that were undecided at `until`, by the key of the department that proposed them; departments
            without are left out.
        begins: the week of the first proposal there is; None while there is none.
        present: None once the week after it is over too. A digest that comes late still says what needs a leader.
        pauses: freezes that were in force at `until` or were lifted in the week, the earliest first.
    """

    week: Week
    timezone: str
    until: datetime
    now: Figures
    before: Figures
    closed_out: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)
    begins: Week | None = None
    present: Present | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the week was over."""
        return self.until == days_of(self.week, timezone=self.timezone).end

    @property
    def unrecorded(self) -> bool:
        """Whether the week lies before everything that the record holds."""
        return self.begins is not None and self.week < self.begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one moment up to another, in UTC, the latter excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """What a digest asks the record about; `closed` is the week before as a whole."""

    now: Stretch
    before: Stretch
    closed: Stretch
    this_week: Stretch
    next_week: Stretch

    @property
    def past(self) -> bool:
        """Whether the week after it is over too, so that how things stand now is no news of this one."""
        return self.next_week.start == self.next_week.end


def beside(period: Period, *, at: datetime) -> tuple[Stretch, Stretch]:
    """A period up to the present in UTC, and the same part of as many days before it.

    That part ends when the clocks on the wall showed the same time.
    """
    zone = ZoneInfo(period.timezone)
    days = timedelta(days=(period.last - period.first).days + 1)
    until = max(period.start, min(at, period.end))

    def earlier(moment: datetime) -> datetime:
        shown = moment.astimezone(zone).replace(tzinfo=None, fold=0)
        return (shown - days).replace(tzinfo=zone).astimezone(UTC)

    before = Stretch(start=earlier(period.start), end=min(earlier(until), period.start))
    return Stretch(start=period.start, end=until), before


def stretches(week: Week, *, at: datetime, timezone: str) -> Stretches:
    """The stretches of a week's digest, seen from the present in UTC."""
    this, last, following = (days_of(week.plus(weeks), timezone=timezone) for weeks in (0, -1, 1))
    now, before = beside(this, at=at)
    return Stretches(
        now=now,
        before=before,
        closed=Stretch(start=last.start, end=last.end),
        this_week=Stretch(start=now.end, end=this.end),
        next_week=Stretch(start=max(following.start, min(at, following.end)), end=following.end),
    )
