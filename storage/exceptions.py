"""Exceptions between value and row, and the dated ones of a workspace."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from domain.exemptions import Exemption, Plea
from domain.people import UserId, WorkspaceId
from domain.posts import Post
from storage.dialects import hold
from storage.rows.row import table
from storage.rows.rules import ExemptionRow, PleaRow

EVERYWHERE = ""
"""Stands where a post's id would, for the dated exceptions of a rule."""
_OF_RULES = (
    select(ExemptionRow)
    .where(ExemptionRow.workspace == bindparam("workspace"), ExemptionRow.post == EVERYWHERE)
    .order_by(col(ExemptionRow.position))
)
_ADD = insert(table(ExemptionRow))


class Exceptions:
    """The dated exceptions of one workspace, within one transaction. Those of a post are kept with the post."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def dated(self) -> tuple[Exemption, ...]:
        """Every one that was ever granted, those that have run out too, oldest first."""
        rows = self._session.exec(_OF_RULES, params={"workspace": self._workspace})
        return tuple(exemption_of(row) for row in rows)

    def add(self, exemption: Exemption) -> None:
        """Keep one more."""
        hold(self._session, f"exceptions {self._workspace}")
        position = len(self.dated()) + 1
        values = exemption_values(exemption, post=EVERYWHERE, workspace=self._workspace, position=position)
        self._session.execute(_ADD, values)


def added_exemptions(post: Post, known: Sequence[Exemption]) -> list[dict[str, Any]]:
    """The rows of the exceptions that this post was granted beyond those known."""
    first = sum(one.until is None for one in known) + 1
    added = [one for one in post.exemptions if one.until is None and one not in known]
    return [
        exemption_values(one, post=post.id, workspace=post.workspace, position=position)
        for position, one in enumerate(added, start=first)
    ]


def exemption_values(
    exemption: Exemption, *, post: str, workspace: WorkspaceId, position: int
) -> dict[str, Any]:
    """The columns that keep this exception."""
    return {
        "workspace": workspace,
        "post": post,
        "position": position,
        "rule": exemption.rule,
        "words": exemption.words,
        "by": exemption.by,
        "at": exemption.at,
        "because": exemption.because,
        "until": exemption.until,
    }


def exemption_of(row: ExemptionRow) -> Exemption:
    """The exception that this row keeps."""
    return Exemption(
        rule=row.rule, words=row.words, by=UserId(row.by), at=row.at, because=row.because, until=row.until
    )


def plea_values(plea: Plea, *, of: Post) -> dict[str, Any]:
    """The columns that keep this request."""
    return {
        "workspace": of.workspace,
        "post": of.id,
        "version": plea.version,
        "by": plea.by,
        "at": plea.at,
        "because": plea.because,
    }


def plea_of(row: PleaRow) -> Plea:
    """The request that this row keeps."""
    return Plea(version=row.version, by=UserId(row.by), at=row.at, because=row.because)
