"""The library of one workspace: its templates with every version, and where trust in their use was lost."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from functools import cache

from sqlalchemy import Executable, and_, bindparam, exists, func, insert
from sqlmodel import Session, col, select

from domain.people import WorkspaceId
from domain.posts import PostId, State
from domain.template_endings import UNPUBLISHED
from domain.templates import Template, TemplateId, TemplateState
from domain.trust import LostTrust
from storage.dialects import dialect_of, hold, insert_into
from storage.rows.posts import PostRow
from storage.rows.row import table
from storage.rows.templates import LostTrustRow, TemplateRow, TemplateVersionRow
from storage.template_rows import head_values, lost_trust_of, template_of, use_of, version_values

_VERSIONS = (
    select(TemplateRow, TemplateVersionRow)
    .join(
        TemplateVersionRow,
        and_(
            col(TemplateVersionRow.workspace) == TemplateRow.workspace,
            col(TemplateVersionRow.template) == TemplateRow.id,
        ),
    )
    .where(TemplateRow.workspace == bindparam("workspace"))
    .execution_options(populate_existing=True)
)
_IN_FORCE = _VERSIONS.where(TemplateVersionRow.number == TemplateRow.number)
_ALL = _IN_FORCE.order_by(col(TemplateRow.id))
_ONE = _IN_FORCE.where(TemplateRow.id == bindparam("id"))
_HISTORY = _VERSIONS.where(TemplateRow.id == bindparam("id")).order_by(col(TemplateVersionRow.number).desc())
_PAST_LAST_DAY = _IN_FORCE.where(
    TemplateRow.state == TemplateState.IN_FORCE, col(TemplateRow.valid_until) < bindparam("today")
).order_by(col(TemplateRow.id))
_UNDER_WAY = sorted(UNPUBLISHED)
_UNPUBLISHED = (
    select(PostRow.id)
    .where(
        PostRow.workspace == bindparam("workspace"),
        PostRow.template == bindparam("template"),
        col(PostRow.state).in_([*_UNDER_WAY, State.EXPIRED]),
    )
    .order_by(col(PostRow.id))
)
_USED = (
    select(PostRow.template, func.count())
    .where(PostRow.workspace == bindparam("workspace"), PostRow.template != "")
    .group_by(PostRow.template)
)
_STRANDED = (
    select(TemplateRow.id)
    .where(
        TemplateRow.workspace == bindparam("workspace"),
        col(TemplateRow.state).in_([TemplateState.RETIRED, TemplateState.EXPIRED]),
        exists().where(
            col(PostRow.workspace) == TemplateRow.workspace,
            col(PostRow.template) == TemplateRow.id,
            col(PostRow.state).in_(_UNDER_WAY),
        ),
    )
    .order_by(col(TemplateRow.id))
)
_LOST = (
    select(LostTrustRow)
    .where(LostTrustRow.workspace == bindparam("workspace"))
    .order_by(col(LostTrustRow.at).desc(), col(LostTrustRow.post))
)
_LOST_OF = _LOST.where(LostTrustRow.template == bindparam("template"))
_TRUSTED = select(PostRow).where(
    PostRow.workspace == bindparam("workspace"),
    col(PostRow.template).in_(
        select(LostTrustRow.template).where(
            LostTrustRow.workspace == bindparam("workspace"), col(LostTrustRow.restored_at).is_(None)
        )
    ),
    col(PostRow.state).in_(_UNDER_WAY),
)
_ADD_VERSION = insert(table(TemplateVersionRow))


class Templates:
    """The templates of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def hold(self) -> None:
        """Let nobody else change the library, or make a post from it, until this transaction ends.

        So a template that ends cannot miss the post that is being made from it. To be called before posts are held.

        Raises:
            Unavailable: somebody else does for too long.
        """
        hold(self._session, f"library {self._workspace}")

    def all(self) -> tuple[Template, ...]:
        """Every template as it is in force, those that ended included."""
        found = self._session.exec(_ALL, params={"workspace": self._workspace})
        return tuple(template_of(*one) for one in found)

    def get(self, id: TemplateId) -> Template | None:
        """The template as it is in force, or how it ended; None when there never was one."""
        found = self._session.exec(_ONE, params={"workspace": self._workspace, "id": id}).one_or_none()
        return template_of(*found) if found else None

    def history(self, id: TemplateId) -> tuple[Template, ...]:
        """Every version, the newest first."""
        found = self._session.exec(_HISTORY, params={"workspace": self._workspace, "id": id})
        return tuple(template_of(*one) for one in found)

    def past_last_day(self, *, today: date) -> tuple[Template, ...]:
        """Those still in force whose last day was before this one."""
        found = self._session.exec(_PAST_LAST_DAY, params={"workspace": self._workspace, "today": today})
        return tuple(template_of(*one) for one in found)

    def save(self, template: Template) -> None:
        """Keep a template, its version if it is a new one, and its state; to be called while the library is held.

        Raises:
            ValueError: it belongs to another workspace, or is older than what is kept; faults of the program.
        """
        if template.workspace != self._workspace:
            raise ValueError(f"template {template.id} belongs to another workspace")
        known = self.get(template.id)
        newest = known.number if known else 0
        if template.number not in {newest, newest + 1}:
            raise ValueError(f"template {template.id} is at version {newest} already")
        if template.number > newest:
            self._session.execute(_ADD_VERSION, version_values(template))
        self._session.execute(_keep(dialect_of(self._session)), head_values(template))

    def unpublished(self, id: TemplateId) -> tuple[PostId, ...]:
        """The posts made from this template that are not out and could still go out, expired ones included."""
        found = self._session.exec(_UNPUBLISHED, params={"workspace": self._workspace, "template": id})
        return tuple(map(PostId, found))

    def stranded(self) -> tuple[TemplateId, ...]:
        """Templates that have ended, of which posts are still under way or approved."""
        return tuple(
            map(TemplateId, self._session.exec(_STRANDED, params={"workspace": self._workspace}).all())
        )

    def used(self) -> dict[TemplateId, int]:
        """How many posts were made from each template; those of which none was are left out."""
        found = self._session.exec(_USED, params={"workspace": self._workspace})
        return {TemplateId(id): count for id, count in found}

    def lost_trust(self, id: TemplateId) -> tuple[LostTrust, ...]:
        """Every time trust in this template's use was lost, restored ones included; the newest first."""
        found = self._session.exec(_LOST_OF, params={"workspace": self._workspace, "template": id})
        return tuple(map(lost_trust_of, found))

    def every_lost_trust(self) -> tuple[LostTrust, ...]:
        """The same for all templates."""
        return tuple(map(lost_trust_of, self._session.exec(_LOST, params={"workspace": self._workspace})))

    def overlooked(self) -> tuple[LostTrust, ...]:
        """Those that last while posts from that template for that store are under way or approved, and still trusted."""
        trusted = {
            (row.template, use.store)
            for row in self._session.exec(_TRUSTED, params={"workspace": self._workspace})
            if (use := use_of(row.use)) and use.trusted
        }
        lasting = (one for one in self.every_lost_trust() if one.lasts) if trusted else ()
        return tuple(one for one in lasting if (one.template, one.store) in trusted)

    def keep_trust(self, changed: Iterable[LostTrust]) -> None:
        """Keep where trust was lost or restored."""
        for one in changed:
            kept = {"workspace": self._workspace, **asdict(one)}
            self._session.execute(_keep_trust(dialect_of(self._session)), kept)


@cache
def _keep(dialect: str) -> Executable:
    kept = insert_into(table(TemplateRow), dialect=dialect)
    changing = ("number", "valid_until", "state", "ended_by", "ended_at", "ended_because")
    return kept.on_conflict_do_update(
        index_elements=["workspace", "id"], set_={name: kept.excluded[name] for name in changing}
    )


@cache
def _keep_trust(dialect: str) -> Executable:
    kept = insert_into(table(LostTrustRow), dialect=dialect)
    changing = ("by", "at", "because", "restored_by", "restored_at", "restored_because")
    return kept.on_conflict_do_update(
        index_elements=["workspace", "template", "store", "post"],
        set_={name: kept.excluded[name] for name in changing},
    )
