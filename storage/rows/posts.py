"""Posts, their versions, what was decided about these, and when each state began."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKeyConstraint, Index
from sqlmodel import Field

from domain.journey import Step
from domain.posts import State
from domain.signoffs import Decision, RejectReason
from storage.columns import AnyText, UtcDateTime, by_value
from storage.rows.row import Row


class PostRow(Row, table=True):
    """A `Post`, but for its versions, its sign-offs and its exceptions."""

    __tablename__ = "posts"
    __table_args__ = (
        Index("posts_by_proposal", "workspace", "proposed_at"),
        Index("posts_by_publication", "workspace", "publish_at"),
        Index("posts_by_state_change", "workspace", "state_at"),
        Index("posts_by_state", "workspace", "state", "author"),
        Index("posts_by_author", "workspace", "author", "state_at"),
        Index("posts_by_campaign", "workspace", "campaign"),
        Index("posts_by_template", "workspace", "template", "state"),
        Index("posts_by_standing", "workspace", "state", "state_at", "department"),
    )

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
    step: Step | None = Field(sa_type=by_value(Step))
    audience: str = Field(sa_type=AnyText)
    measure: str = Field(sa_type=AnyText)
    gains: list[str] = Field(sa_type=JSON)
    cost_centre: str = Field(sa_type=AnyText)
    renewed_needs: list[dict[str, Any]] | None = Field(sa_type=JSON(none_as_null=True))
    """Null while the present version says itself what is needed; an empty list is an answer of its own."""
    use: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    """Null where the post was made from no template."""
    template: str = Field(sa_type=AnyText)
    """The template's id, to find by what was made from it; empty without one."""
    versions: int
    """How many versions belong to this state of the post; a reader ignores later ones."""
    sign_offs: int
    """The same for sign-offs."""
    marks: int = Field(sa_column_kwargs={"server_default": "0"})
    """The same for what was said about stores' readiness."""


class VersionRow(Row, table=True):
    """A `Version` of a post."""

    __tablename__ = "versions"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "post"], ["posts.workspace", "posts.id"], name="versions_post"),
    )

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
    offers: list[dict[str, Any]] = Field(sa_type=JSON, sa_column_kwargs={"server_default": "[]"})


class SignOffRow(Row, table=True):
    """A `SignOff` on a version."""

    __tablename__ = "sign_offs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "post", "version"],
            ["versions.workspace", "versions.post", "versions.number"],
            name="sign_offs_version",
        ),
    )

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


class TransitionRow(Row, table=True):
    """That a post came into a state, for figures that stay as they were."""

    __tablename__ = "transitions"
    __table_args__ = (Index("transitions_by_time", "workspace", "state", "at", "post", "seconds"),)

    post: str = Field(primary_key=True, sa_type=AnyText)
    state: State = Field(primary_key=True, sa_type=by_value(State))
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    seconds: int = Field(sa_type=BigInteger)
    """From the proposal to here: so a median needs no second table."""
