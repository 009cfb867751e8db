"""The trail only grows, in one unbroken chain, however many write to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.audit import FIRST, Action, Event, first_break
from domain.people import WorkspaceId
from domain.periods import Period
from storage.database import Database
from tests.storage.drawn import moments, texts, users
from tests.storage.examples import WORKSPACE, an_event, at_once

events = st.builds(
    Event,
    action=st.sampled_from(Action),
    by=st.none() | users,
    at=moments,
    subject=texts,
    version=st.integers(0, 1_000),
    detail=st.dictionaries(texts, texts, max_size=3),
)


@given(many=st.lists(events, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_events_come_back_as_recorded_and_the_chain_holds(database: Database, many: list[Event]) -> None:
    with database.transaction(WORKSPACE) as transaction:
        recorded = [transaction.audit.record(one) for one in many]
    with database.transaction(WORKSPACE) as transaction:
        trail = list(transaction.audit.entries())
    assert trail[-len(many) :] == recorded
    assert [one.event for one in recorded] == many
    assert first_break(trail) is None


def test_the_first_entry_is_number_one_and_follows_nothing(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        first = transaction.audit.record(an_event())
    assert (first.number, first.previous) == (1, FIRST)


def test_fifty_events_at_once_make_one_chain_without_a_gap(database: Database) -> None:
    def record(number: int) -> int:
        with database.transaction(WORKSPACE) as transaction:
            return transaction.audit.record(an_event(f"P{number}")).number

    assert sorted(at_once(50, record)) == list(range(1, 51))
    with database.transaction(WORKSPACE) as transaction:
        trail = list(transaction.audit.entries())
    assert {one.event.subject for one in trail} == {f"P{number}" for number in range(50)}
    assert first_break(trail) is None


def test_a_trail_that_is_rolled_back_leaves_no_hole(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.audit.record(an_event("P01"))

    def stumble() -> None:
        with database.transaction(WORKSPACE) as transaction:
            transaction.audit.record(an_event("P02"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with database.transaction(WORKSPACE) as transaction:
        transaction.audit.record(an_event("P03"))
        trail = list(transaction.audit.entries())
    assert [(one.number, one.event.subject) for one in trail] == [(1, "P01"), (2, "P03")]
    assert first_break(trail) is None


def test_one_subject_and_one_number_can_be_looked_up(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        first, _, third = (transaction.audit.record(an_event(id)) for id in ("P01", "P02", "P01"))
        assert transaction.audit.of("P01") == (first, third)
        assert transaction.audit.of("P404") == ()
        assert transaction.audit.entry(3) == third
        assert transaction.audit.entry(4) is None


def test_a_long_trail_is_read_in_order(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for _ in range(2_500):
            transaction.audit.record(an_event())
    with database.transaction(WORKSPACE) as transaction:
        assert [one.number for one in transaction.audit.entries()] == list(range(1, 2_501))


def test_a_line_changed_behind_the_back_is_found(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for _ in range(3):
            transaction.audit.record(an_event())
    with database._engine.begin() as connection:
        connection.execute(text("UPDATE audit SET subject = 'P99' WHERE number = 2"))
    with database.transaction(WORKSPACE) as transaction:
        assert first_break(transaction.audit.entries()) == 2


def test_each_workspace_has_its_own_chain(database: Database) -> None:
    for id in ("T01", "T02"):
        with database.transaction(WorkspaceId(id)) as transaction:
            assert transaction.audit.record(an_event()).number == 1


def test_a_period_has_what_was_recorded_from_its_first_moment_to_its_last(database: Database) -> None:
    period = Period(first=date(2026, 11, 16), last=date(2026, 11, 22), timezone="Europe/London")
    before, after = period.start - timedelta(microseconds=1), period.end
    moments = (before, period.start, period.end - timedelta(microseconds=1), after)
    with database.transaction(WORKSPACE) as transaction:
        for number, at in enumerate(moments):
            transaction.audit.record(replace(an_event(f"P{number}"), at=at))
    with database.transaction(WorkspaceId("T2")) as transaction:
        transaction.audit.record(replace(an_event("elsewhere"), at=period.start))

    with database.snapshot(WORKSPACE) as reader:
        assert [one.event.subject for one in reader.audit.within(period)] == ["P1", "P2"]
