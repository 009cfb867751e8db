"""Admins change what is asked of filled templates, and see what it means before it counts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.kept_routes import change_of, kept_change
from blocks.metadata import read_carried
from blocks.routes import ADD_TRUSTED, TRUSTED
from blocks.setup import ROUTES
from blocks.trusted_forms import REMOVE_TRUSTED, read_trusted, trusted_form
from blocks.unknown import unknown_form
from domain.policy import SHIPPED_POLICY, Policy
from domain.policy_changes import PolicyChange
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from tests.handlers.desk import ADA, BEA, RETAILER, Desk, as_opened
from tests.handlers.setup_of_routes import form, preview
from tests.handlers.slack import FakeSlack
from tests.handlers.test_library import EVENT, keep

View = Mapping[str, Any]
NEW = {"name": "hours", "because": "hours are facts", "templates": ["Local event"], "sign_off": "0"}


def test_how_many_are_reviewed_by_chance_is_changed_in_its_place(desk: Desk, slack: FakeSlack) -> None:
    shown = preview(desk, form(desk, slack, TRUSTED, "local posts"), sample="25")
    assert "one in ten is reviewed in full →" in str(shown)
    assert "one in four is reviewed in full" in str(shown)
    assert desk.policy() == SHIPPED_POLICY, "nothing counts yet"

    assert desk.submit(ADA, shown).body == ""
    local, templates = SHIPPED_TRUSTED
    assert desk.policy() == replace(SHIPPED_POLICY, trusted=(replace(local, sample=25), templates))
    (changed,) = [one.event for one in desk.trail() if one.event.action.value == "policy changed"]
    assert changed.by == ADA
    assert changed.detail["changes"].startswith("local posts: one sign-off of Field operations")


def test_a_new_one_for_named_templates_stands_first_and_goes_again(desk: Desk, slack: FakeSlack) -> None:
    keep(desk, EVENT)
    shown = preview(desk, form(desk, slack, ADD_TRUSTED), **NEW)
    assert "hours: added; no sign-off for the template “Local event”" in str(shown)
    desk.submit(ADA, shown)
    hours = TrustedRoute(
        name="hours", because="hours are facts", templates=frozenset({"Local event"}), sign_offs=0
    )
    assert desk.policy().trusted == (hours, *SHIPPED_TRUSTED)

    desk.press(ADA, form(desk, slack, TRUSTED, "hours"), REMOVE_TRUSTED)
    assert "hours: removed" in str(slack.view)
    desk.submit(ADA, slack.view)
    assert desk.policy() == SHIPPED_POLICY


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": "brand"}, "name", "Two routes are called “brand”."),
        ({"name": "local posts"}, "name", "Two routes are called “local posts”."),
        ({"name": " "}, "name", "A trusted route needs a name."),
        ({"because": " "}, "because", "Say why"),
        ({"templates": []}, "templates", "Name the templates for which nobody has to sign."),
        ({"sample": "many"}, "sample", "Give a whole number from 0 to 100."),
        ({"sample": "101"}, "sample", "Of 100 posts 0 to 100 can be reviewed."),
        ({"department": "hr", "sign_off": "5"}, "sign_off", "5 approvers of HR must sign, but it has 1."),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    desk: Desk, slack: FakeSlack, values: dict[str, object], field: str, said: str
) -> None:
    keep(desk, EVENT)
    answer = desk.submit(ADA, form(desk, slack, ADD_TRUSTED), **{**NEW, **values})
    assert said in answer.errors[field]


def test_what_a_form_cannot_hold_is_not_opened_and_what_is_gone_is_told(desk: Desk, slack: FakeSlack) -> None:
    odd = replace(SHIPPED_TRUSTED[0], because="x" * 300)
    desk.set_policy(Policy(routes=SHIPPED_POLICY.routes, trusted=(odd,)))
    assert "Change it in the policy file" in str(form(desk, slack, TRUSTED, "local posts"))

    desk.command(ADA, "setup")
    desk.press(ADA, slack.view, ROUTES)
    listed = slack.view
    desk.set_policy(Policy(routes=SHIPPED_POLICY.routes, trusted=()))
    desk.press(ADA, listed, TRUSTED)
    assert "There is no route “local posts” any more" in str(slack.view)


def test_who_is_no_admin_any_more_changes_nothing(desk: Desk, slack: FakeSlack) -> None:
    filled = form(desk, slack, TRUSTED, "local posts")
    mine = preview(desk, filled, sample="0")
    desk.set_up(replace(RETAILER, admins=(BEA,)))
    for view in (filled, mine):
        assert "Only an admin can change this" in str(desk.submit(ADA, view).body)
    assert desk.policy() == SHIPPED_POLICY


@given(
    st.builds(
        TrustedRoute,
        name=st.sampled_from(["a", "two words"]),
        because=st.just("why"),
        templates=st.frozensets(st.sampled_from(["Late opening", "A, B", "gone"])),
        managers=st.booleans(),
        department=st.sampled_from(["", "hr", "gone"]),
        sign_offs=st.integers(1, 40),
        sample=st.integers(0, 100),
    )
)
def test_every_route_survives_its_form_and_what_the_form_carries(route: TrustedRoute) -> None:
    view = trusted_form(route, was="a", templates=["late opening", "Tea"], workspace=RETAILER).to_dict()
    wanted = PolicyChange(was="a", route=route, trusted=True)
    assert read_trusted(as_opened(view)) == wanted
    assert change_of(read_carried(json.dumps(kept_change(wanted)), unknown=unknown_form())) == wanted
