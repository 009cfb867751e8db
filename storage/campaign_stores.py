"""Campaign stores: which stores join a campaign, and which stay out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Executable, bindparam, delete, select
from sqlmodel import Session

from domain.participation import Answer
from domain.people import UserId, WorkspaceId
from storage.dialects import dialect_of, insert_into
from storage.rows.campaigns import CampaignStoreRow
from storage.rows.row import table

_answers = table(CampaignStoreRow)
_THESE: BindParameter[Any] = bindparam("these", expanding=True)
_OF = (
    select(_answers.c.campaign, _answers.c.store, _answers.c.joins, _answers.c.by, _answers.c.at)
    .where(_answers.c.workspace == bindparam("workspace"), _answers.c.campaign.in_(_THESE))
    .order_by(_answers.c.campaign, _answers.c.store)
)
_FORGET = delete(_answers).where(_answers.c.workspace == bindparam("workspace"), _answers.c.store.in_(_THESE))


@cache
def _save(dialect: str) -> Executable:
    new = insert_into(_answers, dialect=dialect)
    values = {part: new.excluded[part] for part in ("joins", "by", "at")}
    return new.on_conflict_do_update(index_elements=["workspace", "campaign", "store"], set_=values)


class CampaignStores:
    """What the stores of one workspace say about its campaigns, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def of(self, names: Iterable[str]) -> Mapping[str, dict[str, Answer]]:
        """What was said last about each of these campaigns, by the store's key; campaigns without answers are empty."""
        found: dict[str, dict[str, Answer]] = defaultdict(dict)
        which = {"workspace": self._workspace, "these": list(names)}
        for campaign, store, joins, by, at in self._session.execute(_OF, which):
            found[campaign][store] = Answer(store=store, joins=joins, by=UserId(by), at=at)
        return found

    def save(self, campaign: str, answer: Answer) -> None:
        """Keep what is said for a store from now on."""
        values = {
            "workspace": self._workspace,
            "campaign": campaign,
            "store": answer.store,
            "joins": answer.joins,
            "by": answer.by,
            "at": answer.at,
        }
        self._session.execute(_save(dialect_of(self._session)), values)

    def forget(self, stores: Iterable[str]) -> None:
        """Forget what these stores said: a later store of the same key has said nothing."""
        self._session.execute(_FORGET, {"workspace": self._workspace, "these": list(stores)})
