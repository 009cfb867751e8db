"""App Home: what waits for somebody, their posts, and whom they wait for."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.views import View

from blocks.bulk import Outcome, outcome_blocks
from blocks.charter import TITLE, goals_snapshot
from blocks.digest_buttons import digest_row
from blocks.digest_needs import desk_now
from blocks.fitting import fitting
from blocks.freeze_banners import home_lines
from blocks.help import help_message, stranger
from blocks.home_board import NOTHING, Board, Reader, heading
from blocks.home_calendar import week_blocks
from blocks.home_pages import FIRST_PAGES, Pages
from blocks.home_posts import own_posts, waited_for
from blocks.home_stores import store_blocks
from blocks.home_tasks import task_blocks
from blocks.maturity import maturity_snapshot
from blocks.setup import OPEN as SET_UP
from blocks.waiting import packed
from domain.people import Role, UserId
from domain.workspaces import Workspace

HOME = "home_"
"""What the action ids of the Home's own controls begin with."""
PROPOSE = "home_propose"
OPEN_LIBRARY = "home_library"
"""Action ids of the buttons "Propose a post" and "Library"."""


def home(
    workspace: Workspace,
    user: UserId,
    board: Board = NOTHING,
    *,
    at: datetime,
    pages: Pages = FIRST_PAGES,
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
    if workspace.limited(user):
        begin.append(ButtonElement(text="Library", action_id=OPEN_LIBRARY, value="home"))
    if Role.ADMIN in roles:
        begin.append(ButtonElement(text="Set up", action_id=SET_UP, value="home"))
    reader = Reader(workspace, user, at)
    return View(
        type="home",
        private_metadata=str(pages),
        blocks=fitting(
            [
                heading("Many departments, one brand voice"),
                ActionsBlock(elements=begin),
                *packed(home_lines(workspace, at=at)),
                *([] if board.desk is None else [desk_now(board.desk, workspace=workspace)]),
                *outcome_blocks(outcomes, reader=user),
                *task_blocks(board, reader, pages),
                *store_blocks(board, reader),
                *own_posts(board, reader, pages),
                *waited_for(board.mine, reader),
                *([] if board.week is None else week_blocks(board.week)),
                *_goals(board, reader),
                *_maturity(board, reader),
                *([] if board.digest is None else [digest_row(workspace, gets=board.digest)]),
                *help_message(workspace, user, at=at).blocks,
            ],
            rest="There is more than fits here: `/social queue` and `/social help` show the rest.",
        ),
    )


def _goals(board: Board, reader: Reader) -> Iterable[Block]:
    if board.charter is not None:
        yield heading(TITLE)
        yield from goals_snapshot(board.charter, workspace=reader.workspace, reader=reader.user)


def _maturity(board: Board, reader: Reader) -> Iterable[Block]:
    if board.maturity is not None:
        yield heading("Maturity")
        yield from maturity_snapshot(board.maturity, workspace=reader.workspace)
