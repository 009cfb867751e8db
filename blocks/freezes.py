"""Freezes: what is in force or planned, and what thawing it would do and did."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from blocks.elements import section
from blocks.freeze_banners import banner, freeze_line
from blocks.messages import Message, said
from blocks.text import plural
from domain.freeze import Freeze
from domain.people import UserId
from domain.scopes import may_freeze
from domain.thawing import Outlook
from domain.workspaces import Workspace

FREEZE = "freeze_"
"""What the ids of all controls and forms of freezing begin with."""
THAW = "freeze_thaw"
"""Action id of the buttons "Thaw" and "Call off"."""
LISTED = 10
"""Freezes in one answer."""


def freezes_list(
    outlooks: Mapping[str, Outlook], *, workspace: Workspace, reader: UserId, at: datetime
) -> Message:
    """What is frozen or planned to be, what thawing it would do, and the button for whoever may.

    Args:
        outlooks: for each freeze by its id.
    """
    if not workspace.freezes:
        return said("Nothing is frozen, and nothing is planned to be.")
    blocks: list[Block] = []
    for one in workspace.freezes[:LISTED]:
        lines = [freeze_line(one, workspace=workspace, at=at), *_outlook(one, outlooks, at=at)]
        blocks.append(section("\n".join(lines)))
        if may_freeze(reader, one.scope, workspace=workspace):
            label = "Thaw" if one.counts(at) else "Call off"
            button = ButtonElement(text=label, action_id=THAW, value=one.id)
            blocks.append(ActionsBlock(block_id=f"thaw:{one.id}", elements=[button]))
    hidden = len(workspace.freezes) - LISTED
    if hidden > 0:
        blocks.append(section(f"+{hidden:,} more: thaw some of these to see them"))
    return Message(plural(len(workspace.freezes), "freeze", "freezes"), tuple(blocks))


def _outlook(freeze: Freeze, outlooks: Mapping[str, Outlook], *, at: datetime) -> list[str]:
    if not freeze.counts(at):
        return []
    kept_running = (
        [f"{plural(len(freeze.kept), 'post is', 'posts are')} kept running."] if freeze.kept else []
    )
    one = outlooks.get(freeze.id, Outlook())
    does = [
        f"{number:,} {words}"
        for number, words in (
            (one.approved, "become approved" if one.approved > 1 else "becomes approved"),
            (one.back, "overdue, back to review for a new time"),
            (one.on, "go on as they stand" if one.on > 1 else "goes on as it stands"),
            (one.still, "still held by another freeze"),
        )
        if number
    ]
    return [*kept_running, f"Thawing it now: {', '.join(does) or 'no post is touched'}."]


def thawed_now(outlook: Outlook, *, planned_only: bool) -> Message:
    """Says that it is over, and what that did."""
    if planned_only:
        return said("✅ Called off: it will not freeze anything.")
    back = (
        f" {plural(outlook.back, 'post', 'posts')} became overdue and went back to review."
        if outlook.back
        else ""
    )
    approved = (
        f" {plural(outlook.approved, 'post is', 'posts are')} approved now." if outlook.approved else ""
    )
    return said(f"✅ Thawed.{back}{approved}")


def signed_but_frozen(version: int, freeze: Freeze) -> Message:
    """Tells an approver that their approval is kept and approves nothing for now."""
    return said(
        f"✅ Your approval of version {version} is recorded.\n{banner(freeze)}\n"
        "Nothing is approved until it is thawed; you need not sign again."
    )
