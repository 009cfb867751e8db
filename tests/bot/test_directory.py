"""The directory: the names and zones of the people a workspace names, as Slack gives them."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.directory import refresh
from bot.slack import slack_client
from domain.notices import NoticeKind
from domain.people import Department, Member, UserId, WorkspaceId
from domain.workspaces import Workspace
from sandbox import Fault, Person, Sandbox
from sandbox.accounts import change_group, close_account, delete_group
from sandbox.values import UserGroup
from storage.database import Database
from tests.handlers.logs import Log

SHOP = WorkspaceId("T0SHOP")
STAFFED = Workspace(
    id=SHOP,
    admins=(UserId("U0ADA"),),
    departments=(Department(key="hr", name="HR", lead=UserId("U0HAL"), members=(UserId("U0NEW"),)),),
)


@pytest.fixture
def kept(sqlite_database: Database) -> Database:
    with sqlite_database.transaction(SHOP) as transaction:
        transaction.people.workspace()
        transaction.people.save(STAFFED)
    return sqlite_database


def met(kept: Database) -> dict[str, str]:
    with kept.transaction(SHOP) as transaction:
        return {str(user): name for user, name in transaction.people.names().items()}


def refreshed(sandbox: Sandbox, kept: Database) -> bool:
    (app,) = sandbox.workspace.apps.values()
    client = slack_client(app.bot_token, api_url=sandbox.api_url)
    numbers = count(1)
    return refresh(kept, client, workspace=SHOP, now=sandbox.clock, new_id=lambda: f"id{next(numbers)}")


def test_those_whom_the_workspace_names_are_met(sandbox: Sandbox, kept: Database) -> None:
    refreshed(sandbox, kept)

    assert met(kept) == {"U0ADA": "Ada Lind", "U0HAL": "Hal Jones"}
    with kept.transaction(SHOP) as transaction:
        assert transaction.people.member(UserId("U0ADA")) == Member(
            user=UserId("U0ADA"), name="Ada Lind", timezone="Europe/London"
        )


def test_whoever_is_new_or_renamed_is_met_anew(sandbox: Sandbox, kept: Database) -> None:
    refreshed(sandbox, kept)
    sandbox.workspace.add_person(Person(id="U0NEW", name="Noor Haddad", handle="noor"))
    ada = sandbox.workspace.people["U0ADA"]
    sandbox.workspace.people["U0ADA"] = replace(ada, name="Ada Berg")

    refreshed(sandbox, kept)

    assert met(kept) == {"U0ADA": "Ada Berg", "U0HAL": "Hal Jones", "U0NEW": "Noor Haddad"}


def test_everybody_is_found_on_whichever_page(sandbox: Sandbox, kept: Database) -> None:
    for number in range(450):
        sandbox.workspace.add_person(
            Person(id=f"U1{number:03}", name=f"Person {number}", handle=f"p{number}")
        )
    sandbox.workspace.add_person(Person(id="U0NEW", name="Noor Haddad", handle="noor"))

    refreshed(sandbox, kept)

    assert "U0NEW" in met(kept)


@pytest.mark.parametrize("kind", ["server_error", "lost_before", "ratelimited"])
def test_what_cannot_be_read_now_is_left_for_next_time(
    sandbox: Sandbox, kept: Database, log: Log, kind: str
) -> None:
    sandbox.faults.switch_on(Fault(kind), method="users.list", times=1)  # type: ignore[arg-type]  # a literal by parametrisation

    refreshed(sandbox, kept)
    assert met(kept) == {}
    assert len(log.of("directory not refreshed")) == 1

    refreshed(sandbox, kept)
    assert "U0ADA" in met(kept)


def test_a_database_that_is_gone_is_left_for_next_time(sandbox: Sandbox, tmp_path: Path, log: Log) -> None:
    refreshed(sandbox, Database(f"sqlite:///{tmp_path}/nowhere/file"))

    assert len(log.of("directory not refreshed")) == 1


def workspace(kept: Database) -> Workspace:
    with kept.transaction(SHOP) as transaction:
        return transaction.people.workspace()


def test_accounts_that_were_closed_unseen_are_noticed_and_come_back(sandbox: Sandbox, kept: Database) -> None:
    assert refreshed(sandbox, kept) is False

    close_account(sandbox.workspace, "U0HAL")
    assert [refreshed(sandbox, kept), refreshed(sandbox, kept)] == [True, False]
    assert workspace(kept).deactivated == {"U0HAL"}

    close_account(sandbox.workspace, "U0HAL", closed=False)
    assert refreshed(sandbox, kept) is True
    assert workspace(kept) == STAFFED
    with kept.transaction(SHOP) as transaction:
        said = [one.event.detail["changes"] for one in transaction.audit.of("setup")]
    assert said == ["U0HAL: Slack account deactivated, or an app's", "U0HAL: Slack account is back"]


def test_a_user_group_is_followed_until_it_is_gone(sandbox: Sandbox, kept: Database) -> None:
    group = UserGroup(id="S1", handle="hr", name="HR partners", users=("U0HAL",))
    sandbox.workspace.usergroups["S1"] = group
    with kept.transaction(SHOP) as transaction:
        before = transaction.people.workspace()
        hr = replace(before.departments[0], approver_group="S1")
        transaction.people.save(replace(before, departments=(hr,)))

    assert [refreshed(sandbox, kept), refreshed(sandbox, kept)] == [True, False]
    assert workspace(kept).departments[0].approvers == ("U0HAL",)

    change_group(sandbox.workspace, "S1", ["U0MIA", "U0HAL"])
    assert refreshed(sandbox, kept) is True
    assert workspace(kept).departments[0].approvers == ("U0MIA", "U0HAL")

    delete_group(sandbox.workspace, "S1")
    assert [refreshed(sandbox, kept), refreshed(sandbox, kept)] == [True, False]
    assert workspace(kept).departments[0].approvers == ()
    with kept.transaction(SHOP) as transaction:
        assert [one.place for one in transaction.notices.of(NoticeKind.GROUP_EMPTY, "hr")] == ["U0ADA"]


def test_a_slack_that_does_not_tell_takes_nobodys_seat(sandbox: Sandbox, kept: Database) -> None:
    with kept.transaction(SHOP) as transaction:
        before = transaction.people.workspace()
        hr = replace(before.departments[0], approver_group="S1")
        transaction.people.save(replace(before, departments=(hr,)))
    sandbox.workspace.usergroups["S1"] = UserGroup(id="S1", handle="hr", name="HR", users=("U0HAL",))
    refreshed(sandbox, kept)
    sandbox.faults.switch_on(Fault("server_error"), method="usergroups.users.list", times=1)

    assert refreshed(sandbox, kept) is False
    assert workspace(kept).departments[0].approvers == ("U0HAL",)
