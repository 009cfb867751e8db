"""Eight weeks at a small desk: what happens, and what comes of it on paper.

The answers are those to profiles, rhythm (Recruit), answering, contests (Engage), offers, revenue (Convert), from 0 for
"not yet" to 3 for "always"; profiles weigh twice, offers three times. Field operations never answers. A stage's
percentage is the weighted mean of what the others said last, of 3.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from domain.campaign import Campaign
from domain.people import UserId

MONDAY = datetime(2026, 10, 5, 8, 0, 5, tzinfo=UTC)
"""Nine o'clock in London, where summer time lasts for three of these weeks."""
WINTER = datetime(2026, 10, 25, 1, tzinfo=UTC)
FIRST = 41
"""The number of the first week."""
FRIDAY = 103
"""Hours from nine on Monday to the digest, at four in the afternoon."""


def monday(week: int) -> datetime:
    """Nine o'clock on the week's Monday; weeks count from 0."""
    at = MONDAY + timedelta(weeks=week)
    return at + timedelta(hours=at > WINTER)


@dataclass(frozen=True, slots=True)
class Answers:
    """What leads say in a week, and what it comes to.

    Attributes:
        percents: recruit, engage, convert.
        held: how many of these, from the first on.
        finding: how the finding begins.
    """

    eli: str
    mia: str
    hal: str
    percents: tuple[int, int, int]
    held: int
    finding: str


