"""A desk to deliver to: a database, a Slack, a courier, and what each notice shows just now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from blocks.messages import said
from delivery.courier import Courier
from delivery.renderings import File, Letter, Parcel, Rendering
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, UserId, WorkspaceId
from storage.database import Database, Transaction
from tests.delivery.fakes import START, Clock, FakeSlack

TEAM = WorkspaceId("T01")
DESK = ChannelId("C01")
EVE = UserId("U01EVE")


@dataclass
class Desk:
    """The same story on any database: say what should be seen, let the courier run, look at Slack."""

    database: Database
    workspace: WorkspaceId = TEAM
    clock: Clock = field(default_factory=Clock)
    shows: dict[str, str] = field(default_factory=lambda: defaultdict(lambda: "first words"))
    broken: set[str] = field(default_factory=set)
    link_to: str = ""
    slack: FakeSlack = field(init=False)
    carriers: Database = field(init=False)
    courier: Courier = field(init=False)
    _numbers: int = 0

    def __post_init__(self) -> None:
        self.slack = FakeSlack(self.clock)
        self.carriers = self.database
        self.courier = self.another_courier()

    def another_courier(self) -> Courier:
        """As after a restart, or in a second process."""
        return Courier(
            self.carriers,
            lambda _: self.slack,
            dict.fromkeys(NoticeKind, self._render) | {NoticeKind.EXPORT: self._pack},
            clock=self.clock,
            pause=self.clock.pause,
            chance=lambda: 0.0,
        )

    def want(
        self,
        subject: str,
        words: str = "",
        *,
        kind: NoticeKind = NoticeKind.CARD,
        place: ChannelId | UserId = DESK,
        under: str = "",
        acted_on: Collection[str] = (),
    ) -> None:
        if words:
            self.shows[subject] = words
        self._numbers += 1
        with self.database.transaction(self.workspace) as work:
            work.notices.want(
                Wanted(kind=kind, subject=subject, place=place, under=under),
                id=NoticeId(f"{self.workspace}-n{self._numbers}"),
                at=self.clock(),
                acted_on=acted_on,
            )

    def line(self, subject: str, words: str, *, under: str) -> None:
        self.want(subject, words, kind=NoticeKind.DECISION, under=under)

    def notice(self, subject: str, *, kind: NoticeKind = NoticeKind.CARD) -> Notice:
        with self.database.transaction(self.workspace) as work:
            (found,) = work.notices.of(kind, subject)
        return found

    def carry(self) -> int:
        """Carry all that is due now; says how many were carried."""
        count = 0
        while self.courier.carry_next(self.workspace):
            count += 1
            assert count < 1_000, "the courier runs in circles"
        return count

    def carry_one(self) -> bool:
        """Carry the next notice that is due, if any."""
        return self.courier.carry_next(self.workspace)

    def pass_time(self, seconds: float) -> None:
        self.clock.now += timedelta(seconds=seconds)

    def settle(self, *, hours: float = 1) -> None:
        """Carry until nothing is left, however long the pauses are."""
        end = self.clock() + timedelta(hours=hours)
        while self.left() and self.clock() < end:
            if not self.carry():
                self.pass_time(1)

    def left(self) -> int:
        with self.database.transaction(self.workspace) as work:
            return work.notices.backlog(at=self.clock()).due

    def dead(self) -> list[str]:
        with self.database.transaction(self.workspace) as work:
            return [one.problem for one in work.notices.dead_letters()]

    def retry(self, subject: str) -> None:
        id = self.notice(subject).id
        with self.database.transaction(self.workspace) as work:
            work.notices.retry(id, at=self.clock())

    def _render(self, notice: Notice, *, work: Transaction, at: datetime) -> Rendering:
        if notice.subject in self.broken:
            raise ZeroDivisionError("a fault of ours")
        words = self.shows[notice.subject]
        cards = work.notices.of(NoticeKind.CARD, notice.under) if notice.under else ()
        linked = work.notices.of(NoticeKind.CARD, self.link_to)
        return Letter(
            draw=lambda _: said(words),
            card=next(iter(linked), None),
            thread=next(iter(cards), None),
            since=START,
        )

    def _pack(self, notice: Notice, *, work: Transaction, at: datetime) -> Rendering:
        words = self.shows[notice.subject]
        return Parcel(pack=lambda: File(name="posts.xlsx", title="Posts", comment=words, content=b"PK"))
