"""A made-up past of any length, written in bulk: SQL makes the rows, since a million posts by hand take an hour."""

# ruff: noqa: S608  # the statements are put together from constants of this file

from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from domain.people import WorkspaceId

_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
_SPACING = """CASE WHEN n < :in_week THEN 4.0 * n / :in_week ELSE 5 + (n - :in_week) * :spread END"""
"""Days before the present: the week's own posts over four days, the others as densely over the years before."""
_MOMENT = "strftime('%Y-%m-%d %H:%M:%f', :at, '-' || ({days}) || ' days') || '000'"
_PROPOSED = _MOMENT.format(days=f"{_SPACING} + 0.6")
_APPROVED = _MOMENT.format(days=f"{_SPACING} + 0.6 - 0.01 * (1 + n % 20)")
_OUT = _MOMENT.format(days=_SPACING)
_STATE = "CASE WHEN n % 20 = 0 THEN 'in review' WHEN n % 20 = 1 THEN 'rejected' ELSE 'published' END"
"""One in twenty waits, as far as it is recent; a desk does not leave the posts of years undecided."""
_STATES = f"CASE WHEN n >= :in_week + 40 AND n % 20 = 0 THEN 'expired' ELSE {_STATE} END"
_DEPARTMENT = (
    "CASE n % 4 WHEN 0 THEN 'ecommerce' WHEN 1 THEN 'marketing' WHEN 2 THEN 'hr' ELSE 'field-ops' END"
)
_NEEDS = """[{"department": "marketing", "because": ["brand"]}]"""
_POSTS = f"""INSERT INTO posts (workspace, id, author, proposed_at, title, department, publish_at, stores,
        shows_people, state, state_by, state_at, state_because, tags, campaign, versions, sign_offs) {_NUMBERS}
    SELECT :workspace, 'P' || n, 'U1', {_PROPOSED}, 'Post ' || n, {_DEPARTMENT}, {_OUT}, '[]', 0,
           {_STATES}, 'U1', {_OUT}, '', '[]', '', 1, CASE WHEN {_STATES} = 'published' THEN 2 ELSE 0 END FROM numbers"""
_VERSIONS = f"""INSERT INTO versions (workspace, post, number, "by", at, text, networks, media_link, alt_text, rulebook,
        findings, needs, variants) {_NUMBERS}
    SELECT :workspace, 'P' || n, 1, 'U1', {_PROPOSED}, 'Autumn jackets are here, number ' || n, '["x"]', '', '', 'r',
           '[]', :needs, '[]' FROM numbers"""
_SIGN_OFFS = f"""INSERT INTO sign_offs (workspace, post, position, version, hash, department, "by", at, decision,
        comment) {_NUMBERS}
    SELECT :workspace, 'P' || n, {{position}}, 1, 'h', '{{department}}', 'U2', {_APPROVED}, 'approved', ''
    FROM numbers WHERE {_STATES} = 'published'"""
_TRANSITIONS = (
    f"""INSERT INTO transitions {_NUMBERS}
    SELECT :workspace, 'P' || n, 'in review', {_PROPOSED}, 0 FROM numbers""",
    f"""INSERT INTO transitions {_NUMBERS}
    SELECT :workspace, 'P' || n, 'approved', {_APPROVED}, 864 * (1 + n % 20) FROM numbers
    WHERE {_STATES} = 'published'""",
    f"""INSERT INTO transitions {_NUMBERS}
    SELECT :workspace, 'P' || n, {_STATES}, {_OUT}, 51840 FROM numbers WHERE {_STATES} <> 'in review'""",
)
_HITS = f"""INSERT INTO hits {_NUMBERS}
    SELECT :workspace, 'P' || n, 1, 'House.Rule' || (n % 7), {_PROPOSED} FROM numbers"""


def fill(connection: Connection, *, workspace: WorkspaceId, posts: int, in_week: int, at: datetime) -> None:
    """So many posts within the last four days, and as many in each week before, for as long as they last; SQLite only."""
    which = {
        "workspace": workspace,
        "last": posts - 1,
        "in_week": in_week,
        "spread": 7 / in_week,
        "at": f"{at - timedelta(hours=1):%Y-%m-%d %H:%M:%S}",
        "needs": _NEEDS,
    }
    sign_offs = (
        _SIGN_OFFS.format(position=position, department=department)
        for position, department in ((1, "marketing"), (2, "hr"))
    )
    for statement in (_POSTS, _VERSIONS, *sign_offs, *_TRANSITIONS, _HITS):
        connection.execute(text(statement), which)
