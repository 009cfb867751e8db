"""The checklist in the setup: admins change it, posts under way are asked anew, and nobody overwrites anybody."""

from collections.abc import Mapping
from typing import Any

from blocks.checklist_form import CHECKLIST
from domain.checklist import SHIPPED_CHECKLIST, Promise
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import readiness_of
from tests.handlers.desk import ADA, BEA, EVE, FAY, MIA, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_readiness import sign_all

TEXT = "Free wool socks with every coat in our stores this Saturday."
NEXT = len(SHIPPED_CHECKLIST)


def opened(desk: Desk, user: UserId) -> Mapping[str, Any]:
    """The form, as the setup opens it."""
    assert desk.command(user, "setup").body == ""
    desk.press(user, desk.slack.view, CHECKLIST)
    form: Mapping[str, Any] = desk.slack.to("views.push")[-1]["view"]
    return form


def approved(desk: Desk) -> Post:
    post = desk.propose(EVE, TEXT, stores=["S001"])
    desk.tick(FAY, post)
    sign_all(desk, post)
    assert desk.post(post.id).state is State.APPROVED
    return post


def test_an_added_line_is_asked_for_at_once_and_what_is_approved_stays_so(desk: Desk) -> None:
    done = approved(desk)
    post = desk.propose(EVE, TEXT, stores=["S001"])
    desk.tick(FAY, post)
    before = desk.wanted()["card", post.id, "C0DESK"]

    line = {f"item_{NEXT}": "Queue barriers", f"promises_{NEXT}": []}
    assert desk.submit(ADA, opened(desk, ADA), **line).body == ""

    assert [one.name for one in desk.workspace().checklist][-1] == "Queue barriers"
    assert desk.wanted()["card", post.id, "C0DESK"] > before
    assert "5 of 6 ticked" in str(desk.card(post))
    assert desk.post(done.id).state is State.APPROVED
    assert "ticked" not in str(desk.card(done))
    readiness = readiness_of(desk.post(post.id), workspace=desk.workspace())
    assert readiness is not None
    assert [one.name for one in readiness.units[0].missing] == ["Queue barriers"]
    said = [one.event for one in desk.trail() if one.event.subject == "setup"][-1]
    assert said.detail["changes"].startswith("readiness checklist: Staff briefed")
    assert said.detail["changes"].endswith("Hours are covered, Queue barriers")


def test_a_line_for_another_kind_of_promise_is_not_asked(desk: Desk) -> None:
    offer = desk.propose(EVE, "20% off wool socks in our stores until Sunday 29 November.", stores=["S001"])
    line = {f"item_{NEXT}": "Desk for CVs", f"promises_{NEXT}": [Promise.RECRUITING.value]}
    desk.submit(ADA, opened(desk, ADA), **line)

    readiness = readiness_of(desk.post(offer.id), workspace=desk.workspace())
    assert readiness is not None
    assert readiness.items == SHIPPED_CHECKLIST
    assert len(desk.workspace().checklist) == NEXT + 1


def test_who_was_overtaken_is_told_and_overwrites_nothing(desk: Desk) -> None:
    old = opened(desk, BEA)
    desk.submit(ADA, opened(desk, ADA), item_0="Everybody briefed")

    answer = desk.submit(BEA, old, item_0="Nobody briefed")

    assert "Somebody else changed this meanwhile" in str(answer.body["view"]["blocks"])
    assert desk.workspace().checklist[0].name == "Everybody briefed"


def test_what_is_wrong_is_said_under_its_line(desk: Desk) -> None:
    form = opened(desk, ADA)
    assert list(desk.submit(ADA, form, item_1="staff briefed").errors) == ["item_1"]
    empty = {f"item_{number}": None for number in range(NEXT)}
    assert list(desk.submit(ADA, form, **empty).errors) == ["item_0"]
    assert desk.workspace().checklist == SHIPPED_CHECKLIST


def test_only_admins_see_and_change_it(desk: Desk, slack: FakeSlack) -> None:
    form = opened(desk, ADA)
    before = desk.kept()
    assert "admin" in str(desk.submit(MIA, form, item_0="Mine").body)
    assert desk.kept() == before
