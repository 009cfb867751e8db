"""The charter is kept with every version it had, whatever stands in it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.charter import UNWRITTEN, Charter, CharterVersion, Gain, Goal
from domain.people import WorkspaceId
from storage.database import Database
from tests.storage.drawn import texts
from tests.storage.examples import AT, EVE, MINUTE, WORKSPACE

goals = st.builds(Goal, department=texts, goal=texts, measure=texts)
charters = st.builds(
    Charter,
    home=texts,
    why=texts,
    goals=st.lists(goals, max_size=3).map(tuple),
    gains=st.lists(st.sampled_from(Gain), max_size=5).map(tuple),
    pays=texts,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(charter=charters)
def test_each_version_comes_back_as_it_was(database: Database, charter: Charter) -> None:
    with database.transaction(WORKSPACE) as transaction:
        before = transaction.charters.newest()
        kept = transaction.charters.replace(charter, by=None, at=AT + MINUTE)
    with database.snapshot(WORKSPACE) as transaction:
        assert kept == CharterVersion(charter=charter, number=before.number + 1, by=None, at=AT + MINUTE)
        assert transaction.charters.newest() == kept
        assert transaction.charters.numbered(before.number) == before


def test_before_anybody_wrote_one_it_is_empty_and_each_workspace_has_its_own(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.charters.newest() == UNWRITTEN
        assert transaction.charters.numbered(0) == UNWRITTEN
        assert transaction.charters.numbered(1) is None
        transaction.charters.replace(Charter(home="HR"), by=EVE, at=AT)
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.charters.newest() == UNWRITTEN
        assert transaction.charters.numbered(1) is None
