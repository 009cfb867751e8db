"""A step is suggested with the words because of which, and set by one click only; admins rename steps."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from blocks.inputs import CHECK_WORDING
from blocks.journey import SERVE, STEPS, TAKE
from blocks.more import DETAILS, MORE
from domain.audit import Action
from domain.journey import Step
from domain.posts import Post, State
from domain.step_names import step_field
from sandbox.blockkit import elements_of, problems
from tests.handlers.desk import ADA, ELI, EVE, HAL, MIA, NOON, Desk, controls

TEXT = "Come and try on our slippers."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    return shared_desk


def words(view: Mapping[str, Any]) -> str:
    assert problems(view["blocks"], on="modal") == []
    return json.dumps(view["blocks"], ensure_ascii=False)


def actions(view: Mapping[str, Any]) -> list[str]:
    return [one["action_id"] for block in view["blocks"] for one in elements_of(block)]


def details(desk: Desk, post: Post, by: str = EVE) -> Mapping[str, Any]:
    desk.click(by, desk.card(post), MORE, choice=DETAILS)  # type: ignore[arg-type]  # ids are texts
    return desk.slack.view


def test_check_wording_suggests_a_step_and_a_click_chooses_it(desk: Desk) -> None:
    form = desk.form(EVE, TEXT)
    assert desk.press(EVE, form, CHECK_WORDING).status == 200
    checked = desk.slack.view
    assert "🧭 Suggested: *trial*, because of “try on”" in words(checked)
    assert desk.press(EVE, checked, TAKE).status == 200
    taken = desk.slack.view
    assert "Suggested" not in words(taken)
    assert desk.submit(EVE, taken, networks=["x"]).body == ""
    (entry,) = (one for one in desk.trail() if one.event.action is Action.PROPOSED)
    assert desk.post(entry.event.subject).aim.step is Step.TRIAL


def test_a_step_that_the_author_chose_is_not_questioned(desk: Desk) -> None:
    form = desk.form(EVE, TEXT)
    desk.press(EVE, form, CHECK_WORDING, step="loyalty")
    assert "Suggested" not in words(desk.slack.view)
    post = desk.propose(EVE, TEXT, step="loyalty")
    assert post.aim.step is Step.LOYALTY
    assert "Suggested" not in words(details(desk, post))


def test_nothing_is_set_without_a_click(desk: Desk) -> None:
    assert desk.propose(EVE, TEXT).aim.step is None


def test_the_details_offer_it_to_whoever_may_edit_and_signatures_stay(desk: Desk) -> None:
    post = desk.propose(EVE, TEXT)
    assert SERVE not in actions(details(desk, post, MIA))
    desk.click(MIA, desk.card(post), "post_approve")
    before = desk.post(post.id)
    view = details(desk, post, ELI)
    assert "Suggested: *trial*" in words(view)
    assert desk.press(ELI, view, SERVE).status == 200
    after = desk.post(post.id)
    assert after == replace(before, aim=replace(before.aim, step=Step.TRIAL))
    assert after.sign_offs
    assert "step: trial" in words(desk.slack.view)
    assert "Suggested" not in words(desk.slack.view)
    newest = desk.trail()[-1].event
    assert (newest.action, newest.by) == (Action.REVISED, ELI)
    assert newest.detail["changed"] == "journey step (none → trial)"
    assert newest.detail["kept"] == "version"
    assert "step: trial" in json.dumps(desk.card(post), ensure_ascii=False)


def test_a_click_that_comes_late_changes_nothing_and_says_why(desk: Desk) -> None:
    post = desk.propose(EVE, TEXT)
    view = details(desk, post)
    other = {**view, "blocks": json.loads(json.dumps(view["blocks"]).replace('"trial:', '"purchase:'))}
    desk.press(EVE, view, SERVE)
    kept = desk.kept()
    desk.press(EVE, other, SERVE)
    assert "“trial” for this post meanwhile" in words(desk.slack.view)
    desk.press(HAL, other, SERVE)
    assert "colleagues in their department and admins can do this" in words(desk.slack.view)
    assert desk.kept() == kept


def test_admins_rename_steps_and_cards_under_way_say_so(desk: Desk) -> None:
    post = desk.propose(EVE, TEXT, step="trial")
    shown = {one.subject: one.wanted for one in desk.notices() if one.kind == "card"}
    desk.command(ADA, "setup")
    assert "discovery › research › preference › trial › purchase › loyalty" in words(desk.slack.view)
    desk.press(ADA, desk.slack.view, STEPS)
    form = desk.slack.view
    twice = desk.submit(ADA, form, **{step_field(Step.TRIAL): "Loyalty"})
    assert "what trial is called already" in twice.errors[step_field(Step.LOYALTY)]
    assert desk.submit(ADA, form, **{step_field(Step.TRIAL): "come & try"}).body == ""
    assert desk.workspace().step_name(Step.TRIAL) == "come & try"
    assert desk.trail()[-1].event.detail["changes"] == "step trial: trial → come & try"
    assert "step: come &amp; try" in json.dumps(desk.card(post), ensure_ascii=False)
    (after,) = (one.wanted for one in desk.notices() if one.kind == "card")
    assert after == shown[post.id] + 1
    late = desk.submit(ADA, form, **{step_field(Step.TRIAL): "try"})
    assert "Somebody else changed this meanwhile" in json.dumps(late.body)
    assert desk.post(post.id).state is State.IN_REVIEW
    assert "Approve" in controls(desk.card(post))


def test_nobody_else_renames_them(desk: Desk) -> None:
    desk.command(ADA, "setup")
    desk.press(ADA, desk.slack.view, STEPS)
    form = desk.slack.view
    kept = desk.kept()
    answer = desk.submit(EVE, form, **{step_field(Step.TRIAL): "try"})
    assert "Only an admin" in json.dumps(answer.body)
    assert desk.kept() == kept
    assert desk.at == NOON
