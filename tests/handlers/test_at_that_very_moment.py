"""Something new comes at the very moment at which its ground is frozen or removed: either it is seen, or it sees that.

On PostgreSQL transactions run side by side, and what is not there yet cannot be locked. Here somebody holds the end of
the record, so that the first act stops with everything decided and nothing kept; then the second one begins.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from time import monotonic
from typing import Any

import psycopg
import pytest

from blocks.campaigns import CLOSE
from blocks.freeze_previews import CONFIRM
from blocks.inputs import PUBLISH_AT
from blocks.participation import JOIN
from blocks.store_setup import REMOVE
from domain.audit import Action, Event
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import State
from domain.routes import Route
from handlers.changing import keep_change
from rulebook.loading import Rulebook
from storage.database import Database
from tests.handlers.desk import ADA, EVE, MAX, WORKSPACE, Desk, target_of
from tests.handlers.slack import FakeSlack
from tests.handlers.test_expiry import expired
from tests.handlers.test_expiry import form as new_time_form
from tests.handlers.test_library import form as template_form
from tests.handlers.test_participation import SAM, SHOP, answers, listed, opened
from tests.handlers.test_store_setup import store
from tests.handlers.test_template_keeping import FREE, HOURS, keep
from tests.handlers.test_together import UNHURRIED

pytestmark = pytest.mark.postgres

Act = Callable[[], Any]
STRICTER = Policy(
    routes=(*SHIPPED_POLICY.routes, Route(name="staff", because="staff read it", departments=("hr",)))
)
WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


@pytest.fixture
def desk(postgres_url: str, slack: FakeSlack, house_rules: Rulebook) -> Iterator[Desk]:
    """A desk that takes its time, of a chain with campaigns."""
    database = Database(postgres_url, patience=UNHURRIED)
    desk = Desk(database, slack, house_rules)
    desk.set_up(SHOP)
    yield desk
    database.close()


def interleaved(desk: Desk, url: str, *acts: Act) -> list[Any]:
    """What each is answered that begins while those before it stand just before their end."""
    begun: list[Future[Any]] = []
    with ThreadPoolExecutor(len(acts)) as people, psycopg.connect(url, autocommit=True) as server:

        def stopped() -> bool:
            row = server.execute(WAITING).fetchone()
            return row is not None and row[0] >= len(begun)

        with desk.database.transaction(WORKSPACE) as transaction:
            transaction.audit.record_all(())  # holds the end of the record
            for act in acts:
                begun.append(people.submit(act))
                until = monotonic() + UNHURRIED
                while not stopped() and not begun[-1].done():
                    assert monotonic() < until, "nobody waits"
        return [one.result(timeout=UNHURRIED) for one in begun]


def pausing(desk: Desk) -> Act:
    """Somebody presses the button under the preview of a freeze."""
    preview = desk.command(ADA, "pause A fire in Leeds.").body
    return lambda: desk.click(ADA, preview, CONFIRM)


def proposing(desk: Desk, **values: object) -> tuple[str, Act]:
    """Somebody sends the form; with the id of the post that comes of it."""
    view = desk.form(EVE, "Slippers are back.")
    return target_of(view), lambda: desk.submit(EVE, view, networks=["x"], **values)


def put_in_force(desk: Desk, policy: Policy) -> None:
    numbers = count(1)
    event = Event(action=Action.POLICY_CHANGED, by=ADA, at=desk.at, subject="policy")
    with desk.database.transaction(WORKSPACE) as transaction:
        before = transaction.people.workspace()
        keep_change(
            transaction,
            event,
            before=before,
            after=before,
            policy=policy,
            new_id=lambda: f"changed{next(numbers)}",
        )


def frozen_posts(desk: Desk) -> list[str]:
    """How many posts each freeze found, as the record says."""
    return [
        one.event.detail["posts"]
        for one in desk.trail()
        if one.event.action is Action.FROZEN and not one.event.version
    ]


def test_a_freeze_finds_the_post_that_is_being_proposed(desk: Desk, postgres_url: str) -> None:
    id, propose = proposing(desk)

    answers = interleaved(desk, postgres_url, propose, pausing(desk))

    assert [one.body for one in answers] == ["", ""]
    assert frozen_posts(desk) == ["1"]
    assert desk.wanted()["card", id, "C0DESK"] == 2, "drawn anew, and it says that it is frozen"


def test_a_freeze_finds_the_post_that_comes_back_to_review(desk: Desk, postgres_url: str) -> None:
    post = expired(desk)
    form = new_time_form(desk, post)
    before = desk.wanted()["card", post.id, "C0DESK"]
    later = int(desk.at.timestamp()) + 86_400

    answers = interleaved(
        desk, postgres_url, lambda: desk.submit(EVE, form, **{PUBLISH_AT: later}), pausing(desk)
    )

    assert [one.body for one in answers] == ["", ""]
    assert desk.post(post.id).state is State.IN_REVIEW
    assert frozen_posts(desk) == ["1"]
    assert desk.wanted()["card", post.id, "C0DESK"] == before + 2


def test_a_template_that_needs_no_signature_sees_the_freeze_that_begins(
    desk: Desk, postgres_url: str
) -> None:
    desk.set_policy(FREE)
    keep(desk, HOURS)
    view = template_form(desk, EVE, "L1")

    answers = interleaved(
        desk, postgres_url, pausing(desk), lambda: desk.submit(EVE, view, slot_day="2026-11-25")
    )

    assert [one.body for one in answers] == ["", ""]
    assert desk.post(target_of(view)).state is State.IN_REVIEW, "a freeze lets nothing through"


@pytest.mark.parametrize("first", ["proposed", "removed"])
def test_no_post_names_a_store_that_is_being_removed(
    desk: Desk, slack: FakeSlack, postgres_url: str, first: str
) -> None:
    form = store(desk, slack, "S001")
    id, propose = proposing(desk, stores=["store:S001"])
    acts = {"proposed": propose, "removed": lambda: desk.press(ADA, form, REMOVE)}
    order = sorted(acts, key=lambda one: one != first)

    said = dict(zip(order, interleaved(desk, postgres_url, *(acts[one] for one in order)), strict=True))

    there = "S001" in {one.key for one in desk.workspace().stores}
    assert there is (first == "proposed")
    assert bool(said["proposed"].errors) is not there
    with desk.database.snapshot(WORKSPACE) as transaction:
        assert [one.id for one in transaction.posts.all()] == ([id] if there else [])


def test_what_is_being_proposed_is_asked_by_the_policy_that_comes_into_force(
    desk: Desk, postgres_url: str
) -> None:
    id, propose = proposing(desk)

    interleaved(desk, postgres_url, propose, lambda: put_in_force(desk, STRICTER))

    assert "hr" in {one.department for one in desk.post(id).needs}


@pytest.mark.parametrize("first", ["joined", "removed"])
def test_no_store_takes_part_that_is_being_removed(
    desk: Desk, slack: FakeSlack, postgres_url: str, first: str
) -> None:
    """It would count for a store that gets the same key later."""
    form = store(desk, slack, "S001")
    campaigns = listed(desk, slack, SAM)
    acts: dict[str, Act] = {
        "joined": lambda: desk.press(SAM, campaigns, JOIN),
        "removed": lambda: desk.press(ADA, form, REMOVE),
    }

    interleaved(desk, postgres_url, *(acts[one] for one in sorted(acts, key=lambda one: one != first)))

    assert "S001" not in {one.key for one in desk.workspace().stores}
    assert answers(desk) == {}


def test_no_store_joins_a_campaign_that_is_being_closed(
    desk: Desk, slack: FakeSlack, postgres_url: str
) -> None:
    campaign = opened(desk, slack, MAX)
    campaigns = listed(desk, slack, SAM)

    interleaved(
        desk,
        postgres_url,
        lambda: desk.press(MAX, campaign, CLOSE),
        lambda: desk.press(SAM, campaigns, JOIN),
    )

    assert answers(desk) == {}
