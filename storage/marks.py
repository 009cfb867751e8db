"""Marks between value and row."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Row, Select, SelectBase, bindparam, insert, select

from domain.marks import Mark
from domain.people import UserId
from domain.posts import Post
from storage.rows.readiness import MarkRow
from storage.rows.row import table

_MARKS = table(MarkRow)
ADD_MARKS = insert(_MARKS)


# Columns and no rows: objects for 2,000 stores' marks would cost more than finding them.
_HERE = (
    select(*(one for one in _MARKS.c if one.name not in {"workspace", "position"}))
    .where(_MARKS.c.workspace == bindparam("workspace"))
    .order_by(_MARKS.c.post, _MARKS.c.position)
)
ITS_MARKS = _HERE.where(_MARKS.c.post == bindparam("id"))


def marks_of(ids: SelectBase | BindParameter[Any]) -> Select[Any]:
    """The statement that reads the marks on these posts."""
    return _HERE.where(_MARKS.c.post.in_(ids))


def added_marks(post: Post, known: tuple[Mark, ...]) -> list[dict[str, Any]]:
    """The rows for the marks that were added to a post, behind those that are kept already."""
    return [
        {
            "workspace": post.workspace,
            "post": post.id,
            "position": position,
            "said": one.said,
            "by": one.by,
            "at": one.at,
            "stores": list(one.stores),
            "items": list(one.items),
            "note": one.note,
            "promise": one.promise,
            "version": one.version,
        }
        for position, one in enumerate(post.marks, start=1)
        if position > len(known)
    ]


def marks_by_post(rows: Iterable[Row[Any]]) -> dict[str, list[Mark]]:
    """The marks of many posts, by post and in their order."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for row in rows:
        found[row.post].append(
            Mark(
                said=row.said,
                by=UserId(row.by),
                at=row.at,
                stores=tuple(row.stores),
                items=tuple(row.items),
                note=row.note,
                promise=row.promise,
                version=row.version,
            )
        )
    return found
