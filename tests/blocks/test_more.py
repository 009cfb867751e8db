"""The menu "More": what makes sense now, never more than five, and the rest in Details."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.details import post_details
from blocks.more import CHOICES, CHOICES_LIMIT, FOLDED_FIRST, choices
from blocks.proposals import edit_form
from domain.approvals import request_changes, sign
from domain.people import UserId
from domain.posts import Post, State
from tests.blocks.judge import judged_view, strings
from tests.blocks.retailer import AT, DRAFT, EVE, FAY, MIA, WORKSPACE, finding, proposed, ready


def labels(post: Post) -> tuple[list[str], list[str]]:
    """What the menu shows, and what folds into Details."""
    shown, folded = choices(post, workspace=WORKSPACE, at=AT)
    return [one.label for one in shown], [one.label for one in folded]


def test_each_state_offers_what_makes_sense_in_it() -> None:
    marketing = proposed(draft=replace(DRAFT, stores=(), text="Autumn jackets are here."))
    asked = request_changes(proposed(), version=1, by=MIA, at=AT, comment="Why?", workspace=WORKSPACE)

    assert labels(marketing) == (["Details", "Edit", "Hold", "Withdraw"], [])
    assert labels(proposed()) == (["Details", "Edit", "Hold", "Readiness", "Waive seat"], ["Withdraw"])
    assert labels(asked) == (["Details", "Edit", "Readiness", "Waive seat", "Withdraw"], [])
    assert labels(replace(proposed(), state=State.ON_HOLD)) == (["Details", "Readiness", "Withdraw"], [])
    approved = replace(proposed(), state=State.APPROVED)
    aside = ["Save as template"]
    assert labels(approved) == (["Details", "Edit", "Readiness", "Mark as published", "Withdraw"], aside)
    assert "Readiness" not in labels(replace(approved, publish_at=AT))[0]
    published = approved.moved(State.PUBLISHED, by=MIA, at=AT)
    assert labels(published) == (["Details", "Not published after all", "Record results"], aside)
    an_hour_ago = replace(published, state_at=AT - timedelta(hours=1))
    assert labels(an_hour_ago) == (["Details", "Record results"], aside)
    assert labels(replace(published, state=State.MEASURED)) == (["Details", "Record results"], aside)
    assert labels(replace(proposed(), state=State.EXPIRED)) == (["Details"], [])


def test_once_a_seat_is_signed_only_the_other_may_be_waived_until_none_is_left() -> None:
    post = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    assert "Waive seat" in labels(post)[0]

    signed = sign(post, version=1, by=FAY, at=AT, workspace=WORKSPACE)
    assert "Waive seat" in labels(signed)[0]  # readiness may be waived as a seat may
    assert "Waive seat" not in labels(ready(signed))[0]


def second(post: Post) -> Post:
    """The same after an edit."""
    return replace(post, versions=(*post.versions, replace(post.version, number=2)))


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("state", list(State))
def test_no_menu_is_too_long_and_nothing_is_lost(state: State, *, edited: bool) -> None:
    post = replace(proposed(finding(replacement="good")), state=state)
    post = second(post) if edited else post
    shown, folded = labels(post)
    assert ("History" in shown) is edited

    assert 1 <= len(shown) <= CHOICES_LIMIT
    assert {*shown, *folded} == {one.label for one in CHOICES if one.offered(post, WORKSPACE, AT)}


def test_what_folds_is_a_button_in_details() -> None:
    post = proposed(finding(replacement="good"))
    assert labels(post) == (
        ["Details", "Edit", "Fix wording", "Hold", "Readiness"],
        ["Withdraw", "Waive seat"],
    )

    details = judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT))
    (buttons,) = (one for one in details["blocks"] if one["type"] == "actions")
    assert [one["text"]["text"] for one in buttons["elements"]] == ["Withdraw", "Waive seat"]


def test_what_can_be_fixed_is_in_the_menu_of_every_post_that_waits() -> None:
    text = "Autumn jackets are here, from £20."
    offer = proposed(finding(replacement="good"), draft=replace(DRAFT, stores=(), text=text))
    assert labels(second(offer))[0] == ["Details", "Edit", "Fix wording", "History", "Hold"]
    approved = replace(second(proposed(finding(replacement="good"))), state=State.APPROVED)
    assert labels(approved) == (
        ["Details", "Edit", "History", "Readiness", "Mark as published"],
        ["Withdraw", "Fix wording", "Save as template"],
    )


@pytest.mark.parametrize(("reader", "offered"), [(EVE, False), (MIA, True)])
def test_only_whoever_may_make_a_template_is_offered_to(reader: UserId, *, offered: bool) -> None:
    post = replace(proposed(), state=State.APPROVED)
    details = judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT, reader=reader))
    assert ("Save as template" in strings(details)) is offered


def test_history_is_in_every_menu_and_the_form_of_an_edit_says_where_withdraw_went() -> None:
    post = second(proposed())
    assert labels(post) == (["Details", "Edit", "History", "Hold", "Readiness"], ["Withdraw", "Waive seat"])

    edit = "\n".join(strings(judged_view(edit_form(post, WORKSPACE, at=AT))["blocks"]))
    assert "To take the post back instead: *⋯* › *Details* › *Withdraw*" in edit
    details = judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT))
    (buttons,) = (one for one in details["blocks"] if one["type"] == "actions")
    assert [one["text"]["text"] for one in buttons["elements"]] == ["Withdraw", "Waive seat"]

    online = proposed(draft=replace(DRAFT, stores=(), text="Autumn jackets are here."))
    at_first = "\n".join(strings(judged_view(edit_form(online, WORKSPACE, at=AT))["blocks"]))
    assert "To take the post back" not in at_first


def test_only_what_exists_folds() -> None:
    assert set(FOLDED_FIRST) <= {one.key for one in CHOICES}
