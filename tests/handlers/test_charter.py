"""The charter from the empty desk to two admins at once; on both databases."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from blocks.charter import EDIT, SEE_ALL
from blocks.people import GRANT_ACCESS
from blocks.setup import DEPARTMENT
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.audit import Action
from domain.charter import Gain
from domain.notices import NoticeKind
from domain.people import Department, UserId
from sandbox.blockkit import problems
from tests.handlers.desk import ADA, BEA, EVE, HAL, RETAILER, WIM, WORKSPACE, Answer, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened, pressed
from tests.handlers.test_people import request
from tests.handlers.test_setup import form as setup_form
from tests.handlers.test_setup import overview

NEW = UserId("U0NEW")
HOSTILE = "<!channel> *Sell* <https://evil.example|online> =1+1"


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


def words(view: Mapping[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False, sort_keys=True)


def home_of(desk: Desk, user: str) -> Mapping[str, Any]:
    assert opened(desk, user).status == 200
    return desk.slack.view


def form(desk: Desk, by: UserId = ADA) -> Mapping[str, Any]:
    """The form behind the button of `/social goals`."""
    desk.click(by, desk.command(by, "goals").body, EDIT)
    assert problems(desk.slack.view["blocks"], on="modal") == []
    return desk.slack.view


def save(desk: Desk, by: UserId = ADA, view: Mapping[str, Any] | None = None, **values: object) -> Answer:
    return desk.submit(by, view or form(desk, by), **values)


def drawn(desk: Desk, kind: NoticeKind) -> dict[str, str]:
    """What the messages of a kind say now, by place and subject."""
    found = {}
    for one in desk.notices():
        if one.kind is kind:
            with desk.database.transaction(WORKSPACE) as work:
                letter = RENDERERS[kind](one, work=work, at=desk.at)
            assert isinstance(letter, Letter)
            payload = letter.draw("").payload()
            assert problems(payload["blocks"], on="message") == []
            found[f"{one.place} {one.subject}"] = payload["text"] + words(payload)
    return found


def changes(desk: Desk) -> list[tuple[str | None, int, str]]:
    return [
        (one.event.by, one.event.version, one.event.detail["changes"])
        for one in desk.trail()
        if one.event.action is Action.CHARTER_CHANGED
    ]


def test_an_empty_charter_says_what_to_do(desk: Desk, slack: FakeSlack) -> None:
    admin, other = desk.command(ADA, "goals"), desk.command(EVE, "goals")
    assert "Everybody gets it once you save it" in words(admin.body)
    assert "Write the charter" in words(admin.body)
    assert f"Ask <@{ADA}> or <@{BEA}> to write it" in words(other.body)
    assert EDIT not in words(other.body)
    assert "Nobody has written the charter yet" in words(home_of(desk, EVE))
    assert "*Charter* · not written yet" in words(overview(desk, slack))
    assert not drawn(desk, NoticeKind.CHARTER)


def test_what_an_admin_writes_reaches_everybody_once_and_the_desk_hears_of_changes(desk: Desk) -> None:
    answer = save(
        desk,
        home="Marketing, with a seat for each department",
        why="One company, one voice.",
        goal_ecommerce=HOSTILE,
        measure_ecommerce="orders from links",
        goal_hr="Fill every vacancy",
        gains=[Gain.HIRING.value, Gain.WEB_SALES.value],
        pays="4711 Brand",
    )
    assert answer.body == ""

    letters = drawn(desk, NoticeKind.CHARTER)
    everybody = RETAILER.everybody
    assert set(letters) == {f"{one} charter" for one in everybody}
    assert "Fill every vacancy · no measure yet" in letters[f"{HAL} charter"]
    assert f"{HOSTILE} · measured by orders from links" in letters[f"{EVE} charter"]  # raw in rich text
    (news,) = drawn(desk, NoticeKind.CHARTER_CHANGED).values()
    assert f"<@{ADA}> wrote the charter" in news
    shown = words(desk.command(HAL, "goals").body)
    assert shown.index("HR") < shown.index("E-commerce")  # the reader's own first
    assert "web sales, hiring" in shown
    assert EDIT not in shown
    assert "Fill every vacancy" in words(home_of(desk, HAL))
    pressed(desk, HAL, desk.slack.view, SEE_ALL)
    assert "4711 Brand" in words(desk.slack.view)

    # A change is announced word by word, and nobody is written to again.
    save(desk, BEA, home="Marketing, with a chair for each department", goal_hr="")
    news = drawn(desk, NoticeKind.CHARTER_CHANGED)[f"{RETAILER.desk} 2"]
    assert f"<@{BEA}> changed the charter" in news
    assert '{"strike": true}, "text": "seat"' in news
    assert '{"bold": true}, "text": "chair"' in news
    assert '"HR: goal: "' in news
    assert drawn(desk, NoticeKind.CHARTER).keys() == letters.keys()
    assert {one.wanted for one in desk.notices() if one.kind is NoticeKind.CHARTER} == {1}
    assert changes(desk)[1] == (
        BEA,
        2,
        (
            "charter, where social lives: Marketing, with a seat for each department → "
            "Marketing, with a chair for each department\n"
            "charter, HR: goal: Fill every vacancy → none"
        ),
    )

    # The same once more changes nothing.
    before = desk.kept()
    assert save(desk).body == ""
    assert desk.kept() == before


def test_a_leader_without_a_department_reads_why_or_else_every_goal(desk: Desk) -> None:
    desk.set_up(replace(RETAILER, leaders=(NEW,)))
    save(desk, home="Marketing", why="To be found", goal_hr="Fill every vacancy", goal_ecommerce="Sell")
    shown = words(home_of(desk, NEW))
    assert "To be found" in shown
    assert "Fill every vacancy" not in shown
    assert "Fill every vacancy" in words(home_of(desk, HAL))
    assert "To be found" not in words(home_of(desk, HAL))
    save(desk, why="")
    shown = words(home_of(desk, NEW))
    assert "Fill every vacancy" in shown
    assert "Sell" in shown


def test_whoever_is_added_gets_it_by_whichever_way_and_once(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(replace(RETAILER, leaders=(EVE,)))
    save(desk, home="Marketing", goal_hr="Fill every vacancy")
    told = set(drawn(desk, NoticeKind.CHARTER))

    desk.click(ADA, request(desk), GRANT_ACCESS, choice="hr")
    assert set(drawn(desk, NoticeKind.CHARTER)) - told == {f"{WIM} charter"}

    # In a second department, or back after some time, nobody gets it again; whoever is new does.
    desk.submit(ADA, setup_form(desk, slack, DEPARTMENT, "hr"), members=[NEW])
    desk.submit(ADA, setup_form(desk, slack, DEPARTMENT, "marketing"), members=[WIM, HAL])
    letters = [one for one in desk.notices() if one.kind is NoticeKind.CHARTER]
    assert {one.place for one in letters} == {*RETAILER.everybody, WIM, NEW}
    assert {one.wanted for one in letters} == {1}


def test_of_two_admins_the_second_sees_what_the_first_changed(desk: Desk) -> None:
    save(desk, home="Marketing", pays="4711")
    first, second = form(desk), form(desk, BEA)
    save(desk, ADA, first, home="Human resources")

    answer = save(desk, BEA, second, home="Nobody", pays="4712")
    again = answer.body["view"]
    assert answer.body["response_action"] == "update"
    assert f"<@{ADA}> changed the charter" in words(again)
    assert '{"bold": true}, "text": "Human resources"' in words(again)
    assert '"initial_value": "Nobody"' in words(again)
    assert problems(again["blocks"], on="modal") == []
    assert len(changes(desk)) == 2

    # Saved again knowingly, theirs counts.
    assert save(desk, BEA, again).body == ""
    assert (
        changes(desk)[2][2]
        == "charter, where social lives: Human resources → Nobody\ncharter, who pays: 4711 → 4712"
    )


def test_a_form_that_cannot_be_kept_says_why_under_its_fields(desk: Desk) -> None:
    view = form(desk)
    answer = save(desk, ADA, view, home="x" * 201, measure_hr="applications", goal_hr="\u200b\u3164")
    assert answer.errors == {
        "home": "200 characters is the most, these are 201.",
        "goal_hr": "Say the goal that this figure measures.",
    }
    assert changes(desk) == []

    # Whoever is no admin any more is told so, and gets the words back.
    desk.set_up(replace(desk.workspace(), admins=(BEA,)))
    answer = save(desk, ADA, view, home="Mine")
    assert f"Only an admin can change this. Ask <@{BEA}>." in words(answer.body["view"])
    assert "Mine" in words(answer.body["view"])


def test_emptied_again_it_says_so_and_many_departments_fit(desk: Desk) -> None:
    many = tuple(Department(key=f"d{one}", name=f"Department {one}", members=(EVE,)) for one in range(60))
    desk.set_up(replace(desk.workspace(), departments=many))
    values = {f"{part}_d{one}": part[0] * 200 for one in range(40) for part in ("goal", "measure")}
    assert save(desk, ADA, None, home="Marketing", **values).body == ""
    message = desk.command(EVE, "goals").body
    assert problems(message["blocks"], on="message") == []
    assert "+25 more departments" in words(message)
    assert len(words(message)) < 13_200

    save(desk, ADA, None, home="", **dict.fromkeys(values, ""))
    assert "emptied the charter" in drawn(desk, NoticeKind.CHARTER_CHANGED)[f"{RETAILER.desk} 2"]
    assert "There is no charter at the moment" in drawn(desk, NoticeKind.CHARTER)[f"{EVE} charter"]
