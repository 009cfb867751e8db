"""The Home's posts: what somebody has on its way, and whom it waits for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from blocks.elements import context, mrkdwn, section
from blocks.home_board import Board, Reader, card_button, heading
from blocks.home_pages import TURN, Pages
from blocks.moments import ago
from blocks.paging import URGENCY, page_of, turn_buttons
from blocks.targets import target
from blocks.text import escape, inline, listed
from blocks.waiting import due_words, headline, packed, party, standing
from domain.posts import Post, State
from domain.waiting import Wait, waits

WAITED_FOR_SHOWN = 10
TITLES_SHOWN = 3


def own_posts(board: Board, reader: Reader, pages: Pages) -> Iterable[Block]:
    """The open page of somebody's own posts, and how each of them stands."""
    yield heading("Your posts")
    if not board.mine:
        yield section("You have no post on its way. *Propose a post* above asks whoever has to sign.")
        return
    page = page_of(board.mine, pages.mine)
    for post in page.items:
        stands = standing(post, workspace=reader.workspace, reader=reader.user, at=reader.at)
        due = due_words(post, at=reader.at) if post.state.open or post.state is State.APPROVED else ""
        yield SectionBlock(
            block_id=f"mine:{target(post)}",
            text=mrkdwn(f"{headline(post)}{f' · {due}' if due else ''}\n{stands}"),
            accessory=card_button(post, board.links),
        )
    turns = turn_buttons(
        page, action_id=f"{TURN}:mine", value=lambda number: str(replace(pages, mine=number)), labels=URGENCY
    )
    if turns:
        yield context(page.words)
        yield ActionsBlock(elements=turns)


def waited_for(mine: Sequence[Post], reader: Reader) -> Iterable[Block]:
    """Each party that this person waits for, the longest wait first, with their posts."""
    found: dict[str, list[tuple[Wait, Post]]] = {}
    for post in mine:
        for wait in waits(post, workspace=reader.workspace, at=reader.at):
            if reader.user not in wait.people:
                who = party(wait, workspace=reader.workspace, reader=reader.user)
                found.setdefault(who, []).append((wait, post))
    if not found:
        return
    lines = []
    for who, some in sorted(found.items(), key=lambda one: min(wait.since for wait, _ in one[1])):
        some.sort(key=lambda one: one[0].since)
        titles = [
            f"“{escape(inline(post.title, limit=60))}” ({ago(wait.since, at=reader.at)})"
            for wait, post in some
        ]
        lines.append(f"• {who}: {listed(titles, limit=TITLES_SHOWN)}")
    hidden = len(lines) - WAITED_FOR_SHOWN
    more = [f"+{hidden:,} more in `/social mine`"] if hidden > 0 else []
    yield heading("You are waiting for")
    yield from packed([*lines[:WAITED_FOR_SHOWN], *more])
