"""A policy, and what differs between two, in words that the record keeps."""

from dataclasses import replace
from datetime import time

import pytest

from domain.differences import differences
from domain.journey import Step, StepName
from domain.networks import Network
from domain.people import ChannelId, Department
from domain.policy import SHIPPED_POLICY, Policy
from domain.policy_words import policy_changes, route_words
from domain.routes import Condition, Route
from domain.timetable import Timetable, WeekTime
from tests.domain.stories import ADA, MIA, WORKSPACE

HR = Route(name="staff", because="staff read it", departments=("hr",))


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (HR, "HR must sign, always"),
        (replace(HR, approvers="all"), "HR must sign, every approver of each, always"),
        (replace(HR, approvers=1), "HR must sign, always"),
        (replace(HR, approvers=2), "HR must sign, 2 approvers of each, always"),
        (replace(HR, after=("marketing", "gone")), "HR must sign, after Marketing and gone, always"),
        (replace(HR, readiness=True), "HR must sign, stores must be ready, always"),
        (replace(HR, departments=()), "nobody must sign, always"),
        (
            replace(HR, when=(Condition(departments=frozenset({"hr", "ecommerce"})),)),
            "HR must sign, when it comes from E-commerce or HR",
        ),
        (
            replace(HR, when=(Condition(networks=frozenset({Network.X}), tags=frozenset({"a"})),)),
            "HR must sign, when it goes to X and it is tagged a",
        ),
        (
            replace(HR, when=(Condition(stores=1), Condition(stores=10, regions=frozenset({"North"})))),
            "HR must sign, when it touches stores; or it touches 10 stores or more and it touches a store in North",
        ),
        (
            replace(HR, when=(Condition(shows_people=True, over_budget=5_000),)),
            "HR must sign, when people are shown or named and it costs more than 5,000",
        ),
        (
            replace(HR, when=(Condition(finding_tags=frozenset({"price"}), campaigns=frozenset({"w"})),)),
            "HR must sign, when the rulebook finds price and it belongs to w",
        ),
        (
            replace(HR, when=(Condition(steps=frozenset({Step.LOYALTY, Step.TRIAL}), stores=1),)),
            "HR must sign, when it touches stores and it serves “trial” or “coming back”",
        ),
        (replace(HR, when=(Condition(),)), "HR must sign, when nothing is asked"),
    ],
)
def test_a_route_says_who_must_sign_and_when(route: Route, said: str) -> None:
    renamed = replace(WORKSPACE, step_names=(StepName(step=Step.LOYALTY, name="coming back"),))
    assert route_words(route, workspace=renamed) == said


def test_what_differs_is_said_route_by_route() -> None:
    brand, stores, people, offer = SHIPPED_POLICY.routes
    when = "when the rulebook finds price or product-link"
    after = Policy(routes=(replace(brand, because="one voice"), people, replace(offer, approvers="all"), HR))

    assert policy_changes(SHIPPED_POLICY, after, workspace=WORKSPACE) == (
        "stores: removed",
        "brand, because: marketing keeps the one brand voice → one voice",
        f"offer: E-commerce must sign, {when} → E-commerce must sign, every approver of each, {when}",
        "staff: added; HR must sign, always",
    )
    turned = Policy(routes=(stores, brand, people, offer))
    assert policy_changes(SHIPPED_POLICY, turned, workspace=WORKSPACE) == (
        "order: stores, brand, people, offer",
    )
    assert policy_changes(SHIPPED_POLICY, SHIPPED_POLICY, workspace=WORKSPACE) == ()


def test_what_differs_between_two_workspaces() -> None:
    after = replace(
        WORKSPACE,
        desk=ChannelId("C0NEW"),
        admins=(ADA, MIA),
        timetable=Timetable(check_in=WeekTime(1, time(8, 5))),
        departments=(*WORKSPACE.departments[1:], Department(key="legal", name="Legal")),
    )

    assert list(differences(WORKSPACE, after)) == [
        "desk: C0DESK → C0NEW",
        f"admins: {ADA} → {ADA}, {MIA}",
        "time of the check-in: Monday 09:00 → Tuesday 08:05",
        "department ecommerce: removed",
        "department legal: added (Legal)",
    ]
    assert list(differences(WORKSPACE, WORKSPACE)) == []
