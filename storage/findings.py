"""Findings between value and what is kept, and how often each rule had one."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, distinct, func
from sqlmodel import Session, col, select

from domain.findings import Finding, Level
from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import Post, PostId, State
from domain.stated_rules import Usage
from storage.dialects import dialect_of, insert_into
from storage.rows.posts import PostRow, VersionRow
from storage.rows.row import table
from storage.rows.rules import HitRow

_SETTLED_WELL = (State.APPROVED, State.PUBLISHED, State.MEASURED)
_OPEN = tuple(state for state in State if state.open)
_newest = and_(
    col(PostRow.workspace) == HitRow.workspace,
    col(PostRow.id) == HitRow.post,
    col(PostRow.versions) == HitRow.version,
)
_overruled = and_(_newest, col(PostRow.state).in_(_SETTLED_WELL))
_USAGE = (
    select(
        HitRow.rule,
        func.count(distinct(col(HitRow.post))),
        func.count(distinct(case((col(PostRow.id).is_not(None), col(HitRow.post))))),
    )
    .join(PostRow, _overruled, isouter=True)
    .where(HitRow.workspace == bindparam("workspace"), col(HitRow.at) >= bindparam("since"))
    .group_by(col(HitRow.rule))
)
_WAITING = (
    select(HitRow.post)
    .join(PostRow, and_(_newest, col(PostRow.state).in_(_OPEN)))
    .where(
        HitRow.workspace == bindparam("workspace"),
        col(HitRow.at) >= bindparam("since"),
        HitRow.rule == bindparam("rule"),
    )
    .order_by(col(HitRow.post))
)
_TEXTS = (
    select(VersionRow.text, PostRow.state)
    .join(
        PostRow,
        and_(
            col(PostRow.workspace) == VersionRow.workspace,
            col(PostRow.id) == VersionRow.post,
            col(PostRow.versions) == VersionRow.number,
        ),
    )
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.proposed_at) >= bindparam("since"))
    .order_by(col(PostRow.proposed_at).desc())
    .limit(bindparam("most"))
)


@cache
def _add(dialect: str) -> Executable:
    return insert_into(table(HitRow), dialect=dialect).on_conflict_do_nothing()


class Findings:
    """What the rulebook found in one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def made(self, findings: Iterable[Finding], *, post: PostId, version: int, at: datetime) -> None:
        """Count that these rules flagged a version; version 0 stands for a form that they stopped."""
        rules = dict.fromkeys(one.rule for one in findings)
        which = {"workspace": self._workspace, "post": post, "version": version, "at": at}
        if rules:
            self._session.execute(_add(dialect_of(self._session)), [{**which, "rule": one} for one in rules])

    def usage(self, *, since: datetime) -> dict[str, Usage]:
        """How often each rule was hit and overruled since then. Costs nothing for what is older."""
        which = {"workspace": self._workspace, "since": since}
        return {
            rule: Usage(hits=hits, overruled=overruled)
            for rule, hits, overruled in self._session.exec(_USAGE, params=which)
        }

    def waiting_on(self, rule: str, *, since: datetime) -> tuple[PostId, ...]:
        """The open posts whose present version this rule flagged since then."""
        which = {"workspace": self._workspace, "since": since, "rule": rule}
        return tuple(PostId(one) for one in self._session.exec(_WAITING, params=which))

    def texts(self, *, since: datetime, most: int) -> tuple[tuple[str, bool], ...]:
        """The newest texts of posts proposed since then, and whether each was approved; newest first."""
        which = {"workspace": self._workspace, "since": since, "most": most}
        return tuple(
            (text, state in _SETTLED_WELL) for text, state in self._session.exec(_TEXTS, params=which)
        )


def hits_of(post: Post, *, known: int) -> list[dict[str, Any]]:
    """The rows that count the findings of the versions after the first `known` ones."""
    return [
        {
            "workspace": post.workspace,
            "post": post.id,
            "version": version.number,
            "rule": rule,
            "at": version.at,
        }
        for version in post.versions[known:]
        for rule in dict.fromkeys(one.rule for one in version.findings)
    ]


def finding_values(finding: Finding) -> dict[str, Any]:
    """What is kept of a finding."""
    return asdict(finding)


def finding_of(kept: dict[str, Any]) -> Finding:
    """The finding that was kept."""
    network = kept.get("network")  # not there in findings from before networks had their own texts
    typed = {
        "level": Level(kept["level"]),
        "tags": tuple(kept["tags"]),
        "network": Network(network) if network else None,
    }
    return Finding(**{**kept, **typed})
