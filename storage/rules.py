"""Rules: what admins changed in Slack, every revision of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, update
from sqlmodel import Session, col, select

from domain.people import UserId, WorkspaceId
from domain.rules import RuleDraft, RuleRevision, RuleState
from storage.dialects import hold
from storage.rows.row import table
from storage.rows.rules import RuleRow

_RULES = table(RuleRow)
_CHANGES = select(func.coalesce(func.max(RuleRow.change), 0)).where(
    RuleRow.workspace == bindparam("workspace")
)
_HERE = (
    select(RuleRow)
    .where(RuleRow.workspace == bindparam("workspace"))
    .order_by(col(RuleRow.name), col(RuleRow.number))
    .execution_options(populate_existing=True)
)
_OF_RULE = _HERE.where(RuleRow.name == bindparam("name"))
_COUNTING = _HERE.where(RuleRow.state != RuleState.TRIED)
_ADD = insert(_RULES)
_SETTLE = update(_RULES).where(
    _RULES.c.workspace == bindparam("its_workspace"),
    _RULES.c.name == bindparam("its_name"),
    _RULES.c.number == bindparam("its_number"),
)


class Rules:
    """The rules that people of one workspace made, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def changes(self) -> int:
        """How many changes have counted so far: with the same number, the rules are the same."""
        return self._session.exec(_CHANGES, params={"workspace": self._workspace}).one()

    def newest(self) -> tuple[RuleRevision, ...]:
        """Of each rule the newest revision that counts, retired ones too, by name."""
        rows = self._session.exec(_COUNTING, params={"workspace": self._workspace})
        return tuple({row.name: _revision_of(row) for row in rows}.values())

    def of(self, name: str) -> tuple[RuleRevision, ...]:
        """Every revision of a rule, tried ones too, oldest first."""
        rows = self._session.exec(_OF_RULE, params={"workspace": self._workspace, "name": name})
        return tuple(map(_revision_of, rows))

    def add(self, draft: RuleDraft, *, state: RuleState, by: UserId, at: datetime) -> RuleRevision:
        """Keep a rule's next revision, only tried or counting at once."""
        self._hold()
        number = len(self.of(draft.name)) + 1
        revision = RuleRevision(draft=draft, number=number, state=state, by=by, at=at)
        change = 0 if state is RuleState.TRIED else self.changes() + 1
        self._session.execute(_ADD, _values(revision) | {"workspace": self._workspace, "change": change})
        return revision

    def put_in_force(self, name: str, *, number: int) -> RuleRevision | None:
        """Let a tried revision count; None when it is not the newest of its rule, or counts already."""
        self._hold()
        revisions = self.of(name)
        if len(revisions) != number or revisions[-1].state is not RuleState.TRIED:
            return None
        its = {"its_workspace": self._workspace, "its_name": name, "its_number": number}
        self._session.execute(_SETTLE, {**its, "state": RuleState.IN_FORCE, "change": self.changes() + 1})
        return self.of(name)[-1]

    def _hold(self) -> None:
        hold(self._session, f"rules {self._workspace}")


def _values(revision: RuleRevision) -> dict[str, Any]:
    draft = revision.draft
    return {
        "name": draft.name,
        "number": revision.number,
        "state": revision.state,
        "by": revision.by,
        "at": revision.at,
        "kind": draft.kind,
        "words": list(draft.words),
        "swaps": [list(pair) for pair in draft.swaps],
        "message": draft.message,
        "level": draft.level,
        "owner": draft.owner,
        "reason": draft.reason,
        "review": draft.review,
        "tags": list(draft.tags),
        "good": list(draft.good),
        "bad": list(draft.bad),
    }


def _revision_of(row: RuleRow) -> RuleRevision:
    draft = RuleDraft(
        name=row.name,
        kind=row.kind,
        words=tuple(row.words),
        swaps=tuple((left, right) for left, right in row.swaps),
        message=row.message,
        level=row.level,
        owner=row.owner,
        reason=row.reason,
        review=row.review,
        tags=tuple(row.tags),
        good=tuple(row.good),
        bad=tuple(row.bad),
    )
    return RuleRevision(draft=draft, number=row.number, state=row.state, by=UserId(row.by), at=row.at)
