"""The Home's tasks: what waits for this person's signature, or for them to release it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks.blocked import blocked_lines
from blocks.bulk import select_box
from blocks.elements import context, mrkdwn, section
from blocks.home_board import Board, Reader, card_button, heading
from blocks.home_pages import TURN, Pages
from blocks.moments import ago
from blocks.noticed import noticed
from blocks.paging import URGENCY, page_of, turn_buttons
from blocks.targets import target
from blocks.text import escape, inline, mention
from blocks.waiting import due_words, headline, short_name, standing
from domain.clashes import Standing
from domain.freezes import frozen
from domain.people import Role
from domain.waiting import Task, Turn

APPROVE = "home_approve"
APPROVE_SELECTED = "home_approve_selected"
GRANT = "home_grant"
"""Action ids of the buttons "Approve", "Approve selected" and "Grant exception"."""
EXCERPT_SHOWN = 200
HELD_SHOWN = 5


def task_blocks(board: Board, reader: Reader, pages: Pages) -> Iterable[Block]:
    """The open page of what this person can bring on, with the buttons to do it here; then what only they release."""
    if not (board.tasks or board.held or Role.APPROVER in reader.workspace.roles_of(reader.user)):
        return
    yield heading("Waiting for you")
    if board.tasks:
        yield from _to_sign(board, reader, pages)
    elif not board.held:
        yield section("Nothing waits for your approval. 🎉 What the others have to do: `/social queue`")
    for post in board.held[:HELD_SHOWN]:
        yield SectionBlock(
            block_id=f"held:{target(post)}",
            text=mrkdwn(
                f"{headline(post)}\n{standing(post, workspace=reader.workspace, reader=reader.user, at=reader.at)}"
            ),
            accessory=card_button(post, board.links),
        )
    if len(board.held) > HELD_SHOWN:
        yield context(f"+{len(board.held) - HELD_SHOWN:,} more that you put on hold: `/social queue`")


def _to_sign(board: Board, reader: Reader, pages: Pages) -> Iterable[Block]:
    page = page_of(board.tasks, pages.tasks)
    several = sum(one.turn is Turn.SIGN for one in board.tasks) > 1
    for one in page.items:
        yield section(_task_words(one, reader, clashes=board.clashes.get(one.post.id, ())))
        yield ActionsBlock(
            block_id=f"task:{target(one.post)}",
            elements=[
                *([select_box(one.post)] if several and one.turn is Turn.SIGN else []),
                _button(one),
                card_button(one.post, board.links),
            ],
        )
    approve = [ButtonElement(text="Approve selected", action_id=APPROVE_SELECTED)] if several else []
    turns = turn_buttons(
        page,
        action_id=f"{TURN}:tasks",
        value=lambda number: str(replace(pages, tasks=number)),
        labels=URGENCY,
    )
    if page.words:
        yield context(page.words)
    if approve or turns:
        yield ActionsBlock(elements=[*approve, *turns])


def _button(task: Task) -> ButtonElement:
    """What brings it on, as in the reminder about it."""
    value = target(task.post)
    if task.turn is Turn.GRANT:
        return ButtonElement(text="Grant exception", action_id=GRANT, value=value)
    return ButtonElement(text="Approve", action_id=APPROVE, value=value, style="primary")


def _task_words(task: Task, reader: Reader, *, clashes: Sequence[Standing]) -> str:
    post = task.post
    instead = f", in place of {mention(task.on_behalf_of)}" if task.on_behalf_of else ""
    facts = (
        short_name(post.department, workspace=reader.workspace),
        mention(post.author),
        due_words(post, at=reader.at),
        f"version {post.version.number:,}, {ago(post.version.at, at=reader.at)}",
        f"you {task.turn} for {short_name(task.department, workspace=reader.workspace)}{instead}",
    )
    lines = [headline(post), " · ".join(facts)]
    text = inline(post.version.content.text, limit=EXCERPT_SHOWN)
    if text != inline(post.title):
        lines.append(f"“{escape(text)}”")
    if frozen(post, workspace=reader.workspace, at=reader.at):
        lines.append("🧊 Frozen: your approval is recorded, and counts once it is thawed")
    lines += blocked_lines(post, workspace=reader.workspace, at=reader.at)
    return "\n".join([*lines, *noticed(post, clashes, workspace=reader.workspace, at=reader.at)])
