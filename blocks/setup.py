"""Setup: what admins see first, and everything from there that they can change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.charter import EDIT as CHARTER
from blocks.charter import setup_line
from blocks.checklist_form import CHECKLIST, checklist_line
from blocks.elements import context, mrkdwn, section
from blocks.first_run import next_step
from blocks.journey import STEPS, steps_line
from blocks.moments import when
from blocks.store_setup import STORES, stores_summary
from blocks.text import escape, inline, listed, mention, plural
from domain.charter import CharterVersion
from domain.people import ChannelId, Department, UserId
from domain.policy import PolicyVersion
from domain.runs import Standing
from domain.timetable import Kind
from domain.workspaces import Workspace

ACTION = "setup_"
"""What the action and callback ids of everything in the setup begin with."""
OPEN = "setup_open"
WORKSPACE = "setup_workspace"
DEPARTMENT = "setup_department"
ADD_DEPARTMENT = "setup_add_department"
ROUTES = "setup_routes"
QUESTIONS = "setup_questions"

TIMES = {
    Kind.CHECK_IN: "Check-in",
    Kind.REMINDER: "Reminder",
    Kind.CLOSE: "Check-in closes",
    Kind.DIGEST: "Digest",
}
"""What happens each week, as people read it."""
DEPARTMENTS_SHOWN = 60
"""A modal takes 100 blocks; `workspace.toml` and Slack show the rest."""


def setup_view(
    workspace: Workspace,
    *,
    policy: PolicyVersion,
    tested: bool = True,
    standings: Sequence[Standing] = (),
    later: Collection[str] = (),
    questions: str = "",
    charter: CharterVersion | None = None,
) -> View:
    """Everything that is set up, each part with a button to change it.

    Args:
        standings: what the clock did last and does next.
        later: keys of departments that joined too late for this week's check-in.
        questions: what is said of the next check-in's; empty where nothing is.
        charter: the one in force.
        tested: whether a post was ever proposed here; until then a test post is offered at the end.
    """
    departments = workspace.departments[:DEPARTMENTS_SHOWN]
    hidden = len(workspace.departments) - len(departments)
    blocks: list[Block] = [
        *next_step(workspace, tested=tested),
        _changeable(_whole(workspace), WORKSPACE, "workspace"),
        *([context(_clock(standings))] if standings else []),
        DividerBlock(),
        *(
            _changeable(_department(one) + _first(one, later, standings), DEPARTMENT, one.key)
            for one in departments
        ),
        *([context(f"+{hidden:,} more departments, as `workspace.toml` has them")] if hidden > 0 else []),
        ActionsBlock(
            block_id=ADD_DEPARTMENT,
            elements=[ButtonElement(text="Add a department", action_id=ADD_DEPARTMENT, value="new")],
        ),
        DividerBlock(),
        _changeable(stores_summary(workspace), STORES, "stores", label="Stores"),
        _changeable(_policy(policy), ROUTES, "routes", label="Routes"),
        _changeable(checklist_line(workspace), CHECKLIST, "checklist", label="Checklist"),
        *([_changeable(questions, QUESTIONS, "questions", label="Questions")] if questions else []),
        _changeable(steps_line(workspace), STEPS, "steps"),
        *([_changeable(setup_line(charter), CHARTER, "charter", label="Charter")] if charter else []),
    ]
    return View(type="modal", title="Set up Onevoice", close="Close", blocks=blocks)


def _whole(workspace: Workspace) -> str:
    times = " · ".join(f"*{label}* {workspace.timetable.of(kind)}" for kind, label in TIMES.items())
    return "\n".join(
        (
            f"*Desk* {_channel(workspace.desk)} · *Leadership* {_channel(workspace.leadership)}",
            f"*Admins* {_people(workspace.admins)}",
            f"*Leaders* {_people(workspace.leaders)}",
            f"*Time zone* {escape(workspace.timezone)} · {times}",
        )
    )


def _clock(standings: Sequence[Standing]) -> str:
    """What comes next, and what came last; if it did not, why."""
    first = min(standings, key=lambda one: one.next.due)
    said = [f"Next: {first.kind} {when(first.next.due)}"]
    runs = [one.last for one in standings if one.last]
    for run in sorted(runs, key=lambda one: one.at)[-1:]:
        did = f"{run.slot.kind} of week {run.slot.week.number}"
        said.append(f"Last: {did} not done: {run.why}" if run.why else f"Last: {did} {when(run.at)}")
    return " · ".join(said)


def _department(department: Department) -> str:
    group = f" (<!subteam^{department.approver_group}>)" if department.approver_group else ""
    lead = mention(department.lead) if department.lead else "nobody"
    approvers = _people(department.approvers) if department.approvers else "⚠️ nobody: posts will wait"
    people = plural(len(department.people), "person", "people")
    return f"*{escape(inline(department.name))}* · {people} · lead {lead}\n*Approvers*{group} {approvers}"


def _first(department: Department, later: Collection[str], standings: Sequence[Standing]) -> str:
    """When a department that has just joined is asked first."""
    due = next((one.next.due for one in standings if one.kind is Kind.CHECK_IN), None)
    if due is None or department.key not in later:
        return ""
    return (
        f"\nFirst check-in {when(due)}, as this week's closes soon; its lead may begin with `/social checkin`"
    )


def _policy(policy: PolicyVersion) -> str:
    routes = plural(len(policy.policy.routes), "route", "routes")
    return f"*Who must sign what* · {routes} · {version_words(policy)}"


def version_words(version: PolicyVersion) -> str:
    """Which version of the policy it is, by whom and when."""
    if version.at is None:
        return "as shipped"
    by = mention(version.by) if version.by else "the policy file"
    return f"version {version.number} · {by} · {when(version.at)}"


def _changeable(text: str, action_id: str, value: str, *, label: str = "Change") -> SectionBlock:
    button = ButtonElement(text=label, action_id=action_id, value=value)
    return SectionBlock(block_id=f"{action_id}:{value}", text=mrkdwn(text), accessory=button)


def _channel(channel: ChannelId | None) -> str:
    return f"<#{channel}>" if channel else "none yet"


def _people(users: Sequence[UserId]) -> str:
    return listed([mention(one) for one in users]) or "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackGroup:
    """A Slack user group that may stand for approvers."""

    id: str
    name: str
    handle: str


def said_in_setup(said: str) -> View:
    """A sentence in the place of a form of the setup.

    Args:
        said: mrkdwn of ours.
    """
    return View(type="modal", title="Set up Onevoice", close="Close", blocks=[section(said)])
