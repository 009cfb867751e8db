"""How long people wait in a chain of two thousand stores: `python -m bench.stores`.

Three hundred posts wait, some for every store, some with half of the stores ready. The baseline is the same with forty
stores, in the same run: what grows with the stores is seen, and so is a query for each of them.
"""

import gc
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.stores.acts import acts
from bench.stores.chain import HOUR, chain

SHOPS, FEW, POSTS = 2_000, 40, 300
GOAL, MOST, TICK = 300, 3_000, 1_000
"""Milliseconds: aimed at for an answer, what Slack waits for at most, and what the clock may take each minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one act takes: milliseconds (median), and statements that the database was asked to run."""

    milliseconds: float
    statements: int


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--shops", type=int, default=SHOPS)
    parser.add_argument("--posts", type=int, default=POSTS)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few = measured(Path(folder), shops=FEW, posts=said.posts)
        many = measured(Path(folder), shops=said.shops, posts=said.posts)
    print(
        f"{said.posts} posts wait; ms and statements with {FEW} stores and with {said.shops:,}, and their ratio"
    )
    for name, one in many.items():
        base = few[name]
        print(
            f"{name:>44}: {base.milliseconds:7.1f} ms {base.statements:4} · "
            f"{one.milliseconds:7.1f} ms {one.statements:4} · {one.milliseconds / base.milliseconds:5.1f}"
        )
    slowest = max(many, key=lambda name: many[name].milliseconds)
    print(f"longest: {slowest}, {many[slowest].milliseconds:.0f} ms; Slack waits for {MOST:,} ms")


def measured(folder: Path, *, shops: int, posts: int) -> dict[str, Taken]:
    """Every act, in a chain with so many stores."""
    found = {}
    with chain(folder, shops=shops, posts=posts) as (desk, waiting), counting() as count:
        desk.at += HOUR
        for name, act, rounds in acts(desk, waiting):
            found[name] = taken(act, count, rounds=rounds)
    return found


def taken(act: Callable[[], object], count: list[int], *, rounds: int) -> Taken:
    """The first round of several is not counted: whatever is asked for the first time is compiled then."""
    times = []
    for number in range(rounds):
        gc.collect()
        count[0] = 0
        begun = time.process_time()
        act()
        if number or rounds == 1:
            times.append(1000 * (time.process_time() - begun))
    return Taken(milliseconds=median(times), statements=count[0])


@contextmanager
def counting() -> Iterator[list[int]]:
    """How many statements any database was asked to run; `executemany` counts as one."""
    count = [0]

    def counted(*_: object) -> None:
        count[0] += 1

    event.listen(Engine, "before_cursor_execute", counted)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", counted)


if __name__ == "__main__":
    main()