ANSWERS = (
    # profiles 1, rhythm 1/2: (2*1 + 1/2)/3 = 5/6 of 3. answering 1/2, contests 0: 1/4 of 3.
    Answers("100000", "111000", "", (28, 8, 0), 0, "No stage is held yet; Recruit comes first, at 28 %"),
    # profiles 4/3, rhythm 4/3: 4/3. answering 4/3, contests 1: 7/6.
    Answers("211000", "221100", "012200", (44, 39, 0), 0, "No stage is held yet; Recruit comes first, at 44 % (▲ 16)"),
    # Hal skips, so 0 1 2 2 0 0 stands. profiles 5/3, rhythm 5/3; answering, contests 4/3; (3*2/3 + 1/3)/4 = 7/12.
    Answers("221110", "321111", "", (56, 44, 19), 0, "No stage is held yet; Recruit comes first, at 56 % (▲ 12)"),
    # Hal answers on Friday evening. profiles 7/3, rhythm 8/3: 22/9. answering 5/3, contests 4/3: 3/2. (3*2/3 + 1)/4 = 3/4.
    Answers("331111", "332111", "122201", (81, 50, 25), 1, "Recruit is held; Engage comes next, at 50 % (▲ 6)"),
    # profiles and rhythm 8/3. answering 7/3, contests 2: 13/6. offers and revenue 1.
    Answers("332211", "333211", "222211", (89, 72, 33), 2, "Engage is held; Convert comes next, at 33 % (▲ 8)"),
    # profiles 4/3, rhythm 5/3: 13/9. Engage stays at 13/6, and is pulled back.
    Answers("012211", "223211", "222211", (48, 72, 33), 0, "No stage is held yet; Recruit comes first, at 48 % (▼ 41)"),
    # Hal does not answer: 2 2 2 2 1 1. profiles 8/3, rhythm 7/3: 23/9. answering 8/3, contests 7/3. (3*5/3 + 4/3)/4 = 19/12.
    Answers("323221", "333322", "", (85, 83, 53), 2, "Engage is held; Convert comes next, at 53 % (▲ 20)"),
    # profiles, rhythm, answering, contests and offers 8/3, revenue 2: (8 + 2)/4.
    Answers("333332", "333332", "222222", (89, 89, 83), 3, "Every stage is held, up to Convert"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One of Eve's posts, for E-commerce; everything in hours.

    Attributes:
        at: when she proposes it, after nine on Monday.
        signed: who approves it within how many hours; Hal has a seat where people are shown.
        out: when she marks it as published, after nine on Monday.
        due: its publish time, after nine on Monday.
        returned: when Mia asks for changes, after nine on Monday.
        campaign: what she chooses for it; empty for none.
        step: the step of the customer's way that she says it serves; empty for none.
    """

    text: str
    at: float
    signed: dict[str, int] = field(default_factory=dict)
    out: float | None = None
    due: float | None = None
    returned: float | None = None
    campaign: str = ""
    step: str = ""


OFFER = "Twenty percent off: 20% off every coat."
"""The rulebook stops an offer that says no end."""
POSTS: dict[int, tuple[Post | str, ...]] = {
    41: (OFFER, Post(text="Slippers for cold floors.", at=1, signed={"mia": 4}, out=30)),
    42: (
        Post(text="A jumper made of jumpers.", at=1, signed={"mia": 3}, out=30, step="preference"),
        Post(text="Who cuts your hair in Leeds.", at=2, signed={"mia": 4, "hal": 6}, out=31, step="trial"),
        Post(text="Tea towels with maps.", at=3, due=51, step="research"),
    ),
    44: (Post(text="Ninety kinds of buttons.", at=25),),
    45: (Post(text="Umbrellas that turn inside out.", at=2, signed={"mia": 4}, out=50),),
    46: (
        Post(text="Candles poured in Wales.", at=1, signed={"mia": 3}, out=30, step="purchase"),
        Post(text="Boots for the garden.", at=2, signed={"mia": 5}, out=31),
        Post(text="A scarf as wrapping paper.", at=3, returned=27),
    ),
    47: (
        OFFER,
        OFFER,
        Post(
            text="Our apprentices open the store.",
            at=1,
            signed={"mia": 3, "hal": 4},
            out=30,
            campaign="Work with us",
        ),
    ),
}
PURPOSE = Campaign(
    name="Work with us",
    purpose="Fill every vacancy with people who stay",
    owner=UserId("U0HAL"),
    first=date(2026, 11, 9),
    last=date(2026, 12, 24),
    at=MONDAY,
)
"""The only campaign, which begins on the Monday of week 46: what goes out from then on can have a purpose."""
PEOPLE = ("Who cuts your hair in Leeds.", "Our apprentices open the store.")
"""They show people, so HR has a seat, and three departments have seen them."""
SIGNED_LATE = {45: ("Ninety kinds of buttons.", 1)}
"""Of an earlier week: signed in this one, so many hours after nine on Monday."""


@dataclass(frozen=True, slots=True)
class Told:
    """The digest of a week, on paper: each figure against the week before. What is empty does not stand there.

    Attributes:
        week: posts out, within which half were approved, expired.
        seen: by three or more departments, which steps were served, and what went out without a purpose.
        blocked: by the rulebook.
    """

    week: str
    seen: str
    blocked: str
    stages: str
    move: str
    needs: str


DIGESTS = (
    # One out, approved within 4 h.
    Told(
        "1 post went out (▲ 1) · 1 was approved, within 4 h",
        "0 of 1 post was seen by three or more departments",
        "1 blocked before it went out (▲ 1)",
        "Recruit 28 % · Engage 8 % · Convert 0 %",
        "Next move, open since Thu 8 Oct: “Step 1” · Marketing",
        "",
    ),
    # Two out; one of two was approved within 3 h, the other within 6. One expired on Wednesday, and served nobody.
    Told(
        "2 posts went out (▲ 1) · half were approved within 3 h (▼ 1 h) · 1 expired (▲ 1)",
        "1 of 2 posts was seen by three or more departments (was 0/1) · "
        "only “preference” and “trial” were served",
        "",
        "Recruit 44 % (▲ 16) · Engage 39 % (▲ 31) · Convert 0 % (=)",
        "Next move, open since Thu 15 Oct: “Step 2” · E-commerce",
        "“Tea towels with maps.” expired before it was approved",
    ),
    # Nobody did anything. Hal skipped, so his step of the week before is what is due for longest.
    Told(
        "No post went out (▼ 2) · none was approved (▼ 2) · 0 expired (▼ 1)",
        "",
        "",
        "Recruit 56 % (▲ 12) · Engage 44 % (▲ 5) · Convert 19 % (▲ 19); in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 15 Oct: “Step 2” · HR",
        "",
    ),
    # Hal has not answered yet: 0 1 2 2 0 0. profiles 2, rhythm 7/3: 19/9. engage 3/2. offers and revenue 2/3.
    Told(
        "No post went out (=)",
        "",
        "",
        "Recruit newly held, 70 % (▲ 14) · Engage 50 % (▲ 6) · Convert 22 % (▲ 3); in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 15 Oct: “Step 2” · HR",
        "Marketing has not answered on “Ninety kinds of buttons.” for 3 days",  # Tuesday 10:00 to Friday 16:00
    ),
    # One was approved within 4 h, the other after six days: half within 4 h. With Hal's late answer it was 81, 50, 25.
    Told(
        "1 post went out (▲ 1) · half were approved within 4 h",
        "0 of 1 post was seen by three or more departments",
        "",
        "Recruit held, 89 % (▲ 8) · Engage newly held, 72 % (▲ 22) · Convert 33 % (▲ 8); "
        "in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 5 Nov: “Step 5” · E-commerce",
        "",
    ),
    # Approved within 3 h and 5 h; of one nobody said a step. Neither names the campaign that began on Monday, nor did the one post of week 45.
    Told(
        "2 posts went out (▲ 1) · half were approved within 3 h (▼ 1 h)",
        "0 of 2 posts were seen by three or more departments (=) · only “purchase” was served · "
        "2 went out without a purpose (▲ 1)",
        "",
        "Recruit no longer held, 48 % (▼ 41) · Engage no longer held, waits for Recruit, 72 % (=) · "
        "Convert 33 % (=); in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 12 Nov: “Step 6” · E-commerce",
        "“A scarf as wrapping paper.” by E-commerce waits for a new version, for 3 days",  # Tuesday 12:00
    ),
    # Approved once HR had signed, too. Hal does not answer, so his step is what is due for longest.
    Told(
        "1 post went out (▼ 1) · 1 was approved, within 4 h (▲ 1 h)",
        "1 of 1 post was seen by three or more departments (was 0/2)",
        "2 blocked before they went out (▲ 2)",
        "Recruit newly held, 85 % (▲ 37) · Engage newly held, 83 % (▲ 11) · Convert 53 % (▲ 20); "
        "in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 12 Nov: “Step 6” · HR",
        "“A scarf as wrapping paper.” by E-commerce waits for a new version, for 10 days",
    ),
    Told(
        "No post went out (▼ 1) · none was approved (▼ 1)",
        "",
        "",
        "Recruit held, 89 % (▲ 4) · Engage held, 89 % (▲ 6) · Convert newly held, 83 % (▲ 30); "
        "in week 41 they were at 28, 8 and 0 %",
        "Next move, open since Thu 26 Nov: “Step 8” · E-commerce",
        "“A scarf as wrapping paper.” by E-commerce waits for a new version, for 17 days",
    ),
)
