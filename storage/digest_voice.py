"""The statements about the posts that went out: who has seen them, what they were for, and whose stores were ready."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, and_, bindparam, case, func, or_, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from domain.digest import WIDE
from domain.journey import Step
from domain.marks import Said
from domain.posts import State
from domain.signoffs import Decision
from storage.digest_statements import INTO, ITS_POST
from storage.rows.posts import PostRow, SignOffRow, TransitionRow
from storage.rows.readiness import MarkRow

BETWEEN, AFTER = "\t", "\n"
"""Stand between a department's key and what it decided, and after that; no key holds either."""
_signed = (
    # Looked up post by post; asked of all posts at once, a busy week's signatures would be sorted as a whole.
    select(
        func.aggregate_strings(
            col(SignOffRow.department) + BETWEEN + type_coerce(col(SignOffRow.decision), String), AFTER
        )
    )
    .where(
        SignOffRow.workspace == TransitionRow.workspace,
        SignOffRow.post == TransitionRow.post,
        col(SignOffRow.at) < bindparam("end"),
    )
    .scalar_subquery()
)
_posts = (
    select_columns(
        col(PostRow.department).label("department"),
        col(PostRow.step).label("step"),
        case((col(PostRow.campaign) == "", 1), else_=0).label("purposeless"),
        func.coalesce(_signed, "").label("signed"),
    )
    .join(TransitionRow, ITS_POST)
    .where(INTO, col(TransitionRow.state) == State.PUBLISHED)
    .cte("went_out")
    .prefix_with("MATERIALIZED")  # or SQLite would look up each post's signatures twice
)
WENT_OUT = select_columns(*_posts.c, func.count()).group_by(*_posts.c)
"""How many posts went out that are alike in department, step, whether they name a campaign, and who decided what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOut:
    """Figures of the posts that went out, each as the attribute of `Figures` with its name."""

    went_out: Mapping[str, int]
    seen_widely: int
    purposeless: int
    steps: frozenset[Step]
    reviewed: Mapping[str, Mapping[str, int]]


def went_out(rows: Iterable[Sequence[Any]]) -> WentOut:
    """The figures from what `WENT_OUT` finds."""
    by_department: Counter[str] = Counter()
    reviewed: dict[str, Counter[str]] = {}
    steps: set[Step] = set()
    widely = purposeless = 0
    for department, step, without, signed, posts in rows:
        decisions = {tuple(one.split(BETWEEN)) for one in signed.split(AFTER) if one}
        by_department[department] += posts
        # Its own department has seen it, whether or not it also signed.
        widely += posts * (len({department, *(one for one, _ in decisions)}) >= WIDE)
        purposeless += posts * without
        steps |= {step} if step else set()
        for by, decision in decisions:
            if decision == Decision.APPROVED:
                reviewed.setdefault(department, Counter())[by] += posts
    return WentOut(
        went_out=by_department,
        seen_widely=widely,
        purposeless=purposeless,
        steps=frozenset(steps),
        reviewed=reviewed,
    )


UNREADY = (
    select(MarkRow.post, MarkRow.said, MarkRow.stores)
    .join(
        TransitionRow,
        and_(col(TransitionRow.workspace) == MarkRow.workspace, col(TransitionRow.post) == MarkRow.post),
    )
    .join(PostRow, ITS_POST)
    .where(
        INTO,
        TransitionRow.state == State.PUBLISHED,
        col(MarkRow.said).in_([Said.EXCLUDED, Said.INCLUDED, Said.WAIVED, Said.RESET]),
        or_(col(MarkRow.said) != Said.WAIVED, col(MarkRow.version) == col(PostRow.versions)),
        col(MarkRow.at) < TransitionRow.at,
    )
    .order_by(col(MarkRow.post), col(MarkRow.position))
)
"""What was said of the stores of posts that went out, but for ticks: few say anything else."""
