"""Drawing the Home as it is now, for whoever opens it or does something on it."""

from collections.abc import Sequence

from slack_bolt import BoltContext
from slack_sdk import WebClient

from blocks.bulk import Outcome
from blocks.home import home
from blocks.home_board import NOTHING, Board
from blocks.home_pages import FIRST_PAGES, Pages
from domain.waiting import held_by, own_first, tasks
from domain.weeks import Week
from handlers.briefing import asking_stores, unread_briefs
from handlers.calendar import rest_of_week
from handlers.digest_wishes import gets_digest
from handlers.kit import caller_of, kit_of
from handlers.listings import RECENT, card_links
from handlers.maturity import report_of
from handlers.people import has_asked


def show_home(
    client: WebClient,
    context: BoltContext,
    *,
    pages: Pages = FIRST_PAGES,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Draw somebody's Home as everything stands now."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        asked = has_asked(transaction, caller.user)
        board = NOTHING
        if workspace.roles_of(caller.user):
            waiting = transaction.posts.waiting()
            mine = transaction.posts.of_author(caller.user, since=at - RECENT)
            to_sign = tasks(caller.user, waiting, workspace=workspace, at=at)
            gets = gets_digest(transaction, caller.user, workspace=workspace)
            week = Week.of(at, timezone=workspace.timezone)
            board = Board(
                tasks=to_sign,
                held=held_by(caller.user, waiting),
                of_stores=asking_stores(waiting, user=caller.user, workspace=workspace),
                briefs=unread_briefs(transaction, caller.user, workspace=workspace, at=at),
                mine=own_first(caller.user, mine, workspace=workspace, at=at),
                links=card_links(transaction, [*waiting, *mine], context),
                clashes=transaction.clashes.of_each([one.post.id for one in to_sign]),
                maturity=report_of(transaction, kit.model(), workspace=workspace, at=at),
                charter=transaction.charters.newest(),
                week=rest_of_week(transaction, caller.user, workspace=workspace, at=at),
                digest=gets,
                desk=None if gets is None else transaction.digests.of(week, workspace=workspace, at=at),
            )
    view = home(workspace, caller.user, board, at=at, pages=pages, outcomes=outcomes, asked=asked)
    client.views_publish(user_id=caller.user, view=view)
