"""What the workbook says of posts that contradict or repeat each other."""

from dataclasses import replace

from domain.clashes import Clash, ClashKind, ClashState, Difference, Standing, Term
from domain.posts import PostId
from tests.exports.ideas import MIA, NAMES
from tests.exports.reading import opened, records
from tests.exports.sample import NOW, sample_report


def test_a_post_says_what_it_clashes_with_and_who_let_both_stand() -> None:
    report = sample_report()
    post = report.posts[0]
    other = PostId(f"{post.id}-")
    end = Difference(term=Term.END, first="2026-11-29", second="2026-11-30")

    def clash(kind: ClashKind, *differences: Difference) -> Clash:
        return Clash(first=post.id, second=other, kind=kind, differences=differences)

    titles = (post.title, "=Outlet")
    found = (
        Standing(clash=clash(ClashKind.OTHER_TERMS, end), state=ClashState.OPEN, titles=titles),
        Standing(
            clash=clash(ClashKind.TOO_CLOSE),
            state=ClashState.KEPT,
            titles=titles,
            because="Two shops.",
            by=MIA,
            at=NOW,
        ),
    )
    workbook = opened(replace(report, clashes={post.id: found}))
    rows = {row["Post id"]: row for row in records(workbook["Posts"])}
    assert rows[post.id]["Clashes"] == (
        f"other terms than “=Outlet” (end date)\ntoo soon before or after “=Outlet”: {NAMES[MIA]} let both stand, Two shops."
    )
    assert {row["Clashes"] for id, row in rows.items() if id != post.id} == {None}
