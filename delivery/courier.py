"""The courier: takes the next notice that is due and shows its newest state in Slack."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from slack_sdk import WebClient
from structlog import get_logger

from delivery.cards import follow_card
from delivery.digests import follow_digest
from delivery.doubts import grace_of
from delivery.errands import Errand, TooLate
from delivery.marks import Spot
from delivery.outages import tell_channel_back, tell_channel_lost
from delivery.paces import SOON, pace_of, slot_for
from delivery.problems import Cure, Problem, problem_of
from delivery.renderings import Parcel, Renderer, Rendering
from delivery.retries import LONGEST_ASKED, wait_after, why_hopeless
from delivery.returns import tell_card_again
from delivery.tallies import Tally
from domain.notices import Notice, NoticeKind
from domain.people import UserId, WorkspaceId
from storage.database import Database, Unavailable

LEASE = timedelta(seconds=30)
"""How long a claim holds; a courier that died is replaced after it. Longer than a call to Slack may take."""
UPLOAD_LEASE = timedelta(minutes=3)
CALL = timedelta(seconds=12)
"""What one call to Slack takes at most: nothing new is made when the claim could run out meanwhile."""
TOKEN_PAUSE = timedelta(minutes=1)
"""How long a workspace whose token is refused rests before it is tried again."""
MOST_PUT_BACK = 25
"""In one look, so that people's clicks never wait long for the database."""

