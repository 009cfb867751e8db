"""What goes into a column comes out, whatever the database thinks of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from storage.database import Database
from tests.storage.drawn import as_received, texts
from tests.storage.examples import WORKSPACE, an_event

AUTUMN_NIGHT = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def round_trip(database: Database, at: datetime) -> datetime:
    with database.transaction(WORKSPACE) as transaction:
        number = transaction.audit.record(replace(an_event(), at=at)).number
    with database.transaction(WORKSPACE) as transaction:
        found = transaction.audit.entry(number)
    assert found is not None
    return found.event.at


@pytest.mark.parametrize(
    ("at", "in_utc"),
    [
        (
            datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("America/New_York")),
            datetime(2026, 7, 1, 13, tzinfo=UTC),
        ),
        (AUTUMN_NIGHT.replace(fold=0), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (AUTUMN_NIGHT.replace(fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (
            datetime(2026, 1, 1, tzinfo=UTC) - timedelta(microseconds=1),
            datetime(2025, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        ),
    ],
)
def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(
    database: Database, at: datetime, in_utc: datetime
) -> None:
    found = round_trip(database, at)
    assert (found, found.tzinfo) == (in_utc, UTC)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        round_trip(database, datetime(2026, 1, 1))  # noqa: DTZ001  # the mistake to be caught


@given(words=texts | st.text(st.sampled_from("\x00\x10\ud800\udfff0000d800")).map(as_received))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_of_any_kind_is_found_again(database: Database, words: str) -> None:
    with database.transaction(WORKSPACE) as transaction:
        recorded = transaction.audit.record(replace(an_event(words), detail={words: words}))
        assert transaction.audit.of(words)[-1] == recorded


def test_plain_text_is_kept_as_it_is_for_whoever_looks_into_the_database(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.audit.record(an_event("Jäcket 🧥 <!channel> \\u0000"))
    with database._engine.begin() as connection:
        kept = connection.execute(text("SELECT subject, action, detail FROM audit")).one()
    assert tuple(kept)[:2] == ("Jäcket 🧥 <!channel> \\u0000", "proposed")
