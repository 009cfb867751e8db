"""The sheet "Posts": every post of the report, as it stands."""

from datetime import datetime

from domain.approvals import SeatState, seats
from domain.clashes import ClashKind, Standing
from domain.posts import Post, State
from exports.aims import aim_columns
from exports.figures import approved_at, hours_to_approval
from exports.listings import Column, Listing
from exports.looks import COUNT, DATE, DURATION, SMALL, STRONG, TEXT
from exports.readiness import readiness_columns
from exports.report import Report
from exports.waiting import waits

_BESIDE = {
    ClashKind.OTHER_TERMS: "other terms than",
    ClashKind.SAME_TEXT: "almost the same text as",
    ClashKind.SAME_TEXT_ELSEWHERE: "almost the same text for other stores as",
    ClashKind.TOO_CLOSE: "too soon before or after",
}


def posts_listing(report: Report) -> Listing[Post]:
    """One row a post, oldest proposal first."""
    zone = report.period.timezone
    workspace = report.workspace
    return Listing(
        title="Posts",
        rows=report.posts,
        nothing=f"No post was proposed, decided or due to go out from {report.days}, and none is waiting.",
        columns=(
            Column(heading="Title", width=30, look=STRONG, value=lambda post: post.title),
            Column(heading="Text", width=52, look=TEXT, value=lambda post: post.version.content.text),
            Column(
                heading="Department",
                width=16,
                look=TEXT,
                value=lambda post: workspace.department_name(post.department),
            ),
            Column(heading="Author", width=15, look=TEXT, value=lambda post: report.name(post.author)),
            Column(heading="Networks", width=20, look=TEXT, value=_networks),
            Column(heading="State", width=17, look=TEXT, value=lambda post: post.state.value),
            Column(heading="Waiting for", width=20, look=TEXT, value=lambda post: waiting_for(post, report)),
            Column(heading=f"Proposed ({zone})", width=18, look=DATE, value=lambda post: post.proposed_at),
            Column(heading=f"Goes out ({zone})", width=18, look=DATE, value=lambda post: post.publish_at),
            Column(heading=f"Approved ({zone})", width=18, look=DATE, value=approved_at),
            Column(
                heading=f"Published ({zone})",
                width=18,
                look=DATE,
                value=lambda post: published_at(post, report),
            ),
            Column(heading="Hours to approval", width=12, look=DURATION, value=hours_to_approval),
            Column(heading="Versions", width=12, look=COUNT, value=lambda post: len(post.versions)),
            Column(
                heading="Seats needed",
                width=12,
                look=COUNT,
                value=lambda post: len(post.needs),
                printed=False,
            ),
            Column(
                heading="Seats signed",
                width=12,
                look=COUNT,
                value=lambda post: _signed(post, report),
                printed=False,
            ),
            Column(
                heading="Findings",
                width=12,
                look=COUNT,
                value=lambda post: len(post.version.findings),
                printed=False,
            ),
            Column(
                heading="Clashes",
                width=34,
                look=TEXT,
                value=lambda post: clashes(post, report),
                printed=False,
            ),
            Column(
                heading="Stores", width=24, look=TEXT, value=lambda post: _stores(post, report), printed=False
            ),
            *readiness_columns(workspace),
            Column(heading="Template", width=22, look=TEXT, value=_template, printed=False),
            Column(heading="Campaign", width=18, look=TEXT, value=lambda post: post.campaign, printed=False),
            Column(
                heading="Tags", width=24, look=TEXT, value=lambda post: ", ".join(post.tags), printed=False
            ),
            Column(heading="Budget", width=12, look=COUNT, value=lambda post: post.budget, printed=False),
            *aim_columns(workspace),
            Column(heading="Variants", width=40, look=TEXT, value=_variants, printed=False),
            Column(
                heading="Media link",
                width=34,
                look=SMALL,
                value=lambda post: post.version.content.media_link,
                printed=False,
            ),
            Column(
                heading="Alt text",
                width=34,
                look=TEXT,
                value=lambda post: post.version.content.alt_text,
                printed=False,
            ),
            Column(
                heading="Published at",
                width=34,
                look=SMALL,
                value=lambda post: links(post, report),
                printed=False,
            ),
            Column(
                heading=f"State since ({zone})",
                width=18,
                look=DATE,
                value=lambda post: post.state_at,
                printed=False,
            ),
            Column(heading="Post id", width=20, look=SMALL, value=lambda post: post.id, printed=False),
        ),
    )


def waiting_for(post: Post, report: Report) -> str:
    """Whom the post waits for, in words; empty once it is decided."""
    every = waits(post, workspace=report.workspace, at=report.made_at)
    if post.state is not State.IN_REVIEW:
        return ", ".join(report.name(user) for wait in every for user in wait.people)
    return ", ".join(wait.party if wait.people else f"{wait.party} (nobody can sign)" for wait in every)


def clashes(post: Post, report: Report) -> str:
    """What a post says otherwise or again than others that are not settled by a change, a line for each of them."""
    return "\n".join(_clash(one, post, report) for one in report.clashes.get(post.id, ()))


def _clash(one: Standing, post: Post, report: Report) -> str:
    terms = (
        f" ({', '.join(each.term.value for each in one.clash.differences)})" if one.clash.differences else ""
    )
    settled = f": {report.name(one.by)} let both stand, {one.because}" if one.by else ""
    return f"{_BESIDE[one.clash.kind]} “{one.title_beside(post.id)}”{terms}{settled}"


def published_at(post: Post, report: Report) -> datetime | None:
    """When somebody said that it is out."""
    outcome = report.outcomes.get(post.id)
    return outcome.publication.at if outcome else None


def links(post: Post, report: Report) -> str:
    """Where it is to be found, a line for each network."""
    outcome = report.outcomes.get(post.id)
    return "\n".join(one.url for one in outcome.publication.links) if outcome else ""


def _networks(post: Post) -> str:
    return ", ".join(network.label for network in post.version.content.networks)


def _template(post: Post) -> str:
    """From which template it was made, and how it was reviewed."""
    if post.use is None:
        return ""
    return f"{post.use.name}, version {post.use.number}" + ("" if post.use.trusted else " (full review)")


def _variants(post: Post) -> str:
    """The texts of networks that have their own."""
    return "\n\n".join(f"{one.network.label}: {one.text}" for one in post.version.content.variants)


def _signed(post: Post, report: Report) -> int:
    every = seats(post, workspace=report.workspace, at=report.made_at)
    return sum(seat.state is SeatState.SIGNED for seat in every)


def _stores(post: Post, report: Report) -> str:
    names = {store.key: store.name for store in report.workspace.stores}
    return ", ".join(names.get(key, key) for key in post.stores)
