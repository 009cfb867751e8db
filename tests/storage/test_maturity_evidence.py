"""What evidence is made of: the posts that went out, as they went out."""

from dataclasses import replace
from datetime import timedelta

from domain.findings import Finding, Level
from domain.maturity_evidence import PostFacts
from domain.people import WorkspaceId
from domain.posts import Post, State
from storage.database import Database
from tests.storage.examples import AT, EVE, MINUTE, WORKSPACE, a_post, a_sign_off, a_version

DAY = timedelta(days=1)
PRICE = Finding(
    rule="House.Price", level=Level.WARNING, message="!", start=0, end=0, match="", tags=("price", "offer")
)


def approved(id: str, *, publish_at_day: int, **changes: object) -> Post:
    post = replace(a_post(id, publish_at=AT + publish_at_day * DAY), state=State.APPROVED, **changes)  # type: ignore[arg-type]
    return replace(post, sign_offs=(a_sign_off(post), a_sign_off(post, by=EVE, department="hr")))


def keep(database: Database, *posts: Post) -> None:
    with database.transaction(WORKSPACE) as transaction:
        for post in posts:
            transaction.posts.save(post)


def test_what_was_marked_counts_when_it_was_and_what_was_planned_counts_at_its_time(
    database: Database,
) -> None:
    content = replace(a_version().content, media_link="https://example.org/a.jpg", alt_text="A jacket")
    told = replace(a_version(), content=content, findings=(PRICE,))
    keep(
        database,
        approved(
            "P1", publish_at_day=1, stores=("S1", "S2"), shows_people=True, versions=(told,), tags=("staff",)
        ),
        replace(approved("P2", publish_at_day=1), state=State.PUBLISHED, state_at=AT + 2 * DAY),
    )
    with database.snapshot(WORKSPACE) as seen:
        planned, marked = seen.evidence.went_out(AT, AT + 7 * DAY)
    assert planned == PostFacts(
        went_out=AT + DAY,
        text=content.text,
        stores=frozenset({"S1", "S2"}),
        pictures=True,
        described=True,
        shows_people=True,
        tags=frozenset({"price", "offer", "staff"}),
        departments=frozenset({"ecommerce", "marketing", "hr"}),
    )
    assert (marked.went_out, marked.pictures, marked.tags) == (AT + 2 * DAY, False, frozenset())


def test_what_is_not_approved_or_lies_outside_or_elsewhere_does_not(database: Database) -> None:
    keep(
        database,
        replace(approved("P1", publish_at_day=1), state=State.IN_REVIEW),
        approved("P2", publish_at_day=7),
        replace(approved("P3", publish_at_day=-1), publish_at=AT - MINUTE),
    )
    with database.snapshot(WORKSPACE) as seen:
        assert seen.evidence.went_out(AT, AT + 7 * DAY) == ()
    keep(database, approved("P4", publish_at_day=0))
    with database.snapshot(WORKSPACE) as seen:
        assert len(seen.evidence.went_out(AT, AT + 7 * DAY)) == 1
    with database.snapshot(WorkspaceId("T02")) as seen:
        assert seen.evidence.went_out(AT, AT + 7 * DAY) == ()
