"""What check-ins ask, as admins or the file changed it, with every version it had."""

from dataclasses import replace

from bot.maturity_file import read_maturity_file
from domain.maturity import MaturityModel, ModelVersion
from domain.people import WorkspaceId
from domain.weeks import Week
from storage.database import Database
from tests.storage.examples import AT, EVE, MINUTE, WORKSPACE

SHIPPED = read_maturity_file()
FIRST, *REST = SHIPPED.capabilities
OWN = MaturityModel(
    stages=SHIPPED.stages, capabilities=(replace(FIRST, name="Läden \ud800", weight=10), *REST)
)
WEEK, NEXT = Week.parse("2026-W48"), Week.parse("2026-W49")


def test_each_version_comes_back_as_it_was(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.maturity_models.newest() is None
        assert transaction.maturity_models.in_force(SHIPPED) is SHIPPED
        transaction.maturity_models.replace(OWN, by=EVE, at=AT)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.maturity_models.newest() == ModelVersion(model=OWN, number=1, by=EVE, at=AT)
        transaction.maturity_models.replace(SHIPPED, by=None, at=AT + MINUTE)
    with database.snapshot(WORKSPACE) as transaction:
        newest = ModelVersion(model=SHIPPED, number=2, by=None, at=AT + MINUTE)
        assert transaction.maturity_models.newest() == newest
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.maturity_models.newest() is None


def test_what_was_chosen_last_for_a_week_counts_for_that_week(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.checkins.chosen(WEEK) == ()
        transaction.checkins.choose(("reach",), week=WEEK, by=EVE, at=AT)
        transaction.checkins.choose(("revenue", "reach"), week=WEEK, by=EVE, at=AT + MINUTE)
        transaction.checkins.choose(("answering",), week=NEXT, by=EVE, at=AT)
        transaction.checkins.choose((), week=NEXT, by=EVE, at=AT + MINUTE)
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.checkins.chosen(WEEK) == ("revenue", "reach")
        assert transaction.checkins.chosen(NEXT) == ()
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.checkins.chosen(WEEK) == ()
