"""`[[readiness]]` of workspace.toml: what stores have to have ready, as a file."""

from pathlib import Path

import pytest

from bot.workspace_file import read_workspace_file
from domain.checklist import SHIPPED_CHECKLIST, Item, Promise
from domain.people import WorkspaceId
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.bot.test_workspace_file import GOOD, complaint
from tests.stories.retailer import WORKSPACE_FILE

LINES = """
[[readiness]]
key = "staff"
name = "Everybody  knows it"

[[readiness]]
key = "mirror"
name = "Mirrors are clean"
promises = ["staff advice", "event"]
"""


def test_the_lines_are_read_with_what_they_are_for(tmp_path: Path) -> None:
    file = tmp_path / "workspace.toml"
    file.write_text(GOOD + LINES)

    assert [one.item() for one in read_workspace_file(file).readiness] == [
        Item(key="staff", name="Everybody knows it"),
        Item(
            key="mirror",
            name="Mirrors are clean",
            promises=frozenset({Promise.STAFF_ADVICE, Promise.EVENT}),
        ),
    ]


def test_a_file_replaces_the_checklist_and_one_without_lines_leaves_it(
    onevoice: CommandLine, slack_env: dict[str, str], tmp_path: Path, kept: Database
) -> None:
    file = tmp_path / "workspace.toml"

    def checklist() -> list[str]:
        with kept.transaction(WorkspaceId("T0SHOP")) as transaction:
            return [one.key for one in transaction.people.workspace().checklist]

    file.write_text(WORKSPACE_FILE)
    onevoice("apply", file.name, env=slack_env)
    assert checklist() == [one.key for one in SHIPPED_CHECKLIST]

    file.write_text(WORKSPACE_FILE + LINES)
    ended = onevoice("apply", file.name, env=slack_env)
    assert ended.code == 0
    assert any(
        one.startswith("readiness checklist: Staff briefed, Stock is there (click and collect, ")
        and one.endswith(" → Everybody knows it, Mirrors are clean (event, staff advice)")
        for one in ended.lines
    )
    assert checklist() == ["staff", "mirror"]

    file.write_text(WORKSPACE_FILE)
    onevoice("apply", file.name, env=slack_env)
    assert checklist() == ["staff", "mirror"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (LINES.replace('"mirror"', '"staff"'), "readiness[2].key: “staff” stands there twice"),
        (
            LINES.replace("Mirrors are clean", "everybody knows it"),
            "readiness[2].name: “everybody knows it” stands there twice",
        ),
        (
            LINES.replace('"event"', '"picnic"'),
            "“picnic” is no promise; take offer, event, click and collect, staff advice, recruiting day",
        ),
        (LINES.replace("promises", "promise"), "this key is unknown here; did you mean “promises”?"),
        (LINES.replace("Mirrors are clean", "M" * 71), "readiness[2].name: 70 characters is the most"),
        (LINES.replace("Mirrors are clean", "\\u3164"), "nothing of this name can be seen"),
        (
            '[readiness]\nkey = "staff"\n',
            "readiness: write this as one or more tables, each headed [[readiness]]",
        ),
        (
            "".join(f'[[readiness]]\nkey = "k{one}"\nname = "Line {one}"\n' for one in range(11)),
            "10 is the most",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, wrong: str, said: str) -> None:
    assert said in complaint(tmp_path, GOOD + wrong)
