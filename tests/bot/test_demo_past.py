"""The demo's past: lived through behind a closed door, and nothing of it left to do when the door opens."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest

from bot.demo_history import history
from bot.demo_past import SETTLING, live_through
from bot.demo_retailer import PEOPLE, TEAM, channels
from bot.doctor import MANIFEST
from bot.world import World
from delivery.backlog import backlog
from sandbox import AppInstall, Sandbox
from storage.database import Database

COAT = "Raincoats are back"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    app = AppInstall(manifest=json.loads(MANIFEST.read_text(encoding="utf-8")))
    with Sandbox(team=TEAM, people=PEOPLE, channels=channels(app), apps=[app]) as running:
        yield running


def test_the_past_is_shown_when_it_was_and_leaves_nothing_to_do(sandbox: Sandbox, tmp_path: Path) -> None:
    ids, told = count(1), list[int]()
    address = f"sqlite:///{tmp_path}/onevoice.sqlite3"
    whole = history(today=sandbox.clock() - SETTLING)
    # The charter, the campaigns and the first post until it is approved: which line that is depends on the day.
    of_coat = {one.verb: at for at, one in enumerate(whole) if one.entry.get("title") == COAT}
    past = whole[: of_coat["approve"] + 1]

    def tell(done: int) -> None:
        told.append(done)
        sandbox.keep_closed(f"{done} of {len(past)}")
        page = httpx.get(f"{sandbox.url}/", trust_env=False)
        assert (page.status_code, f"{done} of {len(past)}" in page.text) == (503, True)

    world = World(
        now=sandbox.clock, new_id=lambda: f"id{next(ids):06}", chance=lambda: 0.5, pause=lambda _: None
    )
    live_through(past, sandbox=sandbox, address=address, world=world, tell=tell)

    assert told == [*range(1, len(past) + 1)]
    assert sandbox.clock.offset == 0
    database = Database(address)
    left = backlog(database, at=sandbox.clock())
    assert (left.due, left.dead) == (0, 0)
    database.close()
    sandbox.open()
    eve = sandbox.as_person("U0EVE")
    card = eve.see("#social-desk", COAT)
    assert "Approved by <@U0MIA>" in card.visible, "as it was after the last of what happened to it"
    shown_at = datetime.fromtimestamp(float(card.ts), tz=UTC)
    assert timedelta() <= shown_at - whole[of_coat["propose"]].at < timedelta(minutes=2)
