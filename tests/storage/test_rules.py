"""What people make of the rulebook is kept, and how often each rule was right."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from domain.exemptions import Exemption, Plea
from domain.findings import Finding, Level
from domain.people import ChannelId, WorkspaceId
from domain.periods import Period
from domain.posts import Post, PostId, State
from domain.rules import RuleDraft, RuleKind, RuleState
from domain.stated_rules import Usage
from domain.watching import Hint
from storage.database import Database, Transaction
from storage.engines import engine_for
from storage.migrations import config
from tests.storage.examples import AT, EVE, MIA, MINUTE, WORKSPACE, a_post, a_version

DAY = timedelta(days=1)
HYPE = Finding(rule="House.Hype", level=Level.WARNING, message="m\x00\ud800", start=0, end=4, match="best")
DRAFT = RuleDraft(
    name="Team.NoSlippers",
    kind=RuleKind.SUBSTITUTION,
    swaps=(("slippers", "house shoes"),),
    message="Say \x00 %s.",
    level=Level.ERROR,
    owner="marketing",
    reason="Why.",
    review=date(2027, 5, 1),
    tags=("price",),
    good=("House shoes.",),
    bad=("Slippers.",),
)


@contextmanager
def working(database: Database, workspace: WorkspaceId = WORKSPACE) -> Iterator[Transaction]:
    with database.transaction(workspace) as transaction:
        yield transaction


def save(database: Database, post: Post) -> None:
    with working(database) as transaction:
        transaction.posts.get(post.id)
        transaction.posts.save(post)


def flagged(id: str, *rules: str, at: int = 0, state: State = State.IN_REVIEW, versions: int = 1) -> Post:
    """A post whose every version these rules flagged, so many days before now."""
    moment = AT - at * DAY
    findings = tuple(replace(HYPE, rule=rule) for rule in rules)
    made = tuple(
        replace(a_version(number=number, text=f"{id} {number}"), at=moment, findings=findings)
        for number in range(1, versions + 1)
    )
    return replace(a_post(id, proposed_at=moment), versions=made, state=state)


def test_revisions_are_kept_as_they_were_and_the_newest_that_counts_counts(database: Database) -> None:
    with working(database) as transaction:
        rules = transaction.rules
        assert (rules.changes(), rules.newest()) == (0, ())
        first = rules.add(DRAFT, state=RuleState.TRIED, by=EVE, at=AT)
        assert (first.number, rules.newest(), rules.changes()) == (1, (), 0)
        in_force = rules.put_in_force(DRAFT.name, number=1)
        assert in_force == replace(first, state=RuleState.IN_FORCE)
        assert (rules.newest(), rules.changes()) == ((in_force,), 1)
        second = rules.add(replace(DRAFT, swaps=()), state=RuleState.TRIED, by=MIA, at=AT + MINUTE)
        assert rules.newest() == (in_force,)
        gone = rules.add(DRAFT, state=RuleState.RETIRED, by=MIA, at=AT + MINUTE)
    with working(database) as transaction:
        assert transaction.rules.of(DRAFT.name) == (in_force, second, gone)
        assert (transaction.rules.newest(), transaction.rules.changes()) == ((gone,), 2)
    with working(database, WorkspaceId("T02")) as transaction:
        assert (transaction.rules.newest(), transaction.rules.of(DRAFT.name)) == ((), ())


def test_only_the_newest_trial_can_be_put_in_force_and_only_once(database: Database) -> None:
    with working(database) as transaction:
        rules = transaction.rules
        rules.add(DRAFT, state=RuleState.TRIED, by=EVE, at=AT)
        rules.add(DRAFT, state=RuleState.TRIED, by=EVE, at=AT)
        assert rules.put_in_force(DRAFT.name, number=1) is None
        assert rules.put_in_force(DRAFT.name, number=2) is not None
        assert rules.put_in_force(DRAFT.name, number=2) is None
        assert rules.put_in_force("Team.Other", number=1) is None


def test_a_post_counts_once_however_many_versions_a_rule_flagged(database: Database) -> None:
    save(database, flagged("P1", "House.Hype", "House.Price", versions=3))
    save(database, flagged("P2", "House.Hype", state=State.APPROVED))
    save(database, flagged("P3", "House.Hype", at=91, state=State.APPROVED))
    with working(database) as transaction:
        findings = transaction.findings
        findings.made((HYPE, HYPE), post=PostId("P9"), version=0, at=AT)
        findings.made((HYPE,), post=PostId("P9"), version=0, at=AT)
        findings.made((), post=PostId("P9"), version=0, at=AT)
        usage = findings.usage(since=AT - 90 * DAY)
        assert usage == {"House.Hype": Usage(hits=3, overruled=1), "House.Price": Usage(hits=1)}
        assert findings.waiting_on("House.Hype", since=AT - 90 * DAY) == ("P1",)
    with working(database, WorkspaceId("T02")) as transaction:
        assert transaction.findings.usage(since=AT - 90 * DAY) == {}


def test_a_rule_is_tried_on_the_newest_texts_of_each_post(database: Database) -> None:
    save(database, flagged("P1", versions=2))
    save(database, flagged("P2", at=1, state=State.PUBLISHED))
    save(database, flagged("P3", at=91))
    with working(database) as transaction:
        texts = transaction.findings.texts(since=AT - 90 * DAY, most=10)
        assert texts == (("P1 2", False), ("P2 1", True))
        assert transaction.findings.texts(since=AT - 90 * DAY, most=1) == texts[:1]


def test_what_is_older_costs_nothing(database_url: str) -> None:
    """The query reads one range of one index, whatever lies before it."""
    engine = engine_for(database_url)
    query = "SELECT rule, count(DISTINCT post) FROM hits WHERE workspace = 'T01' AND at >= '2026-01-01' GROUP BY rule"
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.begin() as connection:
        if explain == "EXPLAIN":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(str(row) for row in connection.execute(text(f"{explain} {query}")))
    engine.dispose()
    assert "hits_by_time" in plan


def test_exceptions_and_requests_come_back_with_their_posts(database: Database) -> None:
    exemption = Exemption(rule="House.Offer", words="20% \ud800", by=MIA, at=AT, because="Why\x00")
    plea = Plea(version=1, by=EVE, at=AT, because="It never ends.")
    post = flagged("P1")
    save(database, post)
    save(database, replace(post, plea=plea))
    save(database, replace(post, plea=replace(plea, because="Still."), exemptions=(exemption,)))
    save(database, flagged("P2"))
    dated = replace(exemption, words=None, until=AT + DAY)
    with working(database) as transaction:
        transaction.exceptions.add(dated)
        transaction.exceptions.add(replace(dated, rule="House.Hype"))
    with working(database) as transaction:
        everywhere = (dated, replace(dated, rule="House.Hype"))
        assert transaction.exceptions.dated() == everywhere
        found, other = transaction.posts.get(PostId("P1")), transaction.posts.get(PostId("P2"))
        assert found is not None
        assert other is not None
        assert (found.plea, found.exemptions) == (replace(plea, because="Still."), (*everywhere, exemption))
        assert (other.plea, other.exemptions) == (None, everywhere)
        second = replace(exemption, rule="House.More")
        transaction.posts.save(replace(found, exemptions=(*found.exemptions, second)))
        period = Period(first=date(2026, 11, 1), last=date(2026, 11, 30), timezone="UTC")
        assert transaction.posts.proposed_in(period) == (
            replace(found, exemptions=(*everywhere, exemption, second)),
            other,
        )
    with working(database, WorkspaceId("T02")) as transaction:
        assert transaction.exceptions.dated() == ()


def test_channels_are_watched_once_and_hints_are_kept_once(database: Database) -> None:
    hall, desk = ChannelId("C01"), ChannelId("C02")
    hint = Hint(channel=hall, ts="1.2", thread="", user=EVE, at=AT, findings=(HYPE,))
    with working(database) as transaction:
        watching = transaction.watching
        assert [watching.watch(one) for one in (desk, hall, hall)] == [True, True, False]
        assert watching.channels() == (hall, desk)
        assert [watching.unwatch(one) for one in (desk, desk)] == [True, False]
        assert watching.channels() == (hall,)
        assert not watching.warned(EVE, since=AT)
        assert [watching.add(hint), watching.add(replace(hint, user=MIA))] == [True, False]
        assert watching.warned(EVE, since=AT)
        assert not watching.warned(EVE, since=AT + MINUTE)
        assert not watching.warned(MIA, since=AT)
    with working(database) as transaction:
        assert transaction.watching.hint(hall, "1.2") == hint
        assert transaction.watching.hint(desk, "1.2") is None
    with working(database, WorkspaceId("T02")) as transaction:
        assert (transaction.watching.channels(), transaction.watching.hint(hall, "1.2")) == ((), None)


@pytest.mark.parametrize("versions", [2])
def test_what_was_found_before_there_were_hits_is_counted_too(database: Database, versions: int) -> None:
    """The migration that makes the table fills it from the versions that are there."""
    save(database, flagged("P1", "House.Hype", "House.Hype", "House.Price", versions=versions))
    migration = _migration(database)
    with database._engine.begin() as connection:
        connection.execute(text("DELETE FROM hits"))
        migration(connection)
    with working(database) as transaction:
        assert set(transaction.findings.usage(since=AT - DAY)) == {"House.Hype", "House.Price"}


def _migration(database: Database) -> Callable[[Connection], None]:

    with database._engine.begin() as connection:
        scripts = ScriptDirectory.from_config(config(connection))
        (found,) = (
            one.module for one in scripts.walk_revisions() if hasattr(one.module, "count_what_was_found")
        )
    made: Callable[[Connection], None] = found.count_what_was_found
    return made
