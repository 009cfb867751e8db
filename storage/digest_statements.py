"""What the record is asked for a digest, a week at a time: what is older costs nothing."""

from sqlalchemy import and_, bindparam, distinct, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from domain.audit import Action
from domain.notices import NoticeKind
from domain.posts import State
from storage.rows.audit import EntryRow
from storage.rows.notices import NoticeRow
from storage.rows.posts import PostRow, TransitionRow, VersionRow
from storage.rows.publications import ResultsRow
from storage.rows.rules import HitRow

UNMADE = 0
"""The version under which the findings of forms are kept that were stopped."""

_OPEN = (State.IN_REVIEW, State.CHANGES_REQUESTED)
INTO = and_(
    col(TransitionRow.workspace) == bindparam("workspace"),
    col(TransitionRow.at) >= bindparam("start"),
    col(TransitionRow.at) < bindparam("end"),
)
ITS_POST = and_(col(PostRow.workspace) == TransitionRow.workspace, col(PostRow.id) == TransitionRow.post)
_earlier = aliased(TransitionRow)
_approved_before = (
    select(_earlier.post)
    .where(
        _earlier.workspace == TransitionRow.workspace,
        _earlier.post == TransitionRow.post,
        _earlier.state == State.APPROVED,
        col(_earlier.at) < TransitionRow.at,
    )
    .exists()
)
_later = aliased(TransitionRow)
_moved_on = (
    select(_later.post)
    .where(
        _later.workspace == TransitionRow.workspace,
        _later.post == TransitionRow.post,
        col(_later.at) < bindparam("at"),
        or_(
            col(_later.at) > TransitionRow.at,
            and_(col(_later.at) == TransitionRow.at, col(_later.state).not_in(_OPEN)),
        ),
    )
    .exists()
)
PROPOSED = (
    select(PostRow.department, func.count())
    .where(
        PostRow.workspace == bindparam("workspace"),
        col(PostRow.proposed_at) >= bindparam("start"),
        col(PostRow.proposed_at) < bindparam("end"),
    )
    .group_by(col(PostRow.department))
)
OUT = select(func.count()).where(INTO, TransitionRow.state == State.PUBLISHED)
ENDED = (
    select(TransitionRow.state, func.count(distinct(col(TransitionRow.post))))
    .where(INTO, col(TransitionRow.state).in_([State.REJECTED, State.EXPIRED]))
    .group_by(col(TransitionRow.state))
)
_minutes = (col(TransitionRow.seconds) + 59) // 60
TO_APPROVAL = (
    select(_minutes, func.count())
    .where(INTO, TransitionRow.state == State.APPROVED, ~_approved_before)
    .group_by(_minutes)
    .order_by(_minutes)
)
"""How many approvals took how many minutes, begun ones counted: far fewer rows than posts."""
_found = and_(
    col(HitRow.workspace) == bindparam("workspace"),
    col(HitRow.at) >= bindparam("start"),
    col(HitRow.at) < bindparam("end"),
)
STOPPED = select(func.count(distinct(col(HitRow.post)))).where(_found, HitRow.version == UNMADE)
_hits = func.count(distinct(col(HitRow.post)))
TOP_RULE = (
    select(HitRow.rule, _hits)
    .where(_found)
    .group_by(col(HitRow.rule))
    .order_by(_hits.desc(), col(HitRow.rule))
    .limit(1)
)
_approval, _newer = aliased(TransitionRow), aliased(VersionRow)
OVERRULED = (
    # Approved with these words: since they were found, in the same stretch, and before the next version of the post.
    select(_hits)
    .join(_approval, and_(col(_approval.workspace) == HitRow.workspace, col(_approval.post) == HitRow.post))
    .where(
        _found,
        HitRow.rule == bindparam("rule"),
        _approval.state == State.APPROVED,
        col(_approval.at) >= HitRow.at,
        col(_approval.at) < bindparam("end"),
        ~select(_newer.post)
        .where(
            _newer.workspace == HitRow.workspace,
            _newer.post == HitRow.post,
            col(_newer.number) > HitRow.version,
            col(_newer.at) <= _approval.at,
        )
        .exists(),
    )
)
WAITING = (
    select(PostRow.department, func.count())
    .where(PostRow.workspace == bindparam("workspace"), col(PostRow.state).in_(_OPEN))
    .group_by(col(PostRow.department))
)
WAITED = (
    # Only what is undecided or has moved since can have waited then.
    select(PostRow.department, func.count(distinct(col(PostRow.id))))
    .join(TransitionRow, ITS_POST)
    .where(
        PostRow.workspace == bindparam("workspace"),
        or_(col(PostRow.state).in_(_OPEN), col(PostRow.state_at) >= bindparam("at")),
        col(TransitionRow.state).in_(_OPEN),
        col(TransitionRow.at) < bindparam("at"),
        ~_moved_on,
    )
    .group_by(col(PostRow.department))
)
"""The same at the end of a week that is over, from when each post came into its states."""
BEGAN = select(func.min(col(PostRow.proposed_at))).where(PostRow.workspace == bindparam("workspace"))
UNMARKED = (
    select(PostRow)
    .where(
        PostRow.workspace == bindparam("workspace"),
        PostRow.state == State.APPROVED,
        col(PostRow.publish_at) >= bindparam("since"),
        col(PostRow.publish_at) < bindparam("at"),
    )
    .order_by(col(PostRow.publish_at), col(PostRow.id))
    .limit(bindparam("most"))
)
EXPIRED = (
    select(PostRow)
    .where(
        PostRow.workspace == bindparam("workspace"),
        PostRow.state == State.EXPIRED,
        col(PostRow.state_at) >= bindparam("start"),
    )
    .order_by(col(PostRow.state_at), col(PostRow.id))
    .limit(bindparam("most"))
)
_newest = aliased(ResultsRow)
BROUGHT = (
    select(ResultsRow.figures)
    .join(
        TransitionRow,
        and_(
            col(TransitionRow.workspace) == ResultsRow.workspace, col(TransitionRow.post) == ResultsRow.post
        ),
    )
    .where(
        INTO,
        TransitionRow.state == State.MEASURED,
        ResultsRow.number
        == select(func.max(_newest.number))
        .where(
            _newest.workspace == ResultsRow.workspace,
            _newest.post == ResultsRow.post,
            col(_newest.at) < bindparam("end"),
        )
        .scalar_subquery(),
    )
)
"""What counted at the end for each post whose first results came; people type these in, so a week has few."""
_began, _ended = aliased(EntryRow), aliased(EntryRow)
THAWED = (
    # The record is found by subject only: the desk was told of each freeze, and there are few of them.
    select(_began, _ended)
    .join(
        NoticeRow,
        and_(col(NoticeRow.workspace) == _began.workspace, col(NoticeRow.subject) == _began.subject),
    )
    .join(_ended, and_(col(_ended.workspace) == _began.workspace, col(_ended.subject) == _began.subject))
    .where(
        NoticeRow.workspace == bindparam("workspace"),
        NoticeRow.kind == NoticeKind.FREEZE,
        _began.action == Action.FROZEN,
        _ended.action == Action.THAWED,
        col(_ended.at) >= bindparam("start"),
    )
    .order_by(col(_ended.number), col(_began.number))
)
"""The beginning and the end of each freeze that ended; one that was planned has two lines about its beginning."""
