"""Posts between value and row."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from domain.marks import Mark
from domain.people import UserId, WorkspaceId
from domain.posts import Post, PostId
from storage.aims import aim_of, aim_values
from storage.exceptions import exemption_of, plea_of
from storage.needs import needs_of, needs_values
from storage.rows.posts import PostRow, SignOffRow, VersionRow
from storage.rows.rules import ExemptionRow, PleaRow
from storage.signoffs import sign_off_of
from storage.template_rows import use_of, use_values
from storage.versions import version_of

Part = TypeVar("Part", VersionRow, SignOffRow, ExemptionRow)


def by_post(rows: Iterable[Part]) -> dict[str, list[Part]]:
    """The rows of many posts' parts, by post and in their order."""
    found: dict[str, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.post].append(row)
    return found


def post_values(post: Post) -> dict[str, Any]:
    """The columns of a post's own row."""
    return {
        "workspace": post.workspace,
        "id": post.id,
        "author": post.author,
        "proposed_at": post.proposed_at,
        "title": post.title,
        "department": post.department,
        "publish_at": post.publish_at,
        "stores": list(post.stores),
        "shows_people": post.shows_people,
        "state": post.state,
        "state_by": post.state_by,
        "state_at": post.state_at,
        "state_because": post.state_because,
        "tags": list(post.tags),
        "campaign": post.campaign,
        "budget": post.budget,
        **aim_values(post.aim),
        "renewed_needs": None if post.renewed_needs is None else needs_values(post.renewed_needs),
        "use": use_values(post.use),
        "template": post.use.template if post.use else "",
        "versions": len(post.versions),
        "sign_offs": len(post.sign_offs),
        "marks": len(post.marks),
    }


def post_of(
    row: PostRow,
    versions: Iterable[VersionRow],
    sign_offs: Iterable[SignOffRow],
    exemptions: Iterable[ExemptionRow],
    plea: PleaRow | None,
    marks: Iterable[Mark],
) -> Post:
    """The post, from its row and the rows of its parts, each in order."""
    # Parts that were added after the row was read belong to a later state of the post.
    return Post(
        id=PostId(row.id),
        workspace=WorkspaceId(row.workspace),
        author=UserId(row.author),
        proposed_at=row.proposed_at,
        title=row.title,
        department=row.department,
        publish_at=row.publish_at,
        stores=tuple(row.stores),
        shows_people=row.shows_people,
        state=row.state,
        state_by=None if row.state_by is None else UserId(row.state_by),
        state_at=row.state_at,
        state_because=row.state_because,
        tags=tuple(row.tags),
        campaign=row.campaign,
        budget=row.budget,
        aim=aim_of(row),
        renewed_needs=None if row.renewed_needs is None else needs_of(row.renewed_needs),
        versions=tuple(version_of(one) for one in versions)[: row.versions],
        sign_offs=tuple(sign_off_of(one) for one in sign_offs)[: row.sign_offs],
        exemptions=tuple(map(exemption_of, exemptions)),
        plea=plea_of(plea) if plea else None,
        use=use_of(row.use),
        marks=tuple(marks)[: row.marks],
    )


def only_added(known: Post, post: Post) -> bool:
    """Whether everything that the post had stands in it as it was."""
    parts = (
        (known.versions, post.versions),
        (known.sign_offs, post.sign_offs),
        (known.marks, post.marks),
    )
    return all(has[: len(had)] == had for had, has in parts)
