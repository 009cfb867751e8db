"""What a form carries along is asked for by kind: made by hand, it ends as one sentence, never as a fault of ours."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from blocks.bulk import read_approve_selected
from blocks.campaign_form import read_campaign
from blocks.charter_form import read_charter
from blocks.checkin_form import read_checkin
from blocks.department_form import read_department
from blocks.fixing import read_fix
from blocks.freeze_forms import read_pending
from blocks.questions import read_questions
from blocks.route_forms import read_route
from blocks.routes import read_preview
from blocks.rule_forms import read_retirement, read_rule
from blocks.rule_trials import read_trial
from blocks.targets import read_target_of
from blocks.wording import read_wording
from blocks.workspace_form import read_workspace
from domain.refusals import Refusal

ROUTE = {
    "name": "a",
    "because": "b",
    "departments": ["hr"],
    "approvers": 2,
    "when": [
        {
            "tags": ["x"],
            "networks": ["x"],
            "steps": ["trial"],
            "stores": 1,
            "shows_people": True,
            "over_budget": 5,
        }
    ],
    "after": ["marketing"],
    "readiness": True,
}


def pending(view: Mapping[str, Any]) -> object:
    return read_pending(view["private_metadata"])


FORMS: list[tuple[Callable[[Mapping[str, Any]], object], dict[str, Any]]] = [
    (read_approve_selected, {"posts": ["p:1"], "home": "0:0"}),
    (read_campaign, {"name": "a", "revision": 1}),
    (read_charter, {"version": 1}),
    (read_checkin, {"checkin": "2026-W47/hr"}),
    (read_department, {"key": "hr", "seen": "x"}),
    (read_fix, {"post": "p", "version": 1, "fixed": "x"}),
    (
        pending,
        {
            "kind": "store",
            "keys": ["S1"],
            "words": ["x"],
            "reason": "r",
            "since": "2026-11-23T09:00:00+00:00",
            "until": "2026-11-24T09:00:00+00:00",
        },
    ),
    (read_questions, {"week": "2026-W47"}),
    (read_route, {"was": "a"}),
    (read_preview, {"was": "a", "route": ROUTE, "version": 1}),
    (read_rule, {"name": "A.B", "filed": True}),
    (read_retirement, {"name": "A.B"}),
    (read_trial, {"name": "A.B", "number": 1}),
    (read_target_of, {"post": "p", "version": 1}),
    (read_wording, {"capability": "a", "version": 1}),
    (read_workspace, {"seen": "x"}),
]
WRONG = [7, "x", ["x"], [7], [None], {"x": "y"}, True, 1.5, -(10**30)]


def submitted(carried: object) -> dict[str, Any]:
    return {"private_metadata": json.dumps(carried), "state": {"values": {}}, "blocks": []}


def kind_of(value: object) -> object:
    return [kind_of(one) for one in value] if isinstance(value, list) else type(value)


@pytest.mark.parametrize(("read", "carried"), FORMS)
def test_a_form_of_ours_is_read(read: Callable[[Mapping[str, Any]], object], carried: dict[str, Any]) -> None:
    read(submitted(carried))


@pytest.mark.parametrize(("read", "carried"), FORMS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_value_of_another_kind_is_a_form_too_old(
    read: Callable[[Mapping[str, Any]], object], carried: dict[str, Any], wrong: object
) -> None:
    for name, right in carried.items():
        if kind_of(wrong) != kind_of(right):
            with pytest.raises(Refusal, match="I do not know this"):
                read(submitted({**carried, name: wrong}))


@pytest.mark.parametrize("wrong", WRONG)
def test_a_route_of_another_kind_inside_a_form_is_a_form_too_old(wrong: object) -> None:
    condition = ROUTE["when"][0]  # type: ignore[index]  # a dictionary of JSON
    spoiled = [{**ROUTE, name: wrong} for name, right in ROUTE.items() if kind_of(wrong) != kind_of(right)]
    spoiled += [
        {**ROUTE, "when": [{**condition, name: wrong}]}
        for name, right in condition.items()
        if kind_of(wrong) != kind_of(right)
    ]
    for route in spoiled:
        with pytest.raises(Refusal, match="I do not know this"):
            read_preview(submitted({"was": "a", "route": route, "version": 1}))


@pytest.mark.parametrize("carried", [None, 7, "", "{]", "null", "7", "[" * 3_000, '"x"'])
def test_what_is_no_metadata_of_ours_is_a_form_too_old(carried: object) -> None:
    with pytest.raises(Refusal, match="I do not know this"):
        read_workspace({"private_metadata": carried})


@pytest.mark.parametrize("since", ["soon", "", "0001-01-01T00:00:00+23:00", "2026-11-23T25:00"])
def test_a_moment_that_is_none_is_a_form_too_old(since: str) -> None:
    carried: dict[str, Any] = {
        "kind": "all",
        "keys": [],
        "words": [],
        "reason": "",
        "since": since,
        "until": None,
    }
    with pytest.raises(Refusal, match="I do not know this"):
        read_pending(json.dumps(carried))


def test_a_week_and_a_scope_that_are_none_are_forms_too_old() -> None:
    with pytest.raises(Refusal, match="any more"):
        read_questions(submitted({"week": "x"}))
    with pytest.raises(Refusal, match="I do not know this"):
        read_pending(json.dumps({"kind": "town"}))
