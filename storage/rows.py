"""Tables. Each has the workspace in its key, and no row leaves this folder."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

from domain.audit import Action
from domain.checkins import CheckInState, SkipReason
from domain.clashes import ClashKind, ClashState
from domain.findings import Level
from domain.notices import NoticeKind, NoticeState
from domain.posts import State
from domain.rules import RuleKind, RuleState
from domain.signoffs import Decision, RejectReason
from domain.timetable import Kind
from storage.columns import AnyText, UtcDateTime, by_value

METADATA = SQLModel.metadata
"""What Alembic compares with the tables."""


class WorkspaceRow(SQLModel, table=True):
    __tablename__ = "workspaces"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    revision: int
    """Raised with each save, so that a change made meanwhile is noticed."""
    desk: str | None = Field(sa_type=AnyText)
    leadership: str | None = Field(sa_type=AnyText)
    timezone: str = Field(sa_type=AnyText)
    admins: list[str] = Field(sa_type=JSON)
    leaders: list[str] = Field(sa_type=JSON)
    departments: list[dict[str, Any]] = Field(sa_type=JSON)
    stores: list[dict[str, Any]] = Field(sa_type=JSON)
    timetable: dict[str, str] = Field(sa_type=JSON)
    """Kind to day and time as `str` gives them."""
    absences: list[dict[str, Any]] = Field(sa_type=JSON)
    deactivated: list[str] = Field(sa_type=JSON)
    freezes: list[dict[str, Any]] = Field(sa_type=JSON)


class MemberRow(SQLModel, table=True):
    __tablename__ = "members"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    user: str = Field(primary_key=True, sa_type=AnyText)
    name: str = Field(sa_type=AnyText)
    timezone: str = Field(sa_type=AnyText)


class PostRow(SQLModel, table=True):
    __tablename__ = "posts"
    __table_args__ = (
        Index("posts_by_proposal", "workspace", "proposed_at"),
        Index("posts_by_publication", "workspace", "publish_at"),
        Index("posts_by_state_change", "workspace", "state_at"),
        Index("posts_by_state", "workspace", "state", "author"),
        Index("posts_by_author", "workspace", "author", "state_at"),
        Index("posts_by_standing", "workspace", "state", "state_at", "department"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    id: str = Field(primary_key=True, sa_type=AnyText)
    author: str = Field(sa_type=AnyText)
    proposed_at: datetime = Field(sa_type=UtcDateTime)
    title: str = Field(sa_type=AnyText)
    department: str = Field(sa_type=AnyText)
    publish_at: datetime | None = Field(sa_type=UtcDateTime)
    stores: list[str] = Field(sa_type=JSON)
    shows_people: bool
    state: State = Field(sa_type=by_value(State))
    state_by: str | None = Field(sa_type=AnyText)
    state_at: datetime = Field(sa_type=UtcDateTime)
    state_because: str = Field(sa_type=AnyText)
    tags: list[str] = Field(sa_type=JSON)
    campaign: str = Field(sa_type=AnyText)
    budget: int | None
    renewed_needs: list[dict[str, Any]] | None = Field(sa_type=JSON(none_as_null=True))
    """Null while the present version says itself what is needed; an empty list is an answer of its own."""
    versions: int
    """How many versions belong to this state of the post; a reader ignores later ones."""
    sign_offs: int
    """The same for sign-offs."""


class VersionRow(SQLModel, table=True):
    __tablename__ = "versions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "post"], ["posts.workspace", "posts.id"], name="versions_post"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    text: str = Field(sa_type=AnyText)
    networks: list[str] = Field(sa_type=JSON)
    media_link: str = Field(sa_type=AnyText)
    alt_text: str = Field(sa_type=AnyText)
    rulebook: str = Field(sa_type=AnyText)
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
    needs: list[dict[str, Any]] = Field(sa_type=JSON)
    variants: list[dict[str, str]] = Field(sa_type=JSON)


class SignOffRow(SQLModel, table=True):
    __tablename__ = "sign_offs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "post", "version"],
            ["versions.workspace", "versions.post", "versions.number"],
            name="sign_offs_version",
        ),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    position: int = Field(primary_key=True)
    """Counted from 1 within the post: two decisions cannot both be the third one."""
    version: int
    hash: str = Field(sa_type=AnyText)
    department: str = Field(sa_type=AnyText)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    decision: Decision = Field(sa_type=by_value(Decision))
    comment: str = Field(sa_type=AnyText)
    reason: RejectReason | None = Field(sa_type=by_value(RejectReason))
    on_behalf_of: str | None = Field(sa_type=AnyText)


class TransitionRow(SQLModel, table=True):
    __tablename__ = "transitions"
    __table_args__ = (Index("transitions_by_time", "workspace", "state", "at", "post", "seconds"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    state: State = Field(primary_key=True, sa_type=by_value(State))
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    seconds: int = Field(sa_type=BigInteger)
    """From the proposal to here: so a median needs no second table."""


class EntryRow(SQLModel, table=True):
    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_subject", "workspace", "subject", "number"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    action: Action = Field(sa_type=by_value(Action))
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    subject: str = Field(sa_type=AnyText)
    version: int
    detail: dict[str, str] = Field(sa_type=JSON)
    previous: str = Field(sa_type=AnyText)
    hash: str = Field(sa_type=AnyText)


class NoticeRow(SQLModel, table=True):
    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "subject", "place", name="notices_one_per_place"),
        Index("notices_by_due", "workspace", "state", "next_try"),
        Index("notices_by_thread", "workspace", "under", "place", "number"),
        Index("notices_by_number", "workspace", "number"),
        Index("notices_by_message", "workspace", "channel", "ts"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    id: str = Field(primary_key=True, sa_type=AnyText)
    number: int
    """The order of creation within the workspace."""
    kind: NoticeKind = Field(sa_type=by_value(NoticeKind))
    subject: str = Field(sa_type=AnyText)
    place: str = Field(sa_type=AnyText)
    under: str = Field(sa_type=AnyText)
    state: NoticeState = Field(sa_type=by_value(NoticeState))
    wanted: int
    shown: int
    channel: str = Field(sa_type=AnyText)
    ts: str = Field(sa_type=AnyText)
    ambiguous: bool
    attempts: int
    next_try: datetime = Field(sa_type=UtcDateTime)
    problem: str = Field(sa_type=AnyText)
    due_since: datetime = Field(sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(sa_type=UtcDateTime)
    patient: bool
    """Whether everything else goes first."""


class HitRow(SQLModel, table=True):
    __tablename__ = "hits"
    __table_args__ = (Index("hits_by_time", "workspace", "at", "rule", "post", "version"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    version: int = Field(primary_key=True)
    """0 where the form was stopped, so that there is no such version."""
    rule: str = Field(primary_key=True, sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class RuleRow(SQLModel, table=True):
    __tablename__ = "rules"
    __table_args__ = (Index("rules_by_change", "workspace", "change"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
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


class PolicyRow(SQLModel, table=True):
    __tablename__ = "policies"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Counted from 1; the highest is in force."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    routes: list[dict[str, Any]] = Field(sa_type=JSON)


class ExemptionRow(SQLModel, table=True):
    __tablename__ = "exceptions"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
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


class PleaRow(SQLModel, table=True):
    __tablename__ = "exception_requests"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    version: int
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)


class WatchedRow(SQLModel, table=True):
    __tablename__ = "watched_channels"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    channel: str = Field(primary_key=True, sa_type=AnyText)


class HintRow(SQLModel, table=True):
    __tablename__ = "hints"
    __table_args__ = (Index("hints_by_user", "workspace", "user", "at"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    channel: str = Field(primary_key=True, sa_type=AnyText)
    ts: str = Field(primary_key=True, sa_type=AnyText)
    thread: str = Field(sa_type=AnyText)
    user: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    warns: bool
    findings: list[dict[str, Any]] = Field(sa_type=JSON)


class ReminderRow(SQLModel, table=True):
    __tablename__ = "reminders"
    __table_args__ = (
        Index("reminders_by_post", "workspace", "post"),
        Index("reminders_by_bundle", "workspace", "bundle"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    user: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    bundle: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class PublicationRow(SQLModel, table=True):
    __tablename__ = "publications"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    version: int
    text: str = Field(sa_type=AnyText)
    variants: list[dict[str, str]] = Field(sa_type=JSON)
    links: list[dict[str, str]] = Field(sa_type=JSON)
    approved_by: str | None = Field(sa_type=AnyText)
    approved_at: datetime = Field(sa_type=UtcDateTime)


class ResultsRow(SQLModel, table=True):
    __tablename__ = "results"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Counted from 1 within the post: two people cannot both record the third ones."""
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    name: str = Field(sa_type=AnyText)
    figures: list[dict[str, Any]] = Field(sa_type=JSON)


