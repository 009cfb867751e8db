"""The sheet "Results": what went out, and what each post brought."""

from domain.posts import Post
from domain.publishing import altered
from domain.results import OWN, RESULT_MEASURES, Outcome
from exports.listings import Column, Listing
from exports.looks import AMOUNT, COUNT, DATE, FIGURE, SMALL, STRONG, TEXT
from exports.report import Report

Row = tuple[Post, Outcome]


def results_listing(report: Report) -> Listing[Row]:
    """One row a published post, oldest proposal first; those without results have empty figures."""
    zone = report.period.timezone
    rows = tuple((post, report.outcomes[post.id]) for post in report.posts if post.id in report.outcomes)
    return Listing(
        title="Results",
        rows=rows,
        nothing=f"No post that concerns {report.days} is marked as published.",
        columns=(
            Column(heading="Title", width=30, look=STRONG, value=lambda row: row[0].title),
            Column(
                heading="Department",
                width=16,
                look=TEXT,
                value=lambda row: report.workspace.department_name(row[0].department),
            ),
            Column(heading="Campaign", width=18, look=TEXT, value=lambda row: row[0].campaign),
            Column(
                heading=f"Published ({zone})", width=18, look=DATE, value=lambda row: row[1].publication.at
            ),
            Column(heading="Measure", width=20, look=TEXT, value=_name),
            Column(heading="Its figure", width=13, look=FIGURE, value=lambda row: _value(row, OWN.key)),
            *(
                Column(
                    heading=f"{one.name} ({one.unit})" if one.unit else one.name,
                    width=14,
                    look=AMOUNT if one.key == "revenue" else COUNT,
                    value=lambda row, key=one.key: _value(row, key),  # type: ignore[misc]  # a default binds the key now
                )
                for one in RESULT_MEASURES[1:]
            ),
            Column(
                heading=f"Recorded ({zone})",
                width=18,
                look=DATE,
                value=lambda row: row[1].newest.at if row[1].newest else None,
            ),
            Column(
                heading="Recorded by",
                width=15,
                look=TEXT,
                value=lambda row: report.name(row[1].newest.by) if row[1].newest else "",
                printed=False,
            ),
            Column(
                heading="Corrections",
                width=12,
                look=COUNT,
                value=lambda row: max(len(row[1].results) - 1, 0),
                printed=False,
            ),
            Column(
                heading="Published by",
                width=15,
                look=TEXT,
                value=lambda row: report.name(row[1].publication.by),
                printed=False,
            ),
            Column(heading="Not as approved", width=18, look=TEXT, value=_otherwise, printed=False),
            Column(heading="Text as published", width=52, look=TEXT, value=_text, printed=False),
            Column(heading="Links", width=40, look=SMALL, value=_links, printed=False),
            Column(heading="Post id", width=20, look=SMALL, value=lambda row: row[0].id, printed=False),
        ),
    )


def _name(row: Row) -> str:
    newest = row[1].newest
    return newest.name if newest else ""


def _value(row: Row, measure: str) -> float | None:
    newest = row[1].newest
    return newest.value(measure) if newest else None


def _otherwise(row: Row) -> str:
    post, outcome = row
    return ", ".join(one.part for one in altered(post, outcome.publication))


def _text(row: Row) -> str:
    return row[1].publication.content.text


def _links(row: Row) -> str:
    return "\n".join(f"{one.network.label}: {one.url}" for one in row[1].publication.links)
