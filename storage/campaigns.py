"""What campaigns have to know of their posts. The campaigns themselves belong to the workspace."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, func, select
from sqlmodel import Session

from domain.campaign import Campaign
from domain.campaign_progress import NEVER, CampaignPost, Progress, progress_of
from domain.people import WorkspaceId
from domain.posts import PostId, State
from storage.publications import Publications
from storage.rows.posts import PostRow
from storage.rows.row import table

_posts = table(PostRow)
_THESE: BindParameter[Any] = bindparam("campaigns", expanding=True)
_POSTS = (
    select(
        _posts.c.campaign,
        _posts.c.id,
        _posts.c.title,
        _posts.c.state,
        _posts.c.budget,
        _posts.c.cost_centre,
    )
    .where(_posts.c.workspace == bindparam("workspace"), _posts.c.campaign.in_(_THESE))
    .order_by(_posts.c.state_at.desc(), _posts.c.id)
)
_WITHOUT = select(
    func.count(), func.coalesce(func.sum(case((_posts.c.campaign == "", 1), else_=0)), 0)
).where(
    _posts.c.workspace == bindparam("workspace"),
    _posts.c.proposed_at >= bindparam("since"),
    _posts.c.state.not_in(NEVER),
)


class CampaignPosts:
    """The posts of one workspace by campaign, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def of(self, names: Iterable[str]) -> dict[str, tuple[CampaignPost, ...]]:
        """The posts that name each of these campaigns, what changed last first; those without posts are left out."""
        found: dict[str, tuple[CampaignPost, ...]] = {}
        which = {"workspace": self._workspace, "campaigns": list(names)}
        for campaign, id, title, state, budget, centre in self._session.execute(_POSTS, which):
            post = CampaignPost(id=PostId(id), title=title, state=state, budget=budget, cost_centre=centre)
            found[campaign] = (*found.get(campaign, ()), post)
        return found

    def progress(
        self, campaigns: Iterable[Campaign]
    ) -> tuple[tuple[Progress, tuple[CampaignPost, ...]], ...]:
        """How far each has come, with the posts that name it as `of` gives them."""
        asked = tuple(campaigns)
        posts = self.of(one.name for one in asked)
        measured = [post.id for some in posts.values() for post in some if post.state is State.MEASURED]
        outcomes = Publications(self._workspace, session=self._session).outcomes(measured)
        results = {id: one.newest for id, one in outcomes.items() if one.newest}
        its = [(one, posts.get(one.name, ())) for one in asked]
        return tuple((progress_of(one, some, results=results), some) for one, some in its)

    def without(self, *, since: datetime) -> tuple[int, int]:
        """How many posts proposed since then (UTC) name no campaign, and of how many; those that ended unsent left out."""
        which = {"workspace": self._workspace, "since": since}
        every, without = self._session.execute(_WITHOUT, which).one()
        return int(without), int(every)