class CallRow(SQLModel, table=True):
    __tablename__ = "calls"
    __table_args__ = (
        Index("calls_by_bundle", "workspace", "bundle"),
        Index("calls_by_user", "workspace", "call", "at", "user"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    call: str = Field(primary_key=True, sa_type=AnyText)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    bundle: str = Field(sa_type=AnyText)
    user: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class TickRow(SQLModel, table=True):
    __tablename__ = "ticks"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class TurnRow(SQLModel, table=True):
    __tablename__ = "turns"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    channel: str = Field(primary_key=True, sa_type=AnyText)
    free_at: datetime = Field(sa_type=UtcDateTime)


class ClashProfileRow(SQLModel, table=True):
    __tablename__ = "clash_profiles"
    __table_args__ = (Index("clash_profiles_by_campaign", "workspace", "campaign"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    post: str = Field(primary_key=True, sa_type=AnyText)
    basis: str = Field(sa_type=AnyText)
    moment: datetime = Field(sa_type=UtcDateTime)
    dated: bool
    campaign: str = Field(sa_type=AnyText)
    facts: dict[str, Any] = Field(sa_type=JSON)
    """Networks, stores, texts and offers; one column, since thirty of them are read for each check."""


class ClashKeyRow(SQLModel, table=True):
    """The numbers under which posts find each other: found by number and time, thrown away by post."""

    __tablename__ = "clash_keys"
    __table_args__ = (Index("clash_keys_by_post", "workspace", "post"), {"sqlite_with_rowid": False})

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    key: int = Field(primary_key=True, sa_type=BigInteger)
    moment: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    post: str = Field(primary_key=True, sa_type=AnyText)


class ClashRow(SQLModel, table=True):
    __tablename__ = "clashes"
    __table_args__ = (
        Index("clashes_by_second", "workspace", "second"),
        Index("clashes_by_settlement", "workspace", "at"),
    )

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    first: str = Field(primary_key=True, sa_type=AnyText)
    """The lower id of the two, so that each pair is kept once."""
    second: str = Field(primary_key=True, sa_type=AnyText)
    kind: ClashKind = Field(primary_key=True, sa_type=by_value(ClashKind))
    code: str = Field(sa_type=AnyText)
    differences: list[list[str]] = Field(sa_type=JSON)
    networks: list[str] = Field(sa_type=JSON)
    state: ClashState = Field(sa_type=by_value(ClashState))
    by: str | None = Field(sa_type=AnyText)
    at: datetime | None = Field(sa_type=UtcDateTime)
    because: str = Field(sa_type=AnyText)


class RunRow(SQLModel, table=True):
    __tablename__ = "runs"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    kind: Kind = Field(primary_key=True, sa_type=by_value(Kind))
    period: str = Field(primary_key=True, sa_type=AnyText)
    """The week as `str` gives it; these sort by time."""
    due: datetime = Field(sa_type=UtcDateTime)
    at: datetime = Field(sa_type=UtcDateTime)
    why: str = Field(sa_type=AnyText)


class DigestWishRow(SQLModel, table=True):
    __tablename__ = "digest_wishes"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    user: str = Field(primary_key=True, sa_type=AnyText)
    wanted: bool


class CheckInRow(SQLModel, table=True):
    __tablename__ = "check_ins"
    __table_args__ = (Index("check_ins_by_department", "workspace", "department", "week"),)

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    week: str = Field(primary_key=True, sa_type=AnyText)
    """As `str` gives it; these sort by time."""
    department: str = Field(primary_key=True, sa_type=AnyText)
    questions: list[str] = Field(sa_type=JSON)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    state: CheckInState = Field(sa_type=by_value(CheckInState))
    answers: dict[str, int] = Field(sa_type=JSON)
    readings: list[dict[str, Any]] = Field(sa_type=JSON)
    report: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    move: dict[str, str] | None = Field(sa_type=JSON(none_as_null=True))
    draft: dict[str, str | None] | None = Field(sa_type=JSON(none_as_null=True))
    """Null unless it is saved; an empty draft is one too."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime | None = Field(sa_type=UtcDateTime)
    reason: SkipReason | None = Field(sa_type=by_value(SkipReason))


class ChosenQuestionsRow(SQLModel, table=True):
    __tablename__ = "chosen_questions"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    week: str = Field(primary_key=True, sa_type=AnyText)
    questions: list[str] = Field(sa_type=JSON)
    """Keys of capabilities; empty when the admin went back to the rotation."""
    by: str = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)


class MaturityModelRow(SQLModel, table=True):
    __tablename__ = "maturity_models"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Counted from 1; the highest is in force."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    stages: list[dict[str, Any]] = Field(sa_type=JSON)
    capabilities: list[dict[str, Any]] = Field(sa_type=JSON)


class CharterRow(SQLModel, table=True):
    __tablename__ = "charters"

    workspace: str = Field(primary_key=True, sa_type=AnyText)
    number: int = Field(primary_key=True)
    """Counted from 1; the highest is in force."""
    by: str | None = Field(sa_type=AnyText)
    at: datetime = Field(sa_type=UtcDateTime)
    charter: dict[str, Any] = Field(sa_type=JSON)


def table(row: type[SQLModel]) -> Table:
    """The table behind a row, for statements that write: they name columns and make no objects."""
    return METADATA.tables[str(row.__tablename__)]
