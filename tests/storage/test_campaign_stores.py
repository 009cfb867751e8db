"""What stores say about campaigns is kept, the last word of each."""

from dataclasses import replace

from domain.participation import Answer
from domain.people import WorkspaceId
from storage.database import Database
from tests.storage.examples import AT, EVE, MAX, MINUTE, WORKSPACE

LEEDS = Answer(store="S001", joins=True, by=EVE, at=AT)
YORK = Answer(store="S002", joins=False, by=MAX, at=AT)


def test_the_last_word_of_each_store_counts(database: Database) -> None:
    later = replace(LEEDS, joins=False, by=MAX, at=AT + MINUTE)
    with database.transaction(WORKSPACE) as transaction:
        for campaign, one in (("Autumn", LEEDS), ("Autumn", YORK), ("Spring", LEEDS), ("Autumn", later)):
            transaction.campaign_stores.save(campaign, one)
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.campaign_stores.of(["Autumn", "Spring", "Summer"]) == {
            "Autumn": {"S001": later, "S002": YORK},
            "Spring": {"S001": LEEDS},
        }
        assert transaction.campaign_stores.of([]) == {}
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.campaign_stores.of(["Autumn"]) == {}


def test_what_is_said_for_a_store_goes_with_it(database: Database) -> None:
    elsewhere = WorkspaceId("T02")
    for workspace in (WORKSPACE, elsewhere):
        with database.transaction(workspace) as transaction:
            transaction.campaign_stores.save("Autumn", LEEDS)
            transaction.campaign_stores.save("Autumn", YORK)
    with database.transaction(WORKSPACE) as transaction:
        transaction.campaign_stores.forget(["S001", "S009"])
        assert transaction.campaign_stores.of(["Autumn"]) == {"Autumn": {"S002": YORK}}
    with database.snapshot(elsewhere) as transaction:
        assert len(transaction.campaign_stores.of(["Autumn"])["Autumn"]) == 2
