"""For any sequence of wishes, faults and crashes: in the end each notice is shown exactly once, newest, in order."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from delivery.courier import Carriage
from domain.notices import NoticeKind
from domain.people import WorkspaceId
from storage.database import Database, Transaction, Unavailable
from tests.delivery.desk import DESK, EVE, Desk
from tests.delivery.fakes import Fault, Killed

_WORKSPACES = count(1)


@dataclass
class FaultyDatabase:
    """The courier's own view of the database: it dies or goes away before or after a commit, as told."""

    database: Database
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def transaction(self, workspace: WorkspaceId) -> Iterator[Transaction]:
        fault = self.faults.pop(0) if self.faults else ""
        with self.database.transaction(workspace) as work:
            yield work
            if fault == "killed before commit":
                raise Killed
            if fault == "gone before commit":
                raise Unavailable("as the test wants it")
        if fault == "killed after commit":
            raise Killed
        if fault == "gone after commit":
            raise Unavailable("as the test wants it")


@dataclass
class Story:
    """A desk with faults, two couriers, and what people did to it."""

    desk: Desk
    database: FaultyDatabase
    held: list[Carriage] = field(default_factory=list)
    lines: dict[int, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    cards: set[str] = field(default_factory=set)
    versions: Iterator[int] = field(default_factory=lambda: count(1))

    def card(self, number: int) -> None:
        self.cards.add(f"card {number}")
        self.desk.want(f"card {number}", f"card {number} as of {next(self.versions)}")

    def line(self, number: int) -> None:
        if number not in self.lines:
            self.card(number)
        own = self.lines.setdefault(number, [])
        words = f"line {len(own)} under {number}"
        own.append(words)
        self.desk.line(words, words, under=f"card {number}")

    def file(self, number: int) -> None:
        words = f"file {number}"
        self.files = [*(one for one in self.files if one != words), words]
        self.desk.want(words, words, kind=NoticeKind.EXPORT, place=EVE)

    def deleted(self, number: int) -> None:
        with self.desk.database.transaction(self.desk.workspace) as work:
            cards = work.notices.of(NoticeKind.CARD, f"card {number}")
        for one in cards:
            self.desk.slack.delete(one.ts)
            self.card(number)

    def claimed(self) -> None:
        with suppress(Killed, Unavailable):
            carriage = self.desk.courier.claim(self.desk.workspace)
            if carriage is not None:
                self.held.append(carriage)

    def carried(self) -> None:
        if self.held:
            with suppress(Killed, Unavailable):
                self.desk.another_courier().carry(self.held.pop(0))

    def tried(self, seconds: float) -> None:
        self.desk.pass_time(seconds)
        with suppress(Killed, Unavailable):
            self.desk.carry()

    def restarted(self) -> None:
        self.held.clear()
        self.desk.courier = self.desk.another_courier()


NUMBERS = st.integers(0, 1)
WISHES = st.tuples(st.sampled_from(["card", "line", "line", "file", "deleted"]), NUMBERS)
TRIES = st.tuples(st.just("tried"), st.sampled_from([0.5, 3.0, 35.0, 200.0]))
COURIERS = st.tuples(st.sampled_from(["claimed", "carried", "restarted"]))
STEPS = st.one_of(WISHES, WISHES, TRIES, TRIES, TRIES, COURIERS)
SLACK_FAULTS = st.sampled_from([*[None] * 5, *Fault])
DATABASE_FAULTS = st.sampled_from(
    [*[""] * 16, "killed before commit", "killed after commit", "gone before commit", "gone after commit"]
)


@example(
    # A card that was deleted by hand is posted anew, with a line of its own in the new thread.
    steps=[("card", 0), ("tried", 0.5), ("card", 0), ("tried", 0.5), ("deleted", 0), ("card", 0)],
    slack_faults=[],
    database_faults=[],
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(STEPS, min_size=10, max_size=30),
    slack_faults=st.lists(SLACK_FAULTS, min_size=15, max_size=30),
    database_faults=st.lists(DATABASE_FAULTS, min_size=15, max_size=30),
)
def test_each_notice_is_shown_exactly_once_newest_and_in_order(
    database: Database,
    steps: list[tuple[Any, ...]],
    slack_faults: list[Fault | None],
    database_faults: list[str],
) -> None:
    desk = Desk(database, workspace=WorkspaceId(f"T{next(_WORKSPACES)}"))
    faulty = FaultyDatabase(database, database_faults)
    desk.slack.any_fault = lambda _: slack_faults.pop(0) if slack_faults else None
    desk.carriers = cast("Database", faulty)
    desk.courier = desk.another_courier()
    story = Story(desk, faulty)

    for name, *arguments in steps:
        getattr(story, name)(*arguments)

    slack_faults.clear()
    database_faults.clear()
    story.restarted()
    desk.settle()

    assert desk.dead() == []
    assert desk.left() == 0
    places = Counter((one.mark, one.text, one.thread) for one in desk.slack.messages)
    assert not [place for place, times in places.items() if times > 1]
    assert sorted(desk.slack.texts(DESK)) == sorted(desk.shows[subject] for subject in story.cards)
    for number, lines in story.lines.items():
        # A thread goes with its card: a line may have been in the thread of one that was deleted since.
        told = [one.text for one in desk.slack.messages if one.text.endswith(f"under {number}")]
        assert list(dict.fromkeys(told)) == lines
    assert sorted(desk.slack.texts(f"D{EVE}")) == sorted(story.files)
