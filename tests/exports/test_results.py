"""The sheet "Results": real numbers with filters, what lacks results too, and no formula out of anybody's words."""

from datetime import datetime

from domain.posts import Post
from domain.results import Figure, Results
from tests.exports.reading import opened, records
from tests.exports.sample import NOW, sample_posts, sample_report, went_out

HOSTILE = '=HYPERLINK("http://evil.example") _x0041_'


def approved() -> list[Post]:
    return [one for one in sample_posts() if one.state.value == "approved"]


def recorded(post: Post, number: int, sold: float) -> Results:
    figures = (
        Figure(measure="own", value=sold),
        Figure(measure="reach", value=12_000, unit="people"),
        Figure(measure="revenue", value=99.5),
    )
    return Results(post=post.id, number=number, by=post.author, at=NOW, name=HOSTILE, figures=figures)


def test_each_published_post_has_its_figures_as_numbers() -> None:
    first, second, *_ = approved()
    results = (recorded(first, 1, 3), recorded(first, 2, 30.5))
    out, outcome = went_out(first, text=HOSTILE, results=results)
    bare, lacking = went_out(second)
    report = sample_report(posts=(out, bare), outcomes={out.id: outcome, bare.id: lacking})
    workbook = opened(report)
    rows = {row["Post id"]: row for row in records(workbook["Results"])}

    row = rows[out.id]
    assert row["Published (Europe/London)"] == datetime(2026, 11, 22, 15, 0)  # noqa: DTZ001  # as the sheet shows it
    assert (row["Measure"], row["Its figure"], row["Corrections"]) == (
        HOSTILE,
        30.5,
        1,
    )
    assert (row["Reach (people)"], row["Revenue"], row["Clicks"]) == (12_000, 99.5, None)
    assert row["Not as approved"] == "text"
    assert row["Links"] == f"{first.version.content.networks[0].label}: https://example.com/1"
    assert (rows[bare.id]["Measure"], rows[bare.id]["Its figure"]) == (None, None)
    assert all(cell.data_type != "f" for line in workbook["Results"].iter_rows() for cell in line)
    assert workbook["Results"].tables["Results"].autoFilter is not None
    posts = {row["Post id"]: row for row in records(workbook["Posts"])}
    assert posts[out.id]["Published (Europe/London)"] == row["Published (Europe/London)"]
    assert posts[out.id]["Published at"] == "https://example.com/1"


def test_without_any_the_sheet_says_so() -> None:
    (cell,) = next(opened(sample_report(posts=tuple(approved())))["Results"].iter_rows())
    assert cell.value == "No post that concerns 16 to 22 November 2026 is marked as published."
