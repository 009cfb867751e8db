"""App Home: what waits for somebody, their posts, and whom they wait for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.bulk import Outcome, outcome_blocks, select_box
from blocks.digest_buttons import digest_row
from blocks.elements import context, mrkdwn, plain, section
from blocks.freezes import home_lines
from blocks.help import help_message, stranger
from blocks.maturity import maturity_snapshot
from blocks.more import DETAILS, MORE
from blocks.paging import AGE, URGENCY, page_of, turn_buttons
from blocks.setup import OPEN as SET_UP
from blocks.targets import target
from blocks.text import ago, escape, inline, listed, mention
from blocks.waiting import due_words, headline, packed, party, short_name, standing
from domain.freezes import frozen
from domain.maturity_report import MaturityReport
from domain.people import Role, UserId, Workspace
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.waiting import Task, Wait, waits

HOME = "home_"
"""What the action ids of the Home's own controls begin with."""
PROPOSE = "home_propose"
"""Action id of the button "Propose a post"."""
APPROVE = "home_approve"
APPROVE_SELECTED = "home_approve_selected"
TURN = "home_turn"
OPEN_CARD = "home_open_card"
"""Action id of links to cards: Slack tells of the click, and nothing has to be done."""
HEADING_LIMIT = 150
EXCERPT_SHOWN = 200
WAITED_FOR_SHOWN = 10
TITLES_SHOWN = 3
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which page of each list is open, counted from 0. Written as in "0:2"."""

    tasks: int = 0
    mine: int = 0

    def __str__(self) -> str:
        return f"{self.tasks}:{self.mine}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the Home is about.

    Attributes:
        tasks: what this person can sign, the most urgent first.
        mine: their own posts, those under way first.
        links: of the cards that are in Slack.
        maturity: how far the departments have come.
        digest: whether the weekly digest comes to them as a direct message; None when they are no leader.
    """

    tasks: Sequence[Task] = ()
    mine: Sequence[Post] = ()
    links: Mapping[PostId, str] = field(default_factory=dict)
    maturity: MaturityReport | None = None
    digest: bool | None = None


FIRST_PAGES = Pages()
NOTHING = Board()


def read_pages(value: str) -> Pages:
    """The pages that a button leads to, or that a Home shows.

    Raises:
        Refusal: nothing of ours looks like this.
    """
    tasks, _, mine = value.partition(":")
    if not all(one.isascii() and one.isdecimal() and len(one) < _DIGITS for one in (tasks, mine)):
        raise Refusal("I do not know this button any more. Open your Home again.")
    return Pages(tasks=int(tasks), mine=int(mine))


def pages_of(home: Mapping[str, Any]) -> Pages:
    """The pages that a Home shows; the first ones of a Home that is older than pages."""
    metadata = str(home.get("private_metadata") or FIRST_PAGES)
    return read_pages(metadata)


def home(
    workspace: Workspace,
    user: UserId,
    board: Board = Board(),  # frozen
    *,
    at: datetime,
    pages: Pages = Pages(),  # frozen
    outcomes: Sequence[Outcome] = (),
    asked: bool = False,
) -> View:
    """What this person can do here, first what waits for them; for a stranger, the way in.

    Args:
        at: the present, in UTC.
        outcomes: of what they have just approved here.
        asked: whether the stranger has asked to be added already.
    """
    roles = workspace.roles_of(user)
    if not roles:
        return View(type="home", blocks=stranger(workspace, asked=asked).blocks)
    begin = [ButtonElement(text="Propose a post", action_id=PROPOSE, style="primary")]
    if Role.ADMIN in roles:
        begin.append(ButtonElement(text="Set up", action_id=SET_UP, value="home"))
    reader = _Reader(workspace, user, at)
    return View(
        type="home",
        private_metadata=str(pages),
        blocks=[
            _heading("Many departments, one brand voice"),
            ActionsBlock(elements=begin),
            *packed(home_lines(workspace, at=at)),
            *outcome_blocks(outcomes, reader=user),
            *(_tasks(board, reader, pages) if board.tasks or Role.APPROVER in roles else []),
            *_mine(board, reader, pages),
            *_waited_for(board.mine, reader),
            *_maturity(board, reader),
            *([] if board.digest is None else [digest_row(workspace, gets=board.digest)]),
            *help_message(workspace, user).blocks,
        ],
    )


def _heading(text: str) -> HeaderBlock:
    return HeaderBlock(text=plain(text, HEADING_LIMIT))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who looks, at which moment."""

    workspace: Workspace
    user: UserId
    at: datetime


def _tasks(board: Board, reader: _Reader, pages: Pages) -> Iterable[Block]:
    yield _heading("Waiting for you")
    if not board.tasks:
        yield section("Nothing waits for your approval. 🎉 What the others have to do: `/social queue`")
        return
    page = page_of(board.tasks, pages.tasks)
    several = len(board.tasks) > 1
    for one in page.items:
        yield section(_task_words(one, reader))
        yield ActionsBlock(
            block_id=f"task:{target(one.post)}",
            elements=[
                *([select_box(one.post)] if several else []),
                ButtonElement(text="Approve", action_id=APPROVE, value=target(one.post), style="primary"),
                _card_button(one.post, board.links),
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


def _task_words(task: Task, reader: _Reader) -> str:
    post = task.post
    instead = f", in place of {mention(task.on_behalf_of)}" if task.on_behalf_of else ""
    facts = (
        short_name(post.department, workspace=reader.workspace),
        mention(post.author),
        due_words(post, at=reader.at),
        f"version {post.version.number:,}, {ago(post.version.at, at=reader.at)}",
        f"you sign for {short_name(task.department, workspace=reader.workspace)}{instead}",
    )
    lines = [headline(post), " · ".join(facts)]
    text = inline(post.version.content.text, limit=EXCERPT_SHOWN)
    if text != inline(post.title):
        lines.append(f"“{escape(text)}”")
    if frozen(post, workspace=reader.workspace, at=reader.at):
        lines.append("🧊 Frozen: your approval is recorded, and counts once it is thawed")
    if post.blocking(at=reader.at):
        lines.append("⛔ Blocked by the rulebook until the text is edited or an exception is granted")
    return "\n".join(lines)


def _card_button(post: Post, links: Mapping[PostId, str]) -> ButtonElement:
    """To the card; to the details of a post whose card is not in Slack yet."""
    if link := links.get(post.id):
        return ButtonElement(text="Open card", action_id=OPEN_CARD, url=link)
    return ButtonElement(text="Details", action_id=f"{MORE}_{DETAILS}", value=f"{DETAILS}:{target(post)}")


def _mine(board: Board, reader: _Reader, pages: Pages) -> Iterable[Block]:
    yield _heading("Your posts")
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
            accessory=_card_button(post, board.links),
        )
    turns = turn_buttons(
        page, action_id=f"{TURN}:mine", value=lambda number: str(replace(pages, mine=number)), labels=AGE
    )
    if turns:
        yield context(page.words)
        yield ActionsBlock(elements=turns)


def _maturity(board: Board, reader: _Reader) -> Iterable[Block]:
    if board.maturity is not None:
        yield _heading("Maturity")
        yield from maturity_snapshot(board.maturity, workspace=reader.workspace)


def _waited_for(mine: Sequence[Post], reader: _Reader) -> Iterable[Block]:
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
    yield _heading("You are waiting for")
    yield from packed([*lines[:WAITED_FOR_SHOWN], *more])
