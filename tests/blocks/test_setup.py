"""Whatever a workspace and its policy hold, Slack takes the setup's views, and nothing in them is active."""

from dataclasses import replace

import pytest

from blocks.department_form import department_form
from blocks.first_run import nobody_yet, trial_view
from blocks.groups import emptied_group
from blocks.policies import refused_policy
from blocks.route_forms import CONDITIONS_LIMIT, route_form
from blocks.routes import fits, preview_form, routes_view
from blocks.setup import SlackGroup, setup_view
from blocks.trusted_forms import trusted_form
from blocks.workspace_form import workspace_form
from domain.journey import Step
from domain.networks import Network
from domain.people import ChannelId, Department, UserId
from domain.policy import BEFORE_ANY_CHANGE, Policy, PolicyVersion
from domain.policy_changes import PolicyChange
from domain.posts import PostId
from domain.routes import Condition, Route
from domain.trusted_routes import TrustedRoute
from domain.workspaces import Workspace
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, EVE, MIA, WORKSPACE, proposed

HOSTILE = "<!channel> *bold* `x` <@U0EVE> " + "😀" * 200
MANY = tuple(UserId(f"U{number:05}") for number in range(200))
HUGE = Workspace(
    id=WORKSPACE.id,
    desk=ChannelId("C0DESK"),
    admins=MANY,
    leaders=MANY,
    departments=tuple(
        Department(key=f"d{number}", name=HOSTILE[:60], lead=EVE, approvers=MANY, members=MANY)
        for number in range(120)
    ),
)
CONDITION = Condition(
    departments=frozenset({"d0"}),
    networks=frozenset(Network),
    tags=frozenset({HOSTILE}),
    finding_tags=frozenset({HOSTILE}),
    stores=10**8,
    regions=frozenset({HOSTILE}),
    shows_people=True,
    campaigns=frozenset({HOSTILE}),
    over_budget=10**8,
    steps=frozenset(Step),
)
ROUTE = Route(
    name=HOSTILE[:60],
    because=HOSTILE,
    departments=("d0", "gone"),
    when=(CONDITION,) * 20,
    approvers=99,
    after=("d1",),
)
LONG = PolicyVersion(
    policy=Policy(
        routes=tuple(replace(ROUTE, name=f"{number}") for number in range(150)),
        trusted=tuple(
            TrustedRoute(
                name=f"{number}{HOSTILE}",
                because=HOSTILE,
                templates=frozenset({HOSTILE, f"{number}"}),
                department="gone",
            )
            for number in range(27)
        ),
    ),
    number=7,
    by=MIA,
    at=AT,
)


@pytest.mark.parametrize("tested", [True, False])
@pytest.mark.parametrize("workspace", [HUGE, WORKSPACE, Workspace(id=WORKSPACE.id, departments=())])
def test_the_overview(workspace: Workspace, *, tested: bool) -> None:
    shown = judged_view(setup_view(workspace, policy=LONG, tested=tested))
    judged_view(setup_view(workspace, policy=BEFORE_ANY_CHANGE, tested=tested))

    assert not [one for one in strings(shown["blocks"]) if "<!channel>" in one]


def test_the_forms() -> None:
    groups = [SlackGroup(id=f"S{number}", name=HOSTILE, handle=HOSTILE) for number in range(200)]
    for department in (HUGE.departments[0], replace(HUGE.departments[0], approver_group="S9999"), None):
        judged_view(department_form(department, workspace=HUGE, groups=groups))
        judged_view(department_form(department, workspace=HUGE, groups=()))
    for workspace in (HUGE, WORKSPACE, Workspace(id=WORKSPACE.id)):
        judged_view(workspace_form(workspace))
    judged_view(trial_view(PostId("P1"), desk=ChannelId("C0DESK")))


def test_the_form_of_a_route_of_templates() -> None:
    names = [f"{number}{HOSTILE}"[:75] for number in range(300)]
    route = TrustedRoute(
        name="x", because="y", templates=frozenset(names[:99]), department="gone", sign_offs=40, sample=100
    )
    for one in (route, None):
        judged_view(trusted_form(one, was="x" if one else "", templates=names, workspace=HUGE))
    bare = judged_view(trusted_form(None, was="", templates=(), workspace=Workspace(id=WORKSPACE.id)))
    told = strings(bare["blocks"])
    assert "Templates" not in told, "Slack takes no empty menu"
    assert "No sign-off (for named templates)" not in told, "there is none to be named"


def test_the_routes_and_their_form() -> None:
    shown = judged_view(routes_view([LONG] * 30, workspace=HUGE))
    assert any("+7 more routes of templates" in one for one in strings(shown["blocks"]))
    nothing = replace(LONG, policy=replace(LONG.policy, trusted=()))
    bare = judged_view(routes_view([nothing], workspace=HUGE))
    assert any("nothing else: they are reviewed as any post." in one for one in strings(bare["blocks"]))
    assert not [one for one in strings(shown["blocks"]) if "<!channel>" in one]
    big = replace(HUGE, departments=HUGE.departments[:40])
    for route in (ROUTE, replace(ROUTE, when=()), None):
        view = judged_view(route_form(route, workspace=big, was="x" if route else ""))
        headers = [one for one in view["blocks"] if one["type"] == "header"]
        assert 1 <= len(headers) <= CONDITIONS_LIMIT


def test_the_preview_says_what_changes_and_knows_what_it_cannot_carry() -> None:
    before = replace(proposed(), title=HOSTILE)
    after = replace(before, renewed_needs=())
    view = preview_form(
        [HOSTILE * 9] * 50,
        [HOSTILE * 9] * 50,
        [(before, after)] * 50,
        change=PolicyChange(was="x", route=None),
        version=3,
        workspace=HUGE,
    )
    judged_view(view)
    assert fits(view)
    long = PolicyChange(was="", route=ROUTE)
    assert not fits(preview_form([], [], [], change=long, version=3, workspace=HUGE))


def test_the_messages() -> None:
    judged(nobody_yet())
    judged(refused_policy([HOSTILE * 9] * 5, at=AT, more=7))
    for department in (HUGE.departments[0], replace(HUGE.departments[0], approvers=())):
        judged(emptied_group(department))
