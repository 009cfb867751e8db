"""The sheet "Calendar": what goes out in these days and what went out, by its time."""

from datetime import datetime

from domain.calendar import PLANNED
from domain.posts import Post
from exports.listings import Column, Listing
from exports.looks import DATE, SMALL, STRONG, TEXT
from exports.report import Report


def calendar_listing(report: Report) -> Listing[Post]:
    """One row a post, by the time at which it goes out; what ended without doing so is left out."""
    workspace, names = report.workspace, {store.key: store.name for store in report.workspace.stores}
    due = [post for post in report.posts if post.state in PLANNED and report.holds(_moment(post, report))]
    return Listing(
        title="Calendar",
        rows=sorted(due, key=lambda post: (_moment(post, report) or report.made_at, post.id)),
        nothing=f"Nothing goes out from {report.days}.",
        columns=(
            Column(
                heading=f"Goes out ({report.period.timezone})",
                width=18,
                look=DATE,
                value=lambda post: _moment(post, report),
            ),
            Column(heading="Title", width=34, look=STRONG, value=lambda post: post.title),
            Column(
                heading="Networks",
                width=24,
                look=TEXT,
                value=lambda post: ", ".join(one.label for one in post.version.content.networks),
            ),
            Column(
                heading="Department",
                width=18,
                look=TEXT,
                value=lambda post: workspace.department_name(post.department),
            ),
            Column(heading="State", width=17, look=TEXT, value=lambda post: post.state.value),
            Column(
                heading="Journey step",
                width=14,
                look=TEXT,
                value=lambda post: workspace.step_name(post.aim.step) if post.aim.step else "",
            ),
            Column(
                heading="Stores",
                width=24,
                look=TEXT,
                value=lambda post: ", ".join(names.get(key, key) for key in post.stores),
            ),
            Column(heading="Campaign", width=18, look=TEXT, value=lambda post: post.campaign, printed=False),
            Column(heading="Post id", width=20, look=SMALL, value=lambda post: post.id, printed=False),
        ),
    )


def _moment(post: Post, report: Report) -> datetime | None:
    """When it goes out; of what went out without having been planned, when that was."""
    outcome = report.outcomes.get(post.id)
    return post.publish_at or (outcome.publication.at if outcome else None)
