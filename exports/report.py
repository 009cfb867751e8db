"""Reports: the posts of a period with what is needed to write them down for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.audit import Entry
from domain.campaign_progress import Progress
from domain.charter import NO_CHARTER, Charter
from domain.checkins import CheckIn
from domain.clashes import Standing
from domain.digest import Figures
from domain.maturity import MaturityModel
from domain.people import UserId
from domain.periods import Period
from domain.posts import Post, PostId, State
from domain.results import Outcome
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a workbook is made from; `report_of` makes one.

    Attributes:
        posts: the posts that concern the period, oldest proposal first.
        names: the names people go by in Slack; somebody missing is shown by id.
        made_at: the present the report speaks of, in UTC: states and waits are as of then.
        check_ins: of the period and the twelve weeks before it, oldest first.
        model: what they ask about; None leaves maturity out.
        outcomes: how those of the posts that were published went out, and what they brought.
        charter: the one in force.
        clashes: with other posts, of those that have any, the weightiest first.
        beside: what happened in these days up to the present, and in the same part of as many days before.
        campaigns: how far each has come that has a day in the period, in the order in which they were begun.
        taking_part: by a campaign's name, how many stores take part in it.
        trail: what was recorded in these days, in order.
    """

    period: Period
    posts: tuple[Post, ...]
    workspace: Workspace
    names: Mapping[UserId, str]
    made_at: datetime
    check_ins: tuple[CheckIn, ...] = ()
    model: MaturityModel | None = None
    outcomes: Mapping[PostId, Outcome] = field(default_factory=dict)
    charter: Charter = NO_CHARTER
    clashes: Mapping[PostId, tuple[Standing, ...]] = field(default_factory=dict)
    beside: tuple[Figures, Figures] | None = None
    campaigns: tuple[Progress, ...] = ()
    taking_part: Mapping[str, int] = field(default_factory=dict)
    trail: tuple[Entry, ...] = ()
    _start: datetime = field(init=False, repr=False, compare=False)
    _end: datetime = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Kept, because every row asks whether its moment lies in the period.
        object.__setattr__(self, "_start", self.period.start)
        object.__setattr__(self, "_end", self.period.end)

    @property
    def filename(self) -> str:
        """The file's name, such as `onevoice-2026-11-16-to-2026-11-22.xlsx`."""
        return f"onevoice-{self.period.first}-to-{self.period.last}.xlsx"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the workbook shows every time."""
        return ZoneInfo(self.period.timezone)

    @property
    def days(self) -> str:
        """The period in words: "16 to 22 November 2026"."""
        first, last = self.period.first, self.period.last
        end = f"{last.day} {last:%B %Y}"
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {end}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {first:%B}{year} to {end}"

    def name(self, user: UserId) -> str:
        """The name of this person, or the id where nobody knows a name."""
        return self.names.get(user, "").strip() or user

    def holds(self, moment: datetime | None) -> bool:
        """Whether this moment lies in the period."""
        return moment is not None and self._start <= moment < self._end

    def concerns(self, post: Post) -> bool:
        """Whether a report on this period tells of this post.

        It does when the post was proposed, revised, decided or due to go out in these days, and when it was
        proposed earlier and still waits: a post that nobody touches must not slip out of sight.
        """
        if post.proposed_at < self._end and (post.state.open or post.state is State.ON_HOLD):
            return True
        moments = [post.proposed_at, post.state_at, post.publish_at]
        moments += [version.at for version in post.versions]
        moments += [sign_off.at for sign_off in post.sign_offs]
        return any(self.holds(moment) for moment in moments)


def report_of(
    period: Period,
    posts: Iterable[Post],
    *,
    workspace: Workspace,
    names: Mapping[UserId, str],
    at: datetime,
    check_ins: Iterable[CheckIn] = (),
    model: MaturityModel | None = None,
    outcomes: Mapping[PostId, Outcome] | None = None,
) -> Report:
    """The report of a period, from the posts of a workspace.

    Posts that do not concern the period are left out, so more may be handed in than are needed.

    Args:
        at: the present, in UTC.
    """
    report = Report(
        period=period,
        posts=(),
        workspace=workspace,
        names=names,
        made_at=at,
        check_ins=tuple(check_ins),
        model=model,
        outcomes=outcomes or {},
    )
    concerned = [post for post in posts if report.concerns(post)]
    return replace(report, posts=tuple(sorted(concerned, key=lambda post: (post.proposed_at, post.id))))
