"""Help: what somebody can do now, in their role, and a way in for those nobody has added yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from blocks.elements import section
from blocks.first_run import nobody_yet
from blocks.messages import Message, said
from blocks.people import access_asked
from blocks.seats import NAME_LIMIT, department_name
from blocks.text import escape, inline, listed, mention
from domain.asking import answers_for
from domain.people import ChannelId, Role, UserId
from domain.scopes import led_by
from domain.setup import has_admin
from domain.workspaces import Workspace

ASK_TO_BE_ADDED = "ask_to_be_added"
"""Action id of the stranger's button."""
TYPED_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One sub-command of `/social`.

    Attributes:
        usage: what is typed behind `/social`.
        does: what it is for, as mrkdwn of ours.
        roles: who is told of it; empty for everybody.
        for_leads: whether departments' leads are told of it besides.
        for_answering: whether those are told of it besides who answer a department's check-in now, as lead or delegate.
        for_staff: whether somebody who only manages stores is not told of it.
    """

    name: str
    usage: str
    does: str
    roles: frozenset[Role] = frozenset()
    for_leads: bool = False
    for_answering: bool = False
    for_staff: bool = False


COMMANDS = (
    Command(
        name="propose", usage="propose [text]", does="propose a post; the departments it concerns are asked"
    ),
    Command(
        name="queue",
        usage="queue",
        does="see what the desk waits for, who has to act, and what waits for you",
    ),
    Command(name="mine", usage="mine", does="see how your own posts stand, and whom they wait for"),
    Command(
        name="library",
        usage="library [words]",
        does="make a local post from an approved template: you fill in only what differs from store to store",
    ),
    Command(
        name="calendar",
        usage="calendar",
        does="see what goes out this week and next, and next week as a customer near one store meets it",
    ),
    Command(name="check", usage="check <text>", does="see what the rulebook says about a text, privately"),
    Command(
        name="checkin",
        usage="checkin",
        does="answer this week's check-in of the department you lead; admins see who has",
        roles=frozenset({Role.ADMIN}),
        for_answering=True,
    ),
    Command(
        name="results",
        usage="results",
        does="see which published posts lack results, and what the others brought",
    ),
    Command(
        name="goals",
        usage="goals",
        does="read the charter: why we do social, what each department wants of it, what counts as a gain",
    ),
    Command(
        name="campaigns",
        usage="campaigns",
        does="see what posts are for: each campaign's purpose, how far it has come and what it costs",
    ),
    Command(
        name="export",
        usage="export [week|month|from..to]",
        does="get posts and sign-offs as an Excel workbook",
        for_staff=True,
    ),
    Command(
        name="maturity", usage="maturity", does="see how far the departments have come, and what to do next"
    ),
    Command(
        name="digest",
        usage="digest [week]",
        does="read how a week at the desk was: the last one, or one such as `46` or `2026-W46`",
    ),
    Command(
        name="digest preview",
        usage="digest preview",
        does="see this week's digest before the leaders do",
        roles=frozenset({Role.ADMIN}),
    ),
    Command(name="rules", usage="rules [words]", does="search the rulebook: what each rule wants, and why"),
    Command(
        name="rules add",
        usage="rules add | edit <rule> | retire <rule>",
        does="change the rulebook; a rule is tried before it counts",
        roles=frozenset({Role.ADMIN}),
    ),
    Command(
        name="rules watch",
        usage="rules watch | unwatch [#channel]",
        does="check what people type in a channel; only they see the hints",
        roles=frozenset({Role.ADMIN}),
    ),
    Command(
        name="setup",
        usage="setup",
        does="departments, approvers, channels, times, and who must sign what",
        roles=frozenset({Role.ADMIN}),
    ),
    Command(
        name="away",
        usage="away <until> [@delegate]",
        does="say until when you are away and who signs for you; `away off` when you are back",
    ),
    Command(
        name="pause",
        usage="pause [scope] <reason>",
        does="freeze all posts, or those of a department, region, store, campaign or topic: you see what it touches "
        "before it counts",
        roles=frozenset({Role.ADMIN, Role.LEADER}),
        for_leads=True,
    ),
    Command(
        name="resume",
        usage="resume",
        does="see what is frozen or planned to be, and thaw it",
        roles=frozenset({Role.ADMIN, Role.LEADER}),
        for_leads=True,
    ),
    Command(name="help", usage="help", does="this list"),
)
"""The sub-commands that exist, in the order of the list."""


def help_message(workspace: Workspace, user: UserId, *, at: datetime) -> Message:
    """What this person can do now; `at` is the present, in UTC."""
    roles = workspace.roles_of(user)
    leads = bool(led_by(user, workspace=workspace))
    answers = bool(answers_for(user, workspace=workspace, at=at))
    limited = workspace.limited(user)
    told = [one for one in COMMANDS if not (limited and one.for_staff)]
    mine = [
        one
        for one in told
        if not one.roles or one.roles & roles or (leads and one.for_leads) or (answers and one.for_answering)
    ]
    listing = "\n".join(f"`/social {escape_usage(one.usage)}`  {one.does}" for one in mine)
    return Message(
        "What you can do with /social",
        (
            section("*What you can do here*"),
            section(listing),
            section("\n".join(_by_role(workspace, user))),
        ),
    )


def escape_usage(usage: str) -> str:
    """A command's usage, whose brackets are part of it."""
    return usage.replace("<", "&lt;").replace(">", "&gt;")


