"""The Home's stores: what a manager is asked about their own, and whose readiness field operations see to."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from blocks.elements import context, mrkdwn, section
from blocks.home_board import Board, Reader, card_button, heading
from blocks.more import readiness_button
from blocks.readiness_words import some_stores, waiting_words
from blocks.store_asks import ask_of
from blocks.targets import target
from blocks.text import begun, plural
from blocks.waiting import due_words, headline
from domain.managers import sees_to_stores
from domain.readiness import readiness_of, stores_ready
from domain.waiting import by_urgency

SHOWN = 3


def store_blocks(board: Board, reader: Reader) -> Iterator[Block]:
    """First the reader's own stores, then the posts for whose stores they answer."""
    yield from _own(board, reader)
    yield from _others(board, reader)


def _own(board: Board, reader: Reader) -> Iterator[Block]:
    asks = [(one, ask_of(one, reader.user, workspace=reader.workspace)) for one in board.of_stores]
    asked = [(post, ask) for post, ask in asks if ask.buttons]
    if not (asked or board.briefs):
        return
    mine = [one.key for one in reader.workspace.stores_of(reader.user)]
    yield heading("My store" if len(mine) == 1 else "My stores")
    yield context(some_stores(mine, workspace=reader.workspace))
    for post, ask in asked[:SHOWN]:
        yield section("\n".join([f"{headline(post)} · {due_words(post, at=reader.at)}", *ask.lines]))
        yield ActionsBlock(
            block_id=f"store:{target(post)}", elements=[*ask.buttons, card_button(post, board.links)]
        )
    if len(asked) > SHOWN:
        yield context(f"+{len(asked) - SHOWN:,} more: I have sent you all of them as messages")
    for post in by_urgency(board.briefs)[:SHOWN]:
        due = due_words(post, at=reader.at)
        yield section(
            f"📋 {headline(post)} · {due}\nPlease read its brief in your messages from me and press *Understood*."
        )
    if len(board.briefs) > SHOWN:
        yield context(
            f"+{plural(len(board.briefs) - SHOWN, 'more brief waits', 'more briefs wait')} for you in your messages from me"
        )


def _others(board: Board, reader: Reader) -> Iterator[Block]:
    waiting = [
        post
        for post in board.of_stores
        if sees_to_stores(
            reader.user,
            [one.department for one in post.needs if one.readiness],
            workspace=reader.workspace,
        )
        and not stores_ready(post, workspace=reader.workspace)
    ]
    if not waiting:
        return
    yield heading("Readiness")
    for post in waiting[:SHOWN]:
        readiness = readiness_of(post, workspace=reader.workspace)
        assert readiness is not None
        left = begun(waiting_words(readiness, workspace=reader.workspace))
        yield SectionBlock(
            block_id=f"ready:{target(post)}",
            text=mrkdwn(f"{headline(post)} · {due_words(post, at=reader.at)}\n{left}"),
            accessory=readiness_button(post),
        )
    if len(waiting) > SHOWN:
        yield context(f"+{len(waiting) - SHOWN:,} more: `/social queue`")