log = get_logger("delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriage:
    """A claimed notice on its way: which version of it, and when its channel is free."""

    notice: Notice
    slot: datetime
    until: datetime


@dataclass(slots=True)
class Courier:
    """Carries notices from the database to Slack. Several may work on one database at the same time.

    Args:
        slack: the client of a workspace, made with `retry_handlers=[]` and a timeout under `CALL`.
        renderers: what each kind shows.
        clock: the present, in UTC.
        pause: waits so many seconds.
        chance: from 0 to 1, for spreading retries.

    Attributes:
        tally: what became of each try, by kind and outcome.
    """

    database: Database
    slack: Callable[[WorkspaceId], WebClient]
    renderers: Mapping[NoticeKind, Renderer]
    clock: Callable[[], datetime] = field(kw_only=True)
    pause: Callable[[float], None] = field(kw_only=True)
    chance: Callable[[], float] = field(kw_only=True)
    tally: Tally = field(default_factory=Tally, init=False)
    _rests: dict[WorkspaceId, tuple[datetime, str]] = field(default_factory=dict, init=False)

    def carry_next(self, workspace: WorkspaceId) -> bool:
        """Show the next notice that is due; False when there is none.

        Raises:
            Unavailable: the database does not answer. Nothing is lost: the notice comes again.
        """
        carriage = self.claim(workspace)
        if carriage is None:
            return False
        self.carry(carriage)
        return True

    def claim(self, workspace: WorkspaceId) -> Carriage | None:
        """Take the next notice that is due, so that no other courier does.

        Raises:
            Unavailable: the database does not answer.
        """
        at = self.clock()
        if workspace in self.rests(at=at):
            return None
        until = at + LEASE
        put_back: Counter[str] = Counter()
        with self.database.transaction(workspace) as work:
            while put_back.total() < MOST_PUT_BACK:
                notice = work.notices.claim(at=at, until=until)
                if notice is None:
                    break
                pace = pace_of(notice)
                slot = slot_for(pace, work=work, at=at)
                if slot - at <= SOON:
                    return Carriage(notice=notice, slot=slot, until=until)
                next_try = slot - SOON + put_back[pace.lane] * pace.every  # then its slot is soon enough
                put_back[pace.lane] += 1
                work.notices.put_back(notice.id, next_try=next_try, ambiguous=notice.ambiguous)
        return None

    def carry(self, carriage: Carriage) -> None:
        """Show a claimed notice and record what came of it.

        Raises:
            Unavailable: the database does not answer. The claim runs out and the notice comes again.
        """
        claimed = carriage.notice
        self.pause(max(0.0, (carriage.slot - self.clock()).total_seconds()))
        errand, until = None, carriage.until
        try:
            newest = self._newest(carriage)
            if newest is None:
                return
            notice, rendering, until = newest
            errand = Errand(
                client=self.slack(notice.workspace),
                notice=notice,
                clock=self.clock,
                pause=self.pause,
                in_time=lambda: self.clock() + CALL <= until,
            )
            spot = errand.show(rendering)
        except Unavailable:
            raise
        except TooLate:
            log.warning("notice left to the next courier", **_about(claimed))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is recorded, and the courier goes on
            if self.clock() < until:
                self._failed(claimed, error, doubtful=errand.doubtful if errand else claimed.ambiguous)
        else:
            self._shown(errand, spot)

    def rests(self, *, at: datetime) -> dict[WorkspaceId, str]:
        """Workspaces that Slack made us leave alone for now, each with the reason as a sentence."""
        return {
            workspace: why
            for workspace, (until, why) in list(self._rests.items())
            if at < until <= at + LONGEST_ASKED
        }

    def _newest(self, carriage: Carriage) -> tuple[Notice, Rendering, datetime] | None:
        """The notice as it is wanted by now, what it shows, and how long the claim holds.

        None when another courier has shown it meanwhile, or may have claimed it.
        """
        at, claimed, until = self.clock(), carriage.notice, carriage.until
        with self.database.transaction(claimed.workspace) as work:
            notice = work.notices.get(claimed.id)
            if notice is None or notice.shown >= notice.wanted or at >= until:
                return None
            rendering = self.renderers[notice.kind](notice, work=work, at=at)
            if isinstance(rendering, Parcel):
                until = at + UPLOAD_LEASE
                work.notices.put_back(notice.id, next_try=until, ambiguous=True)
        return replace(notice, ambiguous=claimed.ambiguous), rendering, until

    def _shown(self, errand: Errand, spot: Spot) -> None:
        notice = errand.notice
        with self.database.transaction(notice.workspace) as work:
            tell_channel_back(notice, work=work, at=self.clock())
            tell_card_again(notice, spot, work=work, at=self.clock())
            follow_digest(notice, spot, work=work, at=self.clock())
            follow_card(notice, work=work, at=self.clock())
            work.notices.shown(notice.id, version=notice.wanted, channel=spot.channel, ts=spot.ts)
        self.tally.add(notice.kind, "shown")
        log.info("notice shown", **_about(notice), version=notice.wanted, plain=errand.plain)

    def _failed(self, notice: Notice, error: Exception, *, doubtful: bool) -> None:
        problem = problem_of(error)
        if problem is not None and problem.cure is Cure.CHANNEL and isinstance(notice.place, UserId):
            problem = replace(problem, cure=Cure.PERSON)  # nobody can open a person's direct messages to us
        failures = notice.attempts + 1
        sentence = why_hopeless(error, problem, failures=failures)
        if sentence:
            with self.database.transaction(notice.workspace) as work:
                work.notices.dead(notice.id, problem=sentence)
            self.tally.add(notice.kind, "dead")
            log.error("notice is dead", **_about(notice), code=_code(error, problem))
            return
        at = self.clock()
        if problem is not None and problem.cure is Cure.PAUSE:
            pause = min(problem.pause or TOKEN_PAUSE, LONGEST_ASKED)
            self._rests[notice.workspace] = (at + pause, problem.sentence)
        at_least = grace_of(notice) if doubtful else timedelta()
        next_try = at + max(at_least, wait_after(problem, failures=failures, chance=self.chance()))
        why = problem.sentence if problem else "Something went wrong inside Onevoice. I keep trying."
        with self.database.transaction(notice.workspace) as work:
            if problem is not None and problem.cure is Cure.CHANNEL:
                tell_channel_lost(notice.place, why=why, work=work, at=at)
            work.notices.failed(notice.id, problem=why, next_try=next_try, ambiguous=doubtful)
        self.tally.add(notice.kind, "failed")
        log.warning(
            "notice failed",
            **_about(notice),
            code=_code(error, problem),
            failures=failures,
            doubtful=doubtful,
            exc_info=problem is None,
        )


def _about(notice: Notice) -> dict[str, str]:
    return {"workspace": notice.workspace, "notice": notice.id, "kind": notice.kind.value}


def _code(error: Exception, problem: Problem | None) -> str:
    return problem.code if problem else type(error).__name__
