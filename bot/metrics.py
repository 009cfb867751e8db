"""Metrics: figures about the process and its work in Prometheus's text format, for `/metrics`.

Anybody who reaches the port may read them, so they hold no workspace's name, no person and no text.
Source: Prometheus, "Exposition formats", text-based format 0.0.4.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import clock_standings
from bot.looking import SharedLook
from delivery.backlog import backlog
from delivery.tallies import Tally
from domain.people import WorkspaceId
from domain.runs import Standing
from storage.backlog import Backlog
from storage.database import Database, Unavailable

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]
Sample = tuple[Labels, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    """What the database says, over all workspaces."""

    at: datetime
    waiting: Backlog
    standings: tuple[Standing, ...]


@dataclass(slots=True)
class Metrics:
    """Everything `/metrics` tells.

    Attributes:
        requests: by path and status.
        notices: by kind and what became of a try.
    """

    database: Database
    now: Callable[[], datetime]
    notices: Tally
    requests: Tally = field(default_factory=Tally)
    _gauges: SharedLook[Gauges | None] = field(init=False)

    def __post_init__(self) -> None:
        self._gauges = SharedLook(self._look, name="metrics")

    def text(self) -> str:
        """The figures now. While the database does not answer there are only those of this process."""
        try:
            found = self._gauges.seen()
        except TimeoutError:
            found = None
        return "".join(f"{line}\n" for line in (*self._counters(), *_of_database(found)))

    def close(self) -> None:
        """No more looks at the database."""
        self._gauges.close()

    def _counters(self) -> Iterator[str]:
        requests = [({"path": path, "status": code}, n) for (path, code), n in self.requests.counts().items()]
        yield from _metric(
            "onevoice_http_requests_total", "counter", "HTTP requests answered by this process.", requests
        )
        tries = [({"kind": kind, "outcome": what}, n) for (kind, what), n in self.notices.counts().items()]
        yield from _metric(
            "onevoice_notices_total",
            "counter",
            "Tries of this process to show a notice in Slack: shown, failed (it is tried again) or dead (given up).",
            tries,
        )

    def _look(self) -> Gauges | None:
        at = self.now()
        try:
            standings = [one for id in self.database.workspaces() for one in self._standings(id, at=at)]
            return Gauges(at=at, waiting=backlog(self.database, at=at), standings=tuple(standings))
        except Unavailable:
            return None

    def _standings(self, workspace: WorkspaceId, *, at: datetime) -> tuple[Standing, ...]:
        try:
            return clock_standings(self.database, workspace, at=at)
        except (LookupError, ValueError):  # as the clock itself does, which logs it
            return ()


def _of_database(found: Gauges | None) -> Iterator[str]:
    yield from _metric(
        "onevoice_database_up", "gauge", "Whether the database answers.", [({}, float(found is not None))]
    )
    if found is None:
        return
    waiting = found.waiting
    oldest = (found.at - waiting.oldest).total_seconds() if waiting.oldest else 0.0
    for name, meaning, value in (
        ("due", "Notices that are still to be shown in Slack.", waiting.due),
        ("oldest_seconds", "For how long the longest waiting of them has been due.", oldest),
        ("dead", "Notices given up during the last day.", waiting.dead),
    ):
        yield from _metric(f"onevoice_delivery_backlog_{name}", "gauge", meaning, [({}, float(value))])
    yield from _clock(found.standings)


def _clock(standings: Iterable[Standing]) -> Iterator[str]:
    """By kind: what was settled last in any workspace, and what is due first in any."""
    last: dict[tuple[str, str], float] = {}
    next_: dict[str, float] = {}
    for one in standings:
        due = one.next.due.timestamp()
        next_[one.kind] = min(next_.get(one.kind, due), due)
        if one.last:
            key, when = (one.kind, one.last.outcome), one.last.at.timestamp()
            last[key] = max(last.get(key, when), when)
    yield from _metric(
        "onevoice_clock_last_timestamp_seconds",
        "gauge",
        "When the clock last settled this in any workspace: it ran, or was skipped for a reason.",
        [({"kind": kind, "outcome": outcome}, when) for (kind, outcome), when in last.items()],
    )
    yield from _metric(
        "onevoice_clock_next_timestamp_seconds",
        "gauge",
        "When this is due next in any workspace; in the past while it is late.",
        [({"kind": kind}, when) for kind, when in next_.items()],
    )


def _metric(name: str, kind: str, meaning: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        said = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{name}{f'{{{said}}}' if said else ''} {value:.17g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
