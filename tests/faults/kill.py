"""kill -9 at random moments of a busy day with a flaky Slack: `python -m tests.faults.kill --rounds 50`."""

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251  # seeded: a run can be told again
from tempfile import TemporaryDirectory

from slack_sdk import WebClient

from sandbox import Fault, Sandbox
from storage.database import Database
from tests.faults.counting import WORKSPACE, Counts, count
from tests.faults.process import Process
from tests.faults.visitors import Crowd
from tests.postgres import postgres_server
from tests.stories.retailer import retailer

METHODS = (
    "chat.postMessage",
    "chat.update",
    "chat.getPermalink",
    "conversations.history",
    "conversations.replies",
    "conversations.open",
)
FLAKY = (
    (Fault("ratelimited", 1), 0.02),
    (Fault("server_error"), 0.03),
    (Fault("lost_before"), 0.03),
    (Fault("lost_after"), 0.06),
    (Fault("delay", 0.5), 0.03),
)
"""How often which fault strikes a call."""
PATIENCE = 600.0
"""Seconds for everything to come right after the last kill: a dead courier's claims hold for half a minute, and a
channel takes one message a second."""
MOSTLY = 0.9
"""How often a bot may connect before its time runs; else it can be killed while it starts."""
LIVES = (0.0, 3.0)
"""Seconds from being connected to being killed, from and to."""


@dataclass
class Run:
    """A run of so many kills.

    Args:
        processes: bots at the same time, on PostgreSQL only.
    """

    rounds: int
    seed: int
    database_url: str
    folder: Path
    processes: int = 1
    tell: Callable[[str], object] = lambda _: None
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311  # not for secrets

    def __call__(self) -> Counts:
        """Do it and count."""
        with retailer() as sandbox:
            self._make_flaky(sandbox)
            crowd = Crowd(sandbox)
            crowd.come()
            bots = [
                Process(sandbox, self.folder, self.database_url, name=f"bot-{number}")
                for number in range(self.processes)
            ]
            database = Database(self.database_url)
            try:
                for number in range(self.rounds):
                    crowd.wanted = number + 1
                    self._round(sandbox, bots)
                    self.tell(
                        f"kill {number + 1}: {len(crowd.proposed)} proposed, {len(crowd.approved)} approved"
                    )
                for bot in bots:
                    bot.start()
                self._settle(sandbox, database, crowd)
                faults = dict(sandbox.faults.done)
                sandbox.faults.clear()
                crowd.go()
                (app,) = sandbox.workspace.apps.values()
                counts = count(database, WebClient(app.bot_token, base_url=sandbox.api_url), crowd)
            finally:
                for bot in bots:
                    bot.kill()
                database.close()
        self.tell(
            f"{self.rounds} kills, {sum(faults.values())} faults of Slack {faults}, {crowd.refusals} acts tried again"
        )
        return counts

    def _make_flaky(self, sandbox: Sandbox) -> None:
        sandbox.faults.pace_channels(0.9)
        for method in METHODS:
            for fault, probability in FLAKY:
                sandbox.faults.switch_on(
                    fault, method=method, probability=probability, seed=self.chance.randrange(1 << 30)
                )

    def _round(self, sandbox: Sandbox, bots: list[Process]) -> None:
        for bot in bots:
            bot.start()
        if self.chance.random() < MOSTLY:
            sandbox.wait_until_connected(seconds=30)
        time.sleep(self.chance.uniform(*LIVES))
        assert not any(bot.died for bot in bots), "a bot ended by itself; see its log"
        self.chance.choice(bots).kill()

    def _settle(self, sandbox: Sandbox, database: Database, crowd: Crowd) -> None:
        """Wait until people have done all they wanted and Slack shows all of it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with database.transaction(WORKSPACE) as work:
                left = work.notices.backlog(at=sandbox.clock()).due
            if crowd.done and not left:
                return
            time.sleep(0.5)
        self.tell(f"not settled after {PATIENCE:g} s: {left} notices left, everybody done: {crowd.done}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """The command line; the exit code says whether nothing was lost, doubled or out of order."""
    options = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    options.add_argument("--rounds", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options.add_argument("--processes", type=int, default=1, help="bots at the same time (PostgreSQL only)")
    options.add_argument("--folder", type=Path, help="keep the logs here")
    chosen = options.parse_args()
    if chosen.processes > 1 and not chosen.postgres:
        options.error("SQLite is for one process: say --postgres too")
    began = time.monotonic()
    with TemporaryDirectory() as temporary, postgres_server() if chosen.postgres else nullcontext() as server:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(
            rounds=chosen.rounds,
            seed=chosen.seed,
            database_url=server.url() if server else f"sqlite:///{folder}/onevoice.sqlite3",
            folder=folder,
            processes=chosen.processes,
            tell=say,
        )
        counts = run()
    for name, figure in asdict(counts).items():
        say(f"{name.replace('_', ' '):>18} {figure:>6}")
    say(f"{'seconds':>18} {time.monotonic() - began:>6.0f}")
    return 0 if counts.faultless else 1


if __name__ == "__main__":
    sys.exit(main())
