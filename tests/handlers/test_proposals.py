"""Proposing and editing, from the signed request to what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.inputs import CHECK_WORDING
from blocks.more import EDIT as EDIT_CHOICE
from blocks.more import MORE
from domain.people import Role
from domain.posts import State
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    HAL,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Desk,
    as_opened,
    target_of,
)
from tests.handlers.slack import FakeSlack

OFFER = "Autumn jackets: 20% off until Sunday 29 November, online."


def test_a_filled_form_becomes_a_post_an_audit_line_and_a_card(desk: Desk) -> None:
    publish_at = NOON + timedelta(days=3)
    post = desk.propose(
        EVE,
        OFFER,
        title="Autumn jackets",
        networks=["instagram", "x"],
        publish_at=int(publish_at.timestamp()),
        media_link="https://example.com/jacket.jpg",
        alt_text="A green jacket",
        shows_people=["yes"],
        stores=["S001"],
    )

    assert (post.state, post.author, post.title, post.department) == (
        State.IN_REVIEW,
        EVE,
        "Autumn jackets",
        "ecommerce",
    )
    assert (post.proposed_at, post.publish_at, post.stores, post.shows_people) == (
        NOON,
        publish_at,
        ("S001",),
        True,
    )
    content = post.version.content
    assert (content.text, content.media_link, content.alt_text) == (
        OFFER,
        "https://example.com/jacket.jpg",
        "A green jacket",
    )
    assert [one.value for one in content.networks] == ["x", "instagram"]
    assert {one.department for one in post.version.needs} == {"marketing", "ecommerce", "hr", "field-ops"}
    assert desk.said_in_trail() == [("proposed", EVE, post.id, 1)]
    assert desk.trail()[0].event.detail["hash"] == post.version.hash
    assert desk.wanted() == {("card", post.id, "C0DESK"): 1, ("author", "1", EVE): 1}
    assert desk.wakes == 1


def test_a_form_sent_twice_is_one_post(desk: Desk) -> None:
    view = desk.form(EVE, "Only once.")

    first = desk.submit(EVE, view, networks=["x"])
    kept = desk.kept()
    again = desk.submit(EVE, view, networks=["x"])

    assert (first.status, first.body) == (again.status, again.body) == (200, "")
    assert desk.kept() == kept


def test_errors_stand_under_their_fields_and_nothing_is_kept(desk: Desk) -> None:
    view = desk.form(EVE, "Jackets, 20% off!")
    before = desk.kept()

    answer = desk.submit(
        EVE,
        view,
        networks=["x"],
        publish_at=int((NOON - timedelta(minutes=1)).timestamp()),
        media_link="ftp://example.com/a.jpg",
        stores=["S404"],
    )

    assert answer.body["response_action"] == "errors"
    assert set(answer.errors) == {"text", "publish_at", "media_link", "stores"}
    assert "(House." in answer.errors["text"]
    assert desk.kept() == before


def test_a_department_removed_meanwhile_is_said_under_its_field(desk: Desk) -> None:
    view = desk.form(EVE, "Slippers are back.")
    desk.without("ecommerce")
    before = desk.kept()

    answer = desk.submit(MIA, view, networks=["x"])

    assert answer.errors == {"department": "Choose one of the departments."}
    assert desk.kept() == before


def test_somebody_who_left_meanwhile_gets_their_words_back(desk: Desk) -> None:
    view = desk.form(EVE, "Slippers are back.")
    desk.without("ecommerce")
    before = desk.kept()

    answer = desk.submit(EVE, view, networks=["x"])

    assert answer.body["response_action"] == "update"
    shown = str(answer.body["view"]["blocks"])
    assert "You are not in any department here yet" in shown
    assert "Slippers are back." in shown
    assert desk.kept() == before


def test_a_form_of_unknown_origin_is_told_to_open_anew(desk: Desk) -> None:
    view = {**desk.form(EVE, "Hello."), "private_metadata": "{]"}

    answer = desk.submit(EVE, view, networks=["x"])

    assert "Please open it again" in str(answer.body["view"]["blocks"])


@pytest.mark.parametrize("opened_by", ["the command", "the shortcut", "the message shortcut"])
def test_a_stranger_opens_no_form(desk: Desk, slack: FakeSlack, opened_by: str) -> None:
    if opened_by == "the command":
        answer = desk.command(WIM, "propose Hello")
        assert "not in any department" in answer.text
        assert slack.calls == []
    elif opened_by == "the shortcut":
        answer = desk.shortcut(WIM, "propose")
        assert "not in any department" in str(slack.view)
    else:
        answer = desk.message_shortcut(WIM, "propose_message", "Hello")
        assert "not in any department" in slack.reply
    assert answer.status == 200
    assert desk.trail() == []


def test_without_a_desk_nobody_proposes(desk: Desk) -> None:
    desk.set_up(replace(RETAILER, desk=None))

    assert "no desk channel" in desk.command(EVE, "propose Hello").text


@pytest.mark.parametrize(
    "typed", ["propose Hello there.", "PROPOSE   Hello there. ", "propose\nHello there."]
)
def test_the_command_begins_the_text(desk: Desk, slack: FakeSlack, typed: str) -> None:
    assert desk.command(EVE, typed).status == 200

    values = as_opened(slack.view)["state"]["values"]
    assert values["text"]["text"]["value"] == "Hello there."
    assert values["department"]["department"]["selected_option"]["value"] == "ecommerce"


def test_the_message_shortcut_begins_with_the_words_as_they_were_typed(desk: Desk, slack: FakeSlack) -> None:
    desk.message_shortcut(
        EVE, "propose_message", "Bread &amp; butter &lt;3 <https://example.com|example.com>"
    )

    typed = as_opened(slack.view)["state"]["values"]["text"]["text"]["value"]
    assert typed.startswith("Bread & butter <3 ")
    assert "&amp;" not in typed


def test_each_form_becomes_a_post_of_its_own(desk: Desk) -> None:
    assert target_of(desk.form(EVE, "One.")) != target_of(desk.form(EVE, "Two."))


def test_an_edit_makes_a_version_and_empties_the_seats(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), "post_approve")
    assert desk.click(EVE, desk.card(post), MORE, choice=EDIT_CHOICE).status == 200

    answer = desk.submit(EVE, slack.view, text="Slippers are back, in all sizes.")

    assert (answer.status, answer.body) == (200, "")
    post = desk.post(post.id)
    assert (post.state, post.version.number, post.version.by) == (State.IN_REVIEW, 2, EVE)
    assert post.current_sign_offs == ()
    assert desk.said_in_trail()[-1] == ("revised", EVE, post.id, 2)
    wanted = desk.wanted()
    assert wanted["card", post.id, "C0DESK"] == 3
    assert wanted["decision", "3", "C0DESK"] == 1


def test_an_edit_that_changes_nothing_is_not_recorded(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT_CHOICE)
    before = desk.kept()

    assert desk.submit(EVE, slack.view).body == ""

    assert desk.kept() == before


def test_two_who_edit_at_once_the_second_sees_it_and_keeps_the_words(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT_CHOICE)
    view = slack.view
    desk.submit(ELI, view, text="Slippers are back, says Eli.")
    before = desk.kept()

    answer = desk.submit(EVE, view, text="Slippers are back, says Eve.")

    shown = str(answer.body["view"]["blocks"])
    assert f"<@{ELI}> made version 2" in shown
    assert "Slippers are back, says Eve." in shown
    assert desk.kept() == before


def test_only_author_colleagues_and_admins_edit(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)

    desk.click(HAL, desk.card(post), MORE, choice=EDIT_CHOICE)
    assert f"Only <@{EVE}>, colleagues" in slack.reply
    for allowed in (ELI, ADA):
        desk.click(allowed, desk.card(post), MORE, choice=EDIT_CHOICE)
    assert len(slack.to("views.open")) == 3


def test_an_edit_by_somebody_who_lost_the_right_is_refused(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(ELI, desk.card(post), MORE, choice=EDIT_CHOICE)
    desk.without("ecommerce")
    assert Role.APPROVER not in desk.workspace().roles_of(ELI)

    answer = desk.submit(ELI, slack.view, text="Slippers, by somebody from nowhere.")

    shown = str(answer.body["view"]["blocks"])
    assert "You have no role in this workspace" in shown
    assert "Slippers, by somebody from nowhere." in shown
    assert desk.post(post.id).version.number == 1


def test_wording_is_checked_inside_the_form(desk: Desk, slack: FakeSlack) -> None:
    view = desk.form(EVE, "The best jacket ever.")

    assert desk.press(EVE, view, CHECK_WORDING).status == 200

    (change,) = slack.to("views.update")
    assert (change["view_id"], change["hash"]) == ("V1", "1.a")
    assert "House.Superlatives" in str(change["view"])
    assert "X 21/280 · Instagram 21/2,200 · " in str(change["view"])  # of each, while none is chosen
    assert target_of(change["view"]) == target_of(view)
    assert desk.trail() == []


def test_stores_are_found_by_what_is_typed(desk: Desk) -> None:
    view = desk.form(EVE, "Hello.")

    found = desk.search(EVE, view, "stores", "leeds")

    assert "Leeds Briggate" in str(found.body)
    assert desk.search(EVE, view, "stores", "paris").body["options"] == []


def test_workspaces_do_not_see_each_other(desk: Desk) -> None:
    post = desk.propose(EVE)

    with desk.database.transaction(type(WORKSPACE)("T0OTHER")) as transaction:
        assert transaction.posts.get(post.id) is None
        assert list(transaction.audit.entries()) == []


def test_findings_stand_where_they_are_in_the_text_that_is_kept(desk: Desk) -> None:
    view = desk.form(EVE, "")
    assert desk.submit(EVE, view, text=f"\n\n  {OFFER}", networks=["x"]).body == ""

    version = desk.post(target_of(view)).version
    assert version.content.text == OFFER
    assert version.findings
    assert [OFFER[one.start : one.end] for one in version.findings] == [one.match for one in version.findings]
