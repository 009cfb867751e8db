"""Rules that people changed, how often each was hit, and where it does not count."""

from datetime import date, datetime

from sqlalchemy import JSON, Index
from sqlmodel import Field

from domain.findings import Level
from domain.rules import RuleKind, RuleState
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class RuleRow(Row, table=True):
    """A revision of a rule that people changed."""

    __tablename__ = "rules"
    __table_args__ = (Index("rules_by_change", "workspace", "change"),)

    name: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Revisions of a rule are counted from 1."""
    change: int
    """The place of this revision among all changes of the workspace's rules; 0 until it counts."""
    state: RuleState = Field(sa_type=by_value(RuleState))
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    kind: RuleKind = Field(sa_type=by_value(RuleKind))
    words: list[str] = Field(sa_type=JSON)
    swaps: list[list[str]] = Field(sa_type=JSON)
    message: str = Field(sa_type=AnyText)
    level: Level = Field(sa_type=by_value(Level))
    owner: str = Field(sa_type=AnyText)
    reason: str = Field(sa_type=AnyText)
    review: date | None
    tags: list[str] = Field(sa_type=JSON)
    good: list[str] = Field(sa_type=JSON)
    bad: list[str] = Field(sa_type=JSON)


class HitRow(Row, table=True):
    """That a rule had a finding in a version."""

    __tablename__ = "hits"
    __table_args__ = (Index("hits_by_time", "workspace", "at", "rule", "post", "version"),)

    post: str = Field(primary_key=True, sa_type=AnyText)
    version: int = Field(primary_key=True)
    """0 where the form was stopped, so that there is no such version."""
    rule: str = Field(primary_key=True, sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class ExemptionRow(Row, table=True):
    """An `Exemption`, of one post or dated."""

    __tablename__ = "exceptions"

    post: str = Field(primary_key=True, sa_type=AnyText)
    """Empty for a dated exception, which holds for every post."""
    position: int = Field(primary_key=True)
    """Counted from 1 within the post: two grants cannot both be the third one."""
    rule: str = Field(sa_type=AnyText)
    words: str | None = Field(sa_type=AnyText)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)
    until: datetime | None = Field(sa_type=UtcDateTime)


class PleaRow(Row, table=True):
    """The `Plea` that waits for an answer; one per post."""

    __tablename__ = "exception_requests"

    post: str = Field(primary_key=True, sa_type=AnyText)
    version: int
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)
