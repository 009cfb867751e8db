"""A workspace is kept as its admins set it up, and nobody's change is overwritten unseen."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.campaign import Campaign
from domain.freeze import Freeze, Kept, Scope, ScopeKind
from domain.journey import Step, StepName
from domain.people import Absence, ChannelId, Department, Member, Store, UserId, WorkspaceId
from domain.timetable import Timetable, WeekTime
from domain.workspaces import Workspace
from storage.database import Database, Overtaken
from storage.rows.people import WorkspaceRow
from storage.workspace_rows import workspace_of, workspace_values
from tests.storage.drawn import moments, texts, users
from tests.storage.examples import AT, EVE, MAX, MIA, MINUTE, WORKSPACE, at_once

departments = st.builds(
    Department,
    key=texts,
    name=texts,
    lead=st.none() | users,
    approvers=st.lists(users, max_size=3).map(tuple),
    members=st.lists(users, max_size=3).map(tuple),
    approver_group=texts,
)
times = st.builds(
    lambda day, hour, minute: WeekTime(day, time(hour, minute)),
    st.integers(0, 6),
    st.integers(0, 23),
    st.integers(0, 59),
)
timetables = st.builds(Timetable, check_in=times, reminder=times, close=times, digest=times)
absences = st.builds(Absence, user=users, since=moments, until=moments, delegate=st.none() | users)
stores = st.builds(
    Store, key=texts, name=texts, city=texts, region=texts, timezone=texts, manager=st.none() | users
)
scopes = st.builds(
    Scope,
    kind=st.sampled_from(ScopeKind),
    keys=st.lists(texts, max_size=3).map(tuple),
    words=st.lists(texts, max_size=3).map(tuple),
)
keeping = st.builds(Kept, post=texts, by=users, at=moments, reason=texts)
freezes = st.builds(
    Freeze,
    id=texts,
    scope=scopes,
    reason=texts,
    by=users,
    at=moments,
    since=moments,
    until=st.none() | moments,
    kept=st.lists(keeping, max_size=3).map(tuple),
    begun=st.booleans(),
)
campaigns = st.builds(
    Campaign,
    name=texts,
    purpose=texts,
    owner=users,
    departments=st.lists(texts, max_size=3).map(tuple),
    first=st.dates(),
    last=st.dates(),
    measure=texts,
    counts=texts,
    target=st.none() | st.floats(0, 1e9),
    gap=st.none() | st.integers(1, 720),
    cost_centre=texts,
    budget=st.none() | st.integers(0, 10**9),
    tracking=st.booleans(),
    stores_choose=st.booleans(),
    revision=st.integers(1, 9),
    at=moments,
    closed_by=st.none() | users,
    closed_at=st.none() | moments,
)
step_names = st.builds(StepName, step=st.sampled_from(Step), name=texts)
workspaces = st.builds(
    Workspace,
    id=st.just(WORKSPACE),
    desk=st.none() | texts.map(ChannelId),
    leadership=st.none() | texts.map(ChannelId),
    timezone=texts,
    admins=st.lists(users, max_size=3).map(tuple),
    leaders=st.lists(users, max_size=3).map(tuple),
    departments=st.lists(departments, max_size=4).map(tuple),
    stores=st.lists(stores, max_size=4).map(tuple),
    timetable=timetables,
    absences=st.lists(absences, max_size=3).map(tuple),
    deactivated=st.frozensets(users, max_size=3),
    freezes=st.lists(freezes, max_size=3).map(tuple),
    campaigns=st.lists(campaigns, max_size=3).map(tuple),
    step_names=st.lists(step_names, max_size=3, unique_by=lambda one: one.step).map(tuple),
)


def test_a_new_workspace_has_the_shipped_departments_and_is_not_listed_yet(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.people.workspace() == Workspace(id=WORKSPACE)
    assert database.workspaces() == ()


@given(first=workspaces, second=workspaces)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workspace_comes_back_as_it_was_last_saved(
    database: Database, first: Workspace, second: Workspace
) -> None:
    for made in (first, second):
        with database.transaction(WORKSPACE) as transaction:
            transaction.people.save(made)
            assert transaction.people.workspace() == made
        with database.transaction(WORKSPACE) as transaction:
            assert transaction.people.workspace() == made


def test_people_come_back_as_people_so_that_a_sentence_can_mention_them(database: Database) -> None:
    hr = Department(key="hr", name="HR", lead=EVE, approvers=(MAX,), members=(MIA,))
    leeds = Store(key="S001", name="Leeds Briggate", manager=MAX)
    with database.transaction(WORKSPACE) as transaction:
        transaction.people.save(
            Workspace(
                id=WORKSPACE,
                admins=(EVE,),
                leaders=(MIA,),
                departments=(hr,),
                stores=(leeds,),
                absences=(Absence(user=EVE, since=AT, until=AT + MINUTE, delegate=MAX),),
                deactivated=frozenset({MIA}),
            )
        )
    with database.transaction(WORKSPACE) as transaction:
        kept = transaction.people.workspace()
    (department,), (store,), (absence,) = kept.departments, kept.stores, kept.absences
    people = (department.lead, *department.approvers, *department.members, *kept.admins, *kept.leaders)
    assert {
        type(one) for one in (*people, store.manager, absence.user, absence.delegate, *kept.deactivated)
    } == {UserId}


def test_every_saved_workspace_is_listed(database: Database) -> None:
    for id in ("T02", "T01", "T02"):
        with database.transaction(WorkspaceId(id)) as transaction:
            transaction.people.save(Workspace(id=WorkspaceId(id)))
    assert database.workspaces() == ("T01", "T02")


def test_the_setup_of_another_workspace_is_refused(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction, pytest.raises(ValueError, match="another workspace"):
        transaction.people.save(Workspace(id=WorkspaceId("T02")))


def test_twenty_people_added_at_once_are_all_there(database: Database) -> None:
    def add(number: int) -> None:
        with database.transaction(WORKSPACE) as transaction:
            workspace = transaction.people.workspace()
            leaders = (*workspace.leaders, UserId(f"U{number}"))
            transaction.people.save(replace(workspace, leaders=leaders))

    at_once(20, add)
    with database.transaction(WORKSPACE) as transaction:
        leaders = transaction.people.workspace().leaders
    assert sorted(leaders) == sorted(f"U{number}" for number in range(20))


def test_a_change_made_meanwhile_is_not_overwritten(postgres_url: str) -> None:
    database = Database(postgres_url)

    def change_while_somebody_else_does() -> None:
        with database.transaction(WORKSPACE) as mine:
            workspace = mine.people.workspace()
            with database.transaction(WORKSPACE) as theirs:
                theirs.people.save(replace(theirs.people.workspace(), admins=(EVE,)))
            mine.people.save(replace(workspace, admins=(MAX,)))

    for _ in ("when it is new", "when it exists"):
        with pytest.raises(Overtaken, match="Somebody else"):
            change_while_somebody_else_does()
        with database.transaction(WORKSPACE) as transaction:
            assert transaction.people.workspace().admins == (EVE,)
    database.close()


def test_members_are_known_by_what_slack_last_said(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.people.saw(Member(user=EVE, name="Eve", timezone="Europe/London"))
        transaction.people.saw(Member(user=MAX, name="Max \x00 <!here>"))
        transaction.people.saw(Member(user=EVE, name="Eve Adams", timezone="Europe/Berlin"))
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.people.member(EVE) == Member(user=EVE, name="Eve Adams", timezone="Europe/Berlin")
        assert transaction.people.member(MIA) is None
        assert transaction.people.names() == {EVE: "Eve Adams", MAX: "Max \x00 <!here>"}


def test_seeing_the_same_person_at_once_makes_one_member(database: Database) -> None:
    def see(number: int) -> None:
        with database.transaction(WORKSPACE) as transaction:
            transaction.people.saw(Member(user=EVE, name="Eve"))

    at_once(20, see)
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.people.names() == {EVE: "Eve"}


def test_what_was_kept_before_stores_had_a_city_and_a_choice_is_read() -> None:
    leeds = Store(key="S001", name="Leeds Briggate", region="North", manager=MAX)
    autumn = Campaign(name="Autumn", purpose="Sell coats", owner=EVE, first=AT.date(), last=AT.date(), at=AT)
    values = workspace_values(Workspace(id=WORKSPACE, stores=(leeds,), campaigns=(autumn,)))
    del values["stores"][0]["city"], values["campaigns"][0]["stores_choose"]
    read = workspace_of(WorkspaceRow(revision=1, **values))
    assert (read.stores, read.campaigns) == ((leeds,), (autumn,))
