"""The statements that read and write posts with everything that belongs to them.

They are made once: making one costs more than running it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Select,
    SelectBase,
    and_,
    bindparam,
    insert,
    or_,
    union,
    update,
)
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.posts import State
from storage.dialects import insert_into
from storage.exceptions import EVERYWHERE
from storage.marks import marks_of
from storage.rows.posts import PostRow, SignOffRow, TransitionRow, VersionRow
from storage.rows.row import table
from storage.rows.rules import ExemptionRow, HitRow, PleaRow

_POSTS = table(PostRow)

SEEN = (
    select(PostRow)
    .where(PostRow.workspace == bindparam("workspace"), PostRow.id == bindparam("id"))
    .execution_options(populate_existing=True)
)
HELD = SEEN.with_for_update()
ITS_VERSIONS = (
    select(VersionRow)
    .where(VersionRow.workspace == bindparam("workspace"), VersionRow.post == bindparam("id"))
    .order_by(col(VersionRow.number))
)
ITS_SIGN_OFFS = (
    select(SignOffRow)
    .where(SignOffRow.workspace == bindparam("workspace"), SignOffRow.post == bindparam("id"))
    .order_by(col(SignOffRow.position))
)
# A union and not an "or", so that each part finds its own index.
_IN_PERIOD = union(
    *(
        select(PostRow.id).where(
            PostRow.workspace == bindparam("workspace"),
            moment >= bindparam("start"),
            moment < bindparam("end"),
        )
        for moment in (col(PostRow.proposed_at), col(PostRow.publish_at), col(PostRow.state_at))
    )
)
_WAITING = select(PostRow.id).where(
    PostRow.workspace == bindparam("workspace"),
    col(PostRow.state).in_([State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD]),
)
_OF_AUTHOR = union(
    _WAITING.where(PostRow.author == bindparam("author")),
    select(PostRow.id).where(
        PostRow.workspace == bindparam("workspace"),
        PostRow.author == bindparam("author"),
        col(PostRow.state_at) >= bindparam("since"),
    ),
)

_EXEMPTIONS = (
    select(ExemptionRow)
    .where(ExemptionRow.workspace == bindparam("workspace"))
    .order_by(col(ExemptionRow.post), col(ExemptionRow.position))
)
ITS_EXEMPTIONS = _EXEMPTIONS.where(col(ExemptionRow.post).in_([bindparam("id"), EVERYWHERE]))
_PLEAS = select(PleaRow).where(PleaRow.workspace == bindparam("workspace"))
ITS_PLEA = _PLEAS.where(PleaRow.post == bindparam("id")).execution_options(populate_existing=True)


@dataclass(frozen=True, slots=True)
class Several:
    """The statements that read many posts at once: six, however many there are.

    The posts come in no order: asked for one, SQLite walks through every post of the workspace in that order.
    """

    posts: SelectOfScalar[PostRow]
    versions: SelectOfScalar[VersionRow]
    sign_offs: SelectOfScalar[SignOffRow]
    exemptions: SelectOfScalar[ExemptionRow]
    pleas: SelectOfScalar[PleaRow]
    marks: Select[Any]


_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_THESE_AND_EVERYWHERE: BindParameter[Any] = bindparam("ids_and_everywhere", expanding=True)


def _several(ids: SelectBase | BindParameter[Any], *, parts_of_these: bool = True) -> Several:
    """The statements for posts with these ids.

    Args:
        parts_of_these: whether their parts are asked for by the ids that were found: a post that has left the
            selection meanwhile would lose them otherwise. Not for selections that may be very large.
    """
    here: BindParameter[str] = bindparam("workspace")
    its_own = _THESE if parts_of_these else ids
    exempted = (
        col(ExemptionRow.post).in_(_THESE_AND_EVERYWHERE)
        if parts_of_these
        else or_(col(ExemptionRow.post).in_(ids), col(ExemptionRow.post) == EVERYWHERE)
    )
    return Several(
        select(PostRow)
        .where(PostRow.workspace == here, col(PostRow.id).in_(ids))
        .execution_options(populate_existing=True),
        select(VersionRow)
        .where(VersionRow.workspace == here, col(VersionRow.post).in_(its_own))
        .order_by(col(VersionRow.number)),
        select(SignOffRow)
        .where(SignOffRow.workspace == here, col(SignOffRow.post).in_(its_own))
        .order_by(col(SignOffRow.position)),
        _EXEMPTIONS.where(exempted),
        _PLEAS.where(col(PleaRow.post).in_(its_own)),
        marks_of(its_own),
    )


POSTS_IN_PERIOD = _several(_IN_PERIOD, parts_of_these=False)
POSTS_WAITING = _several(_WAITING)
POSTS_OF_AUTHOR = _several(_OF_AUTHOR)
# A part for each state, since only then the index gives the longest waiting ones without looking at the others.
_WAITING_LONGEST = union(
    *(
        select(part.c.id)
        for part in (
            select(PostRow.id)
            .where(PostRow.workspace == bindparam("workspace"), PostRow.state == state)
            .order_by(col(PostRow.state_at))
            .limit(bindparam("most"))
            .subquery()
            for state in (State.IN_REVIEW, State.CHANGES_REQUESTED)
        )
    )
)
POSTS_WAITING_LONGEST = _several(_WAITING_LONGEST)
UNDER_WAY = (
    select(PostRow.id)
    .where(
        PostRow.workspace == bindparam("workspace"),
        or_(
            col(PostRow.state).in_([State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD]),
            and_(
                col(PostRow.state) == State.APPROVED,
                or_(
                    col(PostRow.publish_at) > bindparam("at"),
                    and_(col(PostRow.publish_at).is_(None), col(PostRow.state_at) > bindparam("since")),
                ),
            ),
        ),
    )
    .order_by(col(PostRow.id))
)
UNDER_WAY_HELD = UNDER_WAY.with_for_update()
POSTS_BY_ID = _several(_THESE)
THESE_HELD = (
    select(PostRow.id)
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.id).in_(_THESE))
    .order_by(col(PostRow.id))
    .with_for_update()
)
UNDATED = timedelta(days=30)
"""An approved post without a publish time counts as not yet published for so long: nobody can know."""
IDS = (
    select(PostRow.id)
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.id) > bindparam("after"))
    .order_by(col(PostRow.id))
    .limit(1_000)
)
ANY = select(PostRow.id).where(PostRow.workspace == bindparam("workspace")).limit(1)
ADD = insert(_POSTS)
ADD_VERSIONS = insert(table(VersionRow))
ADD_SIGN_OFFS = insert(table(SignOffRow))
ADD_EXEMPTIONS = insert(table(ExemptionRow))
ADD_HITS = insert(table(HitRow))
CHANGE = update(_POSTS).where(
    _POSTS.c.workspace == bindparam("its_workspace"), _POSTS.c.id == bindparam("its_id")
)


@cache
def ask(dialect: str) -> Executable:
    """Keeps an author's latest request for exceptions."""
    asked = insert_into(table(PleaRow), dialect=dialect)
    return asked.on_conflict_do_update(
        index_elements=["workspace", "post"],
        set_={name: asked.excluded[name] for name in ("version", "by", "at", "because")},
    )


@cache
def pass_into(dialect: str) -> Executable:
    """Keeps when a post came into a state. The same state at the same moment takes a clock that stands still."""
    return insert_into(table(TransitionRow), dialect=dialect).on_conflict_do_nothing()
