from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.help import COMMANDS, help_message, stranger, unknown_command
from blocks.home import home
from domain.people import Absence, UserId
from domain.workspaces import Workspace
from tests.blocks.judge import judged, strings
from tests.blocks.retailer import ADA, AT, ELI, EVE, WORKSPACE

ZOE = UserId("U0ZOE")


def said_to(user: UserId) -> str:
    return "\n".join(strings(judged(help_message(WORKSPACE, user, at=AT))["blocks"]))


def test_every_command_is_listed_with_its_brackets() -> None:
    said = said_to(ADA)
    assert all(f"`/social {one.name}" in said for one in COMMANDS)
    assert "`/social check &lt;text&gt;`" in said
    not_eves = {one.name for one in COMMANDS if f"`/social {one.name}" not in said_to(EVE)}
    assert not_eves == {"checkin", "digest preview", "rules add", "rules watch", "setup", "pause", "resume"}


def test_check_ins_are_listed_for_whoever_answers_them_now() -> None:
    leading = WORKSPACE.departments[0]
    led = replace(WORKSPACE, departments=(replace(leading, lead=ELI), *WORKSPACE.departments[1:]))
    away = Absence(user=ELI, since=AT, until=AT + timedelta(days=3), delegate=EVE)

    def listed(user: UserId, workspace: Workspace) -> bool:
        return "`/social checkin`" in "\n".join(
            strings(judged(help_message(workspace, user, at=AT))["blocks"])
        )

    assert (listed(ELI, led), listed(EVE, led), listed(ADA, led)) == (True, False, True)
    assert listed(EVE, replace(led, absences=(away,)))


def test_the_list_knows_the_persons_roles() -> None:
    assert "You propose for E-commerce." in said_to(EVE)
    assert "You sign for" not in said_to(EVE)
    assert "You sign for E-commerce: press *Approve* on a card in <#C0DESK>" in said_to(ELI)
    assert "You are an admin" in said_to(ADA)


def test_without_a_desk_nothing_is_linked() -> None:
    bare = replace(WORKSPACE, desk=None)
    said = "\n".join(strings(judged(help_message(bare, EVE, at=AT))["blocks"]))
    assert "<#" not in said


@pytest.mark.parametrize(
    ("typed", "nearest", "answer"),
    [
        ("chek", ["check"], "I do not know “chek”. Did you mean `/social check`?"),
        ("<!channel>", ["check", ""], "I do not know “&lt;!channel&gt;”. Did you mean `/social check`?"),
        ("x" * 500, [], f"I do not know “{'x' * 59}…”. Try `/social propose`, "),
    ],
)
def test_an_unknown_command_is_answered_with_known_ones(typed: str, nearest: list[str], answer: str) -> None:
    assert judged(unknown_command(typed, nearest))["blocks"][0]["text"]["text"].startswith(answer)


def test_a_stranger_is_greeted_and_can_ask() -> None:
    payload = judged(stranger(WORKSPACE))
    assert f"<@{ADA}> can add you" in payload["blocks"][0]["text"]["text"]
    assert payload["blocks"][1]["elements"][0]["text"]["text"] == "Ask to be added"


def test_who_has_asked_already_is_told_so_and_not_asked_to_ask() -> None:
    payload = judged(stranger(WORKSPACE, asked=True))
    assert payload["text"].startswith(f"I have asked <@{ADA}> already. I will write to you in my messages")
    assert [block["type"] for block in payload["blocks"]] == ["section"]
    assert [block.type for block in home(WORKSPACE, ZOE, at=AT, asked=True).blocks] == ["section"]


def test_a_store_manager_is_told_which_store_he_proposes_for() -> None:
    run = replace(WORKSPACE, stores=(replace(WORKSPACE.stores[0], manager=ZOE),))
    said = "\n".join(strings(judged(help_message(run, ZOE, at=AT))["blocks"]))
    assert "You propose for Leeds Briggate." in said
    assert "You manage Leeds Briggate: I ask you whether it is ready" in said
    assert "You propose for Leeds Briggate." in "\n".join(strings(home(run, ZOE, at=AT).to_dict()["blocks"]))


def test_where_nobody_is_admin_there_is_nobody_to_ask_but_somebody_may_begin() -> None:
    payload = judged(stranger(replace(WORKSPACE, admins=())))
    buttons = [one["text"]["text"] for block in payload["blocks"][1:] for one in block["elements"]]
    assert buttons == ["Set up Onevoice"]
