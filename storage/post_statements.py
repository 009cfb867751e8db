"""The statements that read and write posts with everything that belongs to them.

They are made once: making one costs more than running it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Executable, SelectBase, and_, bindparam, insert, or_, union, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.posts import State
from storage.dialects import insert_into
from storage.exceptions import EVERYWHERE
from storage.rows import ExemptionRow, HitRow, PleaRow, PostRow, SignOffRow, TransitionRow, VersionRow, table

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
    """The statements that read many posts at once: five, however many there are."""

    posts: SelectOfScalar[PostRow]
    versions: SelectOfScalar[VersionRow]
    sign_offs: SelectOfScalar[SignOffRow]
    exemptions: SelectOfScalar[ExemptionRow]
    pleas: SelectOfScalar[PleaRow]


def _several(
    ids: SelectBase | BindParameter[Any], *, ids_of_parts: SelectBase | BindParameter[Any] | None = None
) -> Several:
    here: BindParameter[str] = bindparam("workspace")
    its_own = ids if ids_of_parts is None else ids_of_parts
    return Several(
        select(PostRow)
        .where(PostRow.workspace == here, col(PostRow.id).in_(ids))
        .order_by(col(PostRow.proposed_at), col(PostRow.id))
        .execution_options(populate_existing=True),
        select(VersionRow)
        .where(VersionRow.workspace == here, col(VersionRow.post).in_(its_own))
        .order_by(col(VersionRow.number)),
        select(SignOffRow)
        .where(SignOffRow.workspace == here, col(SignOffRow.post).in_(its_own))
        .order_by(col(SignOffRow.position)),
        _EXEMPTIONS.where(or_(col(ExemptionRow.post).in_(its_own), col(ExemptionRow.post) == EVERYWHERE)),
        _PLEAS.where(col(PleaRow.post).in_(its_own)),
    )


POSTS_IN_PERIOD = _several(_IN_PERIOD)
# Asked by the ids that were found: a post decided meanwhile would lose its versions otherwise.
POSTS_WAITING = _several(_WAITING, ids_of_parts=bindparam("ids", expanding=True))
POSTS_OF_AUTHOR = _several(_OF_AUTHOR, ids_of_parts=bindparam("ids", expanding=True))
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
POSTS_WAITING_LONGEST = _several(_WAITING_LONGEST, ids_of_parts=bindparam("ids", expanding=True))
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
    .with_for_update()
)
POSTS_BY_ID = _several(bindparam("ids", expanding=True), ids_of_parts=bindparam("ids", expanding=True))
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
