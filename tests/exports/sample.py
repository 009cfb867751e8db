"""A made-up week of a made-up retailer, told through the domain's own verbs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.approvals import reject, request_changes, seats, sign, withdraw
from domain.charter import NO_CHARTER, Charter
from domain.drafts import Draft
from domain.findings import Finding, Level, Verdict
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.periods import Period, read_period
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId
from domain.proposals import propose, revise
from domain.publishing import Link, publish
from domain.results import Figure, Outcome, Results
from domain.signoffs import RejectReason
from domain.ticking import tick
from domain.workspaces import Workspace
from exports.report import Report, report_of
from tests.exports.ideas import ELI, EVE, FAY, FINN, HANA, HUGO, IDEAS, MAX, MIA, NAMES, TESS, Idea

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
WEEK = read_period("2026-11-16..2026-11-22", at=NOW, timezone="Europe/London")

DESK = Workspace(
    id=WorkspaceId("T1"),
    desk=ChannelId("C1"),
    timezone="Europe/London",
    departments=(
        Department(key="ecommerce", name="E-commerce", lead=ELI, approvers=(ELI,), members=(EVE,)),
        Department(key="marketing", name="Marketing", lead=MIA, approvers=(MIA, MAX), members=(TESS,)),
        Department(key="hr", name="HR", lead=HANA, approvers=(HANA,), members=(HUGO,)),
        Department(key="field-ops", name="Field operations", lead=FAY, approvers=(FAY, FINN)),
    ),
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North"),
        Store(key="S002", name="York Coney Street", region="North"),
        Store(key="S003", name="Bath Southgate", region="South"),
    ),
)

RULES = (
    ("£", Level.SUGGESTION, "House.Prices", "Say until when “{match}” holds.", None, ("price",)),
    ("the best", Level.WARNING, "House.Superlatives", "“{match}”: say what makes it good.", None, ()),
    ("utilise", Level.SUGGESTION, "House.PlainWords", "Say “use” instead of “{match}”.", "use", ()),
    ("guys", Level.WARNING, "House.Inclusive", "“{match}” leaves people out.", "everyone", ("people",)),
    ("in store", Level.SUGGESTION, "House.InStore", "“{match}”: name the stores.", None, ("in-store",)),
    ("eco-friendly", Level.WARNING, "House.GreenClaims", "“{match}” needs proof.", None, ()),
    ("HUGE", Level.WARNING, "House.Shouting", "“{match}”: no capitals for volume.", "huge", ()),
)


FIELD_OPERATIONS = (FAY, FINN)


def verdict(text: str) -> Verdict:
    """What a small rulebook would say."""
    found = [
        Finding(
            rule=rule,
            level=level,
            message=message.format(match=word),
            start=text.index(word),
            end=text.index(word) + len(word),
            match=word,
            replacement=replacement,
            tags=tags,
        )
        for word, level, rule, message, replacement, tags in RULES
        if word in text
    ]
    return Verdict(findings=tuple(sorted(found, key=lambda one: one.start)), rulebook="house-12")


def told(idea: Idea, *, number: int) -> Post:
    """The post that came of an idea."""
    at = MONDAY + timedelta(hours=idea.hour)
    draft = Draft(
        text=idea.text,
        title=idea.title,
        department=idea.department,
        networks=idea.networks,
        publish_at=None if idea.lead is None else at + timedelta(hours=idea.lead),
        media_link=idea.media,
        alt_text="Three people in wool jackets on a market square" if idea.media else "",
        stores=idea.stores,
        shows_people=idea.people,
    )
    post = propose(
        draft,
        verdict(draft.text),
        id=PostId(f"P{number:04}"),
        by=idea.by,
        at=at,
        workspace=DESK,
        policy=SHIPPED_POLICY,
    )
    return ENDS[idea.end](post, draft, idea.pace)


ENDS: dict[str, Callable[[Post, Draft, float], Post]] = {
    "approved": lambda post, _, pace: signed(post, pace=pace),
    "waiting": lambda post, _, __: post,
    "one signed": lambda post, _, pace: signed(post, pace=pace, most=1),
    "changes": lambda post, _, pace: asked(post, hours=pace),
    "reworked": lambda post, draft, pace: signed(
        reworked(asked(post, hours=pace), draft, hours=2 * pace), pace=pace
    ),
    "withdrawn": lambda post, _, pace: withdraw(
        post, by=post.author, at=post.proposed_at + timedelta(hours=pace), workspace=DESK
    ),
    "rejected": lambda post, _, pace: reject(
        post,
        version=1,
        by=next_approver(post),
        at=post.proposed_at + timedelta(hours=pace),
        reason=RejectReason.BAD_TIMING,
        comment="We promised not to shout before Black Friday.",
        workspace=DESK,
    ),
}
"""What can become of a post: from the proposal, its form and the hours between two steps."""


def next_approver(post: Post) -> UserId:
    """Somebody whose signature the post waits for."""
    return next(
        seat.approvers[0] for seat in seats(post, workspace=DESK) if seat.approvers and not seat.sign_off
    )


def signed(post: Post, *, pace: float, most: int = 9) -> Post:
    """The post after its open seats signed one after another; field operations see to the stores first."""
    for _ in range(most):
        if not post.state.open:
            break
        at = max([post.version.at, *(one.at for one in post.current_sign_offs)]) + timedelta(hours=pace)
        by = next_approver(post)
        ready = tick(post, by=by, at=at, workspace=DESK) if by in FIELD_OPERATIONS else post
        post = sign(ready, version=post.version.number, by=by, at=at, workspace=DESK)
    return post


def asked(post: Post, *, hours: float) -> Post:
    """The post after a change request."""
    return request_changes(
        post,
        version=1,
        by=next_approver(post),
        at=post.proposed_at + timedelta(hours=hours),
        comment="Say it as you would to a customer across the counter, please.",
        workspace=DESK,
    )


def reworked(post: Post, draft: Draft, *, hours: float) -> Post:
    """The post after its author wrote it anew."""
    text = draft.text.replace("the best", "a good").replace("guys", "everyone").replace("utilise", "wear")
    return revise(
        post,
        replace(draft, text=text),
        verdict(text),
        read=1,
        by=post.author,
        at=post.proposed_at + timedelta(hours=hours),
        workspace=DESK,
        policy=SHIPPED_POLICY,
    )


def went_out(
    post: Post, *, text: str = "", at: datetime = NOW - timedelta(hours=3), results: tuple[Results, ...] = ()
) -> tuple[Post, Outcome]:
    """An approved post as its author published it, and what it brought."""
    network = post.version.content.networks[0]
    published, publication = publish(
        post,
        version=post.version.number,
        text=text or post.version.content.text,
        links=(Link(network=network, url="https://example.com/1"),),
        by=post.author,
        at=at,
        workspace=DESK,
    )
    return published, Outcome(publication=publication, results=results)


def reached(post: Post, people: float) -> Results:
    """What was recorded a day after a post had gone out."""
    figures = (Figure(measure="own", value=people / 80), Figure(measure="reach", value=people, unit="people"))
    return Results(post=post.id, number=1, by=post.author, at=NOW, name="Visits", figures=figures)


REACHED = {"Autumn jackets are here": 12_400, "Scarf weather": 3_100, "How to wash wool": None}
"""The posts that went out, and how many people saw them, where anybody wrote that down."""


def sample_week() -> tuple[tuple[Post, ...], dict[PostId, Outcome]]:
    """Forty posts in many states, and how those went out that did."""
    posts, outcomes = [], {}
    for number, idea in enumerate(IDEAS, start=1):
        post = told(idea, number=number)
        if post.title in REACHED:
            people = REACHED[post.title]
            results = () if people is None else (reached(post, people),)
            post, outcomes[post.id] = went_out(post, at=post.publish_at or NOW, results=results)
        posts.append(post)
    return tuple(posts), outcomes


def sample_posts() -> tuple[Post, ...]:
    """Forty posts in many states."""
    return sample_week()[0]


def sample_report(
    *,
    period: Period = WEEK,
    posts: tuple[Post, ...] | None = None,
    outcomes: Mapping[PostId, Outcome] | None = None,
    charter: Charter = NO_CHARTER,
) -> Report:
    """The week's report."""
    report = report_of(
        period,
        sample_posts() if posts is None else posts,
        workspace=DESK,
        names=NAMES,
        at=NOW,
        outcomes=sample_week()[1] if posts is None and outcomes is None else outcomes,
    )
    return replace(report, charter=charter)
