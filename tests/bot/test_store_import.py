"""`stores`: a file is looked at, what would change is shown, and all of it is imported or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack import slack_client
from domain.audit import Action
from domain.people import Store, WorkspaceId
from handlers.addresses import owners_of
from sandbox import Sandbox
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.stories.retailer import WORKSPACE_FILE

SHOP = WorkspaceId("T0SHOP")
GOOD = """Key;Name;City;Region;Time zone;Manager
S001;Leeds Briggate;Leeds;North;Europe/London;U0MAX
S002;York Coppergate;York;North;Europe/London;ada@example.com
"""


@pytest.fixture
def shop(
    onevoice: CommandLine, slack_env: dict[str, str], tmp_path: Path, sandbox: Sandbox, kept: Database
) -> CommandLine:
    """A command line for a workspace with one store, in which Ada has an address."""
    people = sandbox.workspace.people
    people["U0ADA"] = replace(people["U0ADA"], email="Ada@example.com")
    (tmp_path / "workspace.toml").write_text(WORKSPACE_FILE)
    assert onevoice("apply", "workspace.toml", env=slack_env).code == 0
    return onevoice


def stores(kept: Database) -> tuple[Store, ...]:
    with kept.snapshot(SHOP) as transaction:
        return transaction.people.workspace().stores


def test_what_would_change_is_shown_and_then_imported(
    shop: CommandLine, slack_env: dict[str, str], tmp_path: Path, kept: Database
) -> None:
    (tmp_path / "stores.csv").write_text(GOOD)
    before = stores(kept)
    dry = shop("stores", "stores.csv", "--dry-run", env=slack_env)
    assert (dry.code, dry.lines) == (
        0,
        [
            "store S001, city: none → Leeds",
            "store S001, manager: none → U0MAX",
            "store S002: added (York Coppergate)",
        ],
    )
    assert dry.err == "Would be 1 new, 1 changed, 0 removed. Nothing was changed.\n"
    said_no = shop("stores", "stores.csv", env=slack_env, stdin=b"n\n")
    assert "Nothing was changed" in said_no.err
    assert stores(kept) == before

    done = shop("stores", "stores.csv", env=slack_env, stdin=b"y\n")
    assert done.code == 0
    assert "Imported: 1 new, 1 changed, 0 removed." in done.err
    assert [(one.key, one.city, one.manager) for one in stores(kept)] == [
        ("S001", "Leeds", "U0MAX"),
        ("S002", "York", "U0ADA"),
    ]
    with kept.snapshot(SHOP) as transaction:
        event = list(transaction.audit.entries())[-1].event
    assert (event.action, event.by, event.subject) == (Action.STORES_IMPORTED, None, "stores.csv")
    assert event.detail["changes"] == "\n".join(dry.lines)
    again = shop("stores", "stores.csv", env=slack_env)
    assert "Nothing to change" in again.err


def test_every_problem_is_told_by_its_cell_and_nothing_is_changed(
    shop: CommandLine, slack_env: dict[str, str], tmp_path: Path, kept: Database
) -> None:
    before = stores(kept)
    (tmp_path / "stores.csv").write_text(
        "Key,Name,Region,Manager\nS002,York,Nort,who@example.com\nS002,Hull,North,\n"
    )
    ended = shop("stores", "stores.csv", "--yes", env=slack_env)
    assert ended.code == 2
    assert ended.err.splitlines()[:3] == [
        "stores.csv: row 2, column Region: “Nort” is no region here: did you mean “North”?",
        "stores.csv: row 2, column Manager: nobody in this Slack workspace has the address “who@example.com”",
        "stores.csv: row 3, column Key: “S002” stands in row 2 already",
    ]
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert "Save it as .xlsx" in shop("stores", "old.xls", env=slack_env).err
    assert "it cannot be read" in shop("stores", "none.csv", env=slack_env).err
    assert stores(kept) == before


def test_of_many_managers_everybody_is_read_once(shop: CommandLine, slack_env: dict[str, str]) -> None:
    client = slack_client(slack_env["SLACK_BOT_TOKEN"], api_url=slack_env["SLACK_API_URL"])
    few = ["ada@example.com", "who@example.com", "U0MAX", "U0NOPE"]
    many = [*few, *(f"shop{one}@example.com" for one in range(30))]
    assert owners_of(few, client=client) == owners_of(many, client=client)
    assert owners_of(few, client=client) == {"ada@example.com": "U0ADA", "U0MAX": "U0MAX"}


def test_what_is_new_or_missing_is_taken_only_when_told_so(
    shop: CommandLine, slack_env: dict[str, str], tmp_path: Path, kept: Database
) -> None:
    (tmp_path / "stores.csv").write_text("Key,Name,Region,Phone\nS009,Paris Rivoli,France,1\n")
    options = ("stores", "stores.csv", "--new-regions")
    dry = shop(*options, "--dry-run", env=slack_env)
    assert dry.lines == [
        "store S009: added (Paris Rivoli)",
        "Note: region France is new.",
        "Note: not used: Phone.",
        "Note: 1 store that is not in the file stays; --remove-missing removes what is not there.",
    ]
    done = shop(*options, "--remove-missing", "--yes", env=slack_env)
    assert "Imported: 1 new, 0 changed, 1 removed." in done.err
    assert [one.key for one in stores(kept)] == ["S009"]
