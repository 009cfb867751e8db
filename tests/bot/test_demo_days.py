"""The demo opened on any day: the five stories of the README lie ready, and can be told to their end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from bot.demo_checkins import CHECKED_IN
from bot.demo_happening import Happening
from bot.demo_week import WAS_DUE
from domain.approvals import sign
from domain.calendar import customers_week
from domain.clashes import ClashState
from domain.exclusions import exclude
from domain.people import UserId
from domain.posts import State
from domain.readiness import readiness_of
from domain.ticking import tick
from domain.weeks import Week
from tests.bot.demo_life import SHOP, Lived, lived_until

MIA, FAY, HAL = map(UserId, ("U0MIA", "U0FAY", "U0HAL"))
DAYS = (
    *(datetime(2026, 11, day, 14, tzinfo=UTC) for day in range(16, 23)),
    datetime(2026, 11, 20, 17, tzinfo=UTC),  # an hour after the week's digest
    datetime(2026, 11, 22, 8, tzinfo=UTC),  # a Sunday before the desk opens
    datetime(2026, 12, 31, 23, 50, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2028, 2, 29, 9, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),  # summer time began in London half an hour ago
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # and ended
)
SHELF = {
    "A choir in Bristol",
    "York opens late on Thursdays",
    "Collect until nine",
    "Recruiting day in Bristol",
}
STORIES = {"Knitwear weeks", "Knitwear weeks online", "Recruiting day in Leeds", "Wool from Wales"}
TOLD = {"Presents wrapped in store", "Bea moves the till"}
TONIGHT = "How warm is wool?"


@pytest.fixture(scope="module", params=DAYS, ids=[f"{one:%a %d %b %Y %H:%M}" for one in DAYS])
def lived(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    file = copyfile(sqlite_template, tmp_path_factory.mktemp("demo") / "onevoice.sqlite3")
    with lived_until(request.param, file=file, matters=_matters) as found:
        yield found


def _matters(one: Happening) -> bool:
    """Whether a story or a digest rests on it."""
    if one.verb in {CHECKED_IN, WAS_DUE}:
        return False
    return not one.entry or one.entry["title"] in SHELF | STORIES | TOLD | {TONIGHT}


def test_the_stories_can_be_told(lived: Lived) -> None:
    at = lived.today
    with lived.database.transaction(SHOP) as transaction:
        shop, policy = transaction.people.workspace(), transaction.policies.current()
        posts = {one.title: one for one in transaction.posts.all()}
        (clash,) = transaction.clashes.of(posts["Knitwear weeks"].id)
        names = {one.name for one in transaction.templates.all()}
    assert {"Local event", "Opening hours"} <= names
    assert clash.state is ClashState.OPEN

    knitwear = posts["Knitwear weeks"]
    readiness = readiness_of(knitwear, workspace=shop)
    assert readiness is not None
    assert readiness.words == "ready 37 of 40"
    refused = [one.key for one in readiness.refused]
    left = exclude(knitwear, stores=refused, by=FAY, at=at, workspace=shop, policy=policy)
    for by in (MIA, FAY):
        left = sign(left, version=1, by=by, at=at, workspace=shop)
    assert (left.state, len(left.stores)) == (State.APPROVED, 37)

    recruiting = posts["Recruiting day in Leeds"]
    for by in (HAL, MIA, FAY):
        recruiting = sign(recruiting, version=1, by=by, at=at, workspace=shop)
    assert recruiting.state is State.IN_REVIEW, "two stores are not ready"
    assert tick(recruiting, by=FAY, at=at, workspace=shop).state is State.APPROVED

    wool = posts["Wool from Wales"]
    assert sign(wool, version=1, by=MIA, at=at, workspace=shop).state is State.APPROVED
    assert all(one.publish_at is None or one.publish_at > at for one in (knitwear, recruiting, wool))


def test_next_week_serves_some_steps_and_leaves_one_out(lived: Lived) -> None:
    week = Week.of(lived.today, timezone="Europe/London").plus(1)
    with lived.database.snapshot(SHOP) as transaction:
        shop = transaction.people.workspace()
        coming = transaction.calendar.between(*(week.plus(one).starts_at(timezone="UTC") for one in (0, 1)))
        tonight = [one for one in transaction.posts.all() if one.title == TONIGHT]
    met = customers_week(coming, store=shop.stores[0], week=week, timezone="Europe/London")
    assert met.unserved
    (one,) = tonight
    assert one.state is State.APPROVED
    assert one.publish_at is not None
    assert timedelta() < one.publish_at - lived.today <= timedelta(hours=24)


def test_the_last_digest_tells_of_posts_that_many_have_seen_and_of_what_was_blocked(lived: Lived) -> None:
    with lived.database.snapshot(SHOP) as transaction:
        shop = transaction.people.workspace()
        this = Week.of(lived.today, timezone=shop.timezone)
        friday = this.starts_at(timezone=shop.timezone) + timedelta(days=4, hours=16)
        week, at = (this, friday) if friday <= lived.today else (this.plus(-1), friday - timedelta(days=7))
        digest = transaction.digests.of(week, workspace=shop, at=at)
    assert digest.now.seen_widely >= 1
    assert digest.now.stopped >= 1
    assert digest.now.steps