def _by_role(workspace: Workspace, user: UserId) -> list[str]:
    """What the person's roles mean, each in a line."""
    roles = workspace.roles_of(user)
    desk = _channel(workspace.desk)
    own = [department_name(one.key, workspace=workspace) for one in workspace.departments_of(user)]
    seats = [
        department_name(one.key, workspace=workspace)
        for one in workspace.departments
        if user in one.approvers
    ]
    managed = [escape(inline(one.name, limit=NAME_LIMIT)) for one in workspace.stores if one.manager == user]
    proposes = own or managed
    told = [f"You propose for {listed(proposes)}. Posts and their state are in {desk}."] if proposes else []
    if managed:
        told.append(
            f"You manage {listed(managed)}: I ask you whether it is ready before a promise about it goes out, and brief "
            "you once that is approved. *Readiness* in the menu of a card says it, too."
        )
    if Role.APPROVER in roles:
        told.append(
            f"You sign for {listed(seats)}: press *Approve* on a card in {desk}, or say what to change."
        )
    if Role.ADMIN in roles:
        told.append(
            "You are an admin: I tell you when somebody asks to be added or a seat has nobody to sign."
        )
    return told or [f"Posts and their state are in {desk}."]


def _channel(channel: ChannelId | None) -> str:
    return f"<#{channel}>" if channel else "the desk channel, once an admin has named one"


def unknown_command(typed: str, nearest: Sequence[str]) -> Message:
    """Answers a sub-command that does not exist with the nearest that do, or with where all of them stand."""
    known = [f"`/social {escape(one)}`" for one in nearest if one]
    offered = listed(known, last="or", limit=len(known))
    begin = "Try `/social propose`, `/social queue`, or `/social help`, which lists what you can do here."
    instead = f"Did you mean {offered}?" if known else begin
    return said(f"I do not know “{escape(inline(typed, limit=TYPED_SHOWN))}”. {instead}")


def stranger(workspace: Workspace, *, asked: bool = False) -> Message:
    """Greets somebody whom no admin has added yet.

    Args:
        asked: whether they have asked to be added already.
    """
    if not has_admin(workspace):
        return nobody_yet()
    if asked:
        return access_asked(workspace, again=True)
    blocks: list[Block] = [
        section(
            "Hello! I help the departments here to speak with one voice on social media. You are not in any "
            f"department yet; {listed([mention(one) for one in workspace.admins], last='or')} can add you."
        ),
        ActionsBlock(
            block_id="stranger",
            elements=[ButtonElement(text="Ask to be added", action_id=ASK_TO_BE_ADDED, style="primary")],
        ),
    ]
    return Message("You are not in any department here yet. An admin can add you.", tuple(blocks))
