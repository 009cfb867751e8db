"""The statements about the posts that went out: who has seen them, what they were for, and whose stores were ready."""

from sqlalchemy import and_, bindparam, case, distinct, func, or_
from sqlmodel import col, select

from domain.digest import WIDE
from domain.marks import Said
from domain.posts import State
from domain.signoffs import Decision
from storage.digest_statements import INTO, ITS_POST
from storage.rows.posts import PostRow, SignOffRow, TransitionRow
from storage.rows.readiness import MarkRow

_others = (
    select(func.count(distinct(col(SignOffRow.department))))
    .where(
        SignOffRow.workspace == TransitionRow.workspace,
        SignOffRow.post == TransitionRow.post,
        SignOffRow.department != PostRow.department,
        col(SignOffRow.at) < bindparam("end"),
    )
    .scalar_subquery()
)
WENT_OUT = (
    # Its own department has seen it, whether or not it also signed.
    select(
        PostRow.department,
        func.count(),
        func.sum(case((_others + 1 >= WIDE, 1), else_=0)),
        func.sum(case((col(PostRow.campaign) == "", 1), else_=0)),
    )
    .join(TransitionRow, ITS_POST)
    .where(INTO, TransitionRow.state == State.PUBLISHED)
    .group_by(col(PostRow.department))
)
"""By department: how many went out, how many of these many departments have seen, and how many name no campaign."""
REVIEWED = (
    select(PostRow.department, SignOffRow.department, func.count(distinct(col(PostRow.id))))
    .join(TransitionRow, ITS_POST)
    .join(
        SignOffRow,
        and_(
            col(SignOffRow.workspace) == TransitionRow.workspace, col(SignOffRow.post) == TransitionRow.post
        ),
    )
    .where(
        INTO,
        TransitionRow.state == State.PUBLISHED,
        SignOffRow.decision == Decision.APPROVED,
        col(SignOffRow.at) < bindparam("end"),
    )
    .group_by(col(PostRow.department), col(SignOffRow.department))
)
"""How many posts that went out each department signed, by the department that proposed them and the one that signed."""
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
STEPS = (
    select(PostRow.step)
    .join(TransitionRow, ITS_POST)
    .where(INTO, TransitionRow.state == State.PUBLISHED, col(PostRow.step).is_not(None))
    .distinct()
)
