"""What the desk's record says beside an answer, about posts of the four weeks before week 48."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.maturity import Anchor, Source
from domain.maturity_evidence import Evidence, PostFacts, evidence
from tests.domain.maturity import WEEK
from tests.domain.stories import MONDAY

TRACKED = "https://shop.example/jackets?utm_source=instagram&utm_campaign=autumn"
PLAIN = "https://shop.example/jackets"


def post(days: float = 7, text: str = "Jackets are here.", **facts: Any) -> PostFacts:
    """A post that went out so many days before Monday of week 48."""
    return PostFacts(went_out=MONDAY - timedelta(days=days), text=text, **facts)


def said(source: Source, *posts: PostFacts, stores: int = 4) -> tuple[str, Anchor | None]:
    found = evidence(source, posts, week=WEEK, timezone="Europe/London", stores=stores)
    assert found.source is source
    return found.line, found.level


def test_the_line_of_the_example() -> None:
    posts = [post(text="Which one is yours?")] * 7 + [post()] * 2

    assert said(Source.QUESTIONS, *posts) == ("7 of 9 posts last month invited an answer", None)


@pytest.mark.parametrize(
    ("days", "line", "level"),
    [
        ((), "nothing went out last month", Anchor.NOT_YET),
        ((7,), "1 post went out last month, in 1 of 4 weeks", Anchor.SOMETIMES),
        ((7, 8, 14), "3 posts went out last month, in 2 of 4 weeks", Anchor.SOMETIMES),
        ((7, 14, 21), "3 posts went out last month, in 3 of 4 weeks", Anchor.USUALLY),
        ((7, 14, 21, 28), "4 posts went out last month, in 4 of 4 weeks", Anchor.ALWAYS),
        ((-1, 0, 35), "nothing went out last month", Anchor.NOT_YET),
    ],
)
def test_rhythm_is_how_many_weeks_had_a_post(days: tuple[int, ...], line: str, level: Anchor) -> None:
    assert said(Source.RHYTHM, *map(post, days)) == (line, level)


def test_weeks_are_the_workspaces() -> None:
    sunday_night = PostFacts(went_out=datetime(2026, 11, 22, 23, 30, tzinfo=UTC), text="Good night.")

    lines = [
        evidence(Source.RHYTHM, [sunday_night], week=WEEK, timezone=zone, stores=0).line
        for zone in ("Europe/London", "Asia/Tokyo")
    ]

    assert lines == ["1 post went out last month, in 1 of 4 weeks", "nothing went out last month"]


@pytest.mark.parametrize(
    ("touched", "stores", "line", "level"),
    [
        ("", 4, "posts last month touched 0 of 4 stores", Anchor.NOT_YET),
        ("ab", 4, "posts last month touched 2 of 4 stores", Anchor.SOMETIMES),
        ("abc", 4, "posts last month touched 3 of 4 stores", Anchor.USUALLY),
        ("abcd", 4, "posts last month touched 4 of 4 stores", Anchor.ALWAYS),
        ("abcd", 1, "posts last month touched 1 of 1 store", Anchor.ALWAYS),
        ("a", 1200, "posts last month touched 1 of 1,200 stores", Anchor.SOMETIMES),
        ("a", 0, "the desk knows no stores yet", None),
    ],
)
def test_stores_are_counted_once(touched: str, stores: int, line: str, level: Anchor | None) -> None:
    posts = [post(stores=frozenset(key)) for key in touched] + [post(stores=frozenset(touched))]

    assert said(Source.STORES, *posts, stores=stores) == (line, level)


@pytest.mark.parametrize(
    ("described", "of", "level"),
    [
        (0, 3, Anchor.NOT_YET),
        (1, 3, Anchor.SOMETIMES),
        (3, 4, Anchor.USUALLY),
        (4, 4, Anchor.ALWAYS),
        (2, 2, None),  # too few to say
    ],
)
def test_a_share_suggests_a_level(described: int, of: int, level: Anchor | None) -> None:
    pictures = [post(pictures=True, described=number < described) for number in range(of)]

    assert said(Source.ALT_TEXT, *pictures, post(), post()) == (
        f"{described} of {of} posts with a picture last month had it described",
        level,
    )


@pytest.mark.parametrize(
    ("source", "hit", "miss", "line"),
    [
        (
            Source.STAFF,
            post(shows_people=True),
            post(),
            "1 of 4 posts last month showed or named people who agreed",
        ),
        (
            Source.DEPARTMENTS,
            post(departments=frozenset({"hr", "marketing", "field-ops"})),
            post(departments=frozenset({"hr", "marketing"})),
            "1 of 4 posts last month had been seen by three or more departments",
        ),
        (
            Source.TRACKED_LINKS,
            post(text=f"Look: {TRACKED}"),
            post(text=f"Look: {TRACKED} or {PLAIN}"),
            "1 of 4 posts with a link last month said where the visit came from",
        ),
        (
            Source.PRODUCT_LINKS,
            post(text=PLAIN, tags=frozenset({"offer"})),
            post(tags=frozenset({"price"})),
            "1 of 4 posts about prices or offers last month led to where to buy",
        ),
        (
            Source.RECRUITING,
            post(text=PLAIN, tags=frozenset({"recruiting"})),
            post(tags=frozenset({"recruiting"})),
            "1 of 4 posts about jobs last month led to where to apply",
        ),
    ],
)
def test_what_is_counted(source: Source, hit: PostFacts, miss: PostFacts, line: str) -> None:
    expected = Anchor.USUALLY if source is Source.STAFF else Anchor.SOMETIMES

    assert said(source, hit, miss, miss, miss) == (line, expected)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (Source.ALT_TEXT, "no post with a picture went out last month"),
        (Source.QUESTIONS, "no post went out last month"),
        (Source.TRACKED_LINKS, "no post with a link went out last month"),
        (Source.PRODUCT_LINKS, "no post about a price or an offer went out last month"),
        (Source.RECRUITING, "no post about jobs went out last month"),
    ],
)
def test_without_such_posts_it_says_so_and_suggests_nothing(source: Source, line: str) -> None:
    posts = [] if source is Source.QUESTIONS else [post()]

    assert said(source, *posts) == (line, None)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Which one?", 1),
        ("どれ？", 1),
        ("Look: https://shop.example/?a=b", 0),
        ("Look: https://shop.example/?a=b Well?", 1),
        ("Tell us.", 0),
    ],
)
def test_a_question_mark_in_an_address_asks_nothing(text: str, asks: int) -> None:
    assert said(Source.QUESTIONS, post(text=text))[0] == f"{asks} of 1 post last month invited an answer"


@pytest.mark.parametrize(
    "link",
    [
        PLAIN,
        "https://shop.example/?utm_source=",
        "https://shop.example/?utm_medium=social",
        "https://[/?utm_source=x",
        "https://shop.example/#utm_source=x",
    ],
)
def test_a_link_that_does_not_say_where_from(link: str) -> None:
    assert said(Source.TRACKED_LINKS, post(text=link))[0].startswith("0 of 1 post with a link")


POSTS = st.lists(
    st.builds(
        PostFacts,
        went_out=st.integers(-14 * 24, 42 * 24).map(lambda hours: MONDAY - timedelta(hours=hours)),
        text=st.text(max_size=80) | st.from_regex(r"https?://.{0,30}\?utm_source=.{0,9}"),
        pictures=st.booleans(),
        described=st.booleans(),
        tags=st.frozensets(st.sampled_from(["price", "recruiting"])),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Source), POSTS, st.integers(0, 3))
def test_no_post_breaks_the_evidence(source: Source, posts: list[PostFacts], stores: int) -> None:
    one = evidence(source, posts, week=WEEK, timezone="UTC", stores=stores)

    assert one == evidence(source, posts[::-1], week=WEEK, timezone="UTC", stores=stores)
    assert isinstance(one, Evidence)
    assert "last month" in one.line or "stores" in one.line
