"""Exceptions that come too late, where no typed word is lost, and dated ones that run out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blocks.cards import APPROVE, REJECT
from blocks.exceptions import GRANT
from blocks.home_tasks import GRANT as HOME_GRANT
from blocks.more import EDIT, MORE
from blocks.pleas import ASK, BECAUSE
from blocks.rule_details import EXEMPT
from blocks.rules import DETAILS
from bot.timekeeping import keep_time
from domain.audit import Action
from domain.exceptions import exempt
from domain.notices import NoticeKind
from domain.people import UserId
from domain.posts import Post, State
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    MAX,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Desk,
    as_opened,
    on_one_database,
    target_of,
)
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened, pressed
from tests.handlers.test_timekeeping import buttons, clocks_at_once, kit_of, message_to, of_kind, tick, words

FOREVER = "Autumn jackets: 20% off, online."
"""An offer that names no end: the rulebook forbids it."""
WHY = "The end is printed on the picture."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def pleaded(desk: Desk, by: UserId = EVE) -> Post:
    """A post whose author asks for an exception."""
    view = desk.form(by, FOREVER)
    assert desk.submit(by, view, networks=["x"]).errors
    desk.press(by, as_opened(view, networks=["x"]), "check_wording")
    view = desk.slack.view
    answer = desk.submit(by, view, **{"networks": ["x"], ASK: ["yes"], BECAUSE: WHY})
    assert answer.body == ""
    return desk.post(target_of(view))


def granted(desk: Desk, post: Post) -> None:
    desk.click(MAX, desk.card(post), GRANT)
    desk.submit(MAX, desk.slack.view, **{BECAUSE: "It is."})


def rejected(desk: Desk, post: Post) -> None:
    desk.click(MAX, desk.card(post), REJECT)
    desk.submit(MAX, desk.slack.view, reason="other", comment="No.")


def withdrawn(desk: Desk, post: Post) -> None:
    desk.withdraw(post)


@on_one_database
@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (granted, "Nothing is left here that an exception could be granted from."),
        (rejected, f"This post was rejected by <@{MAX}> <!date^"),
        (withdrawn, f"This post was withdrawn by <@{EVE}> <!date^"),
    ],
)
def test_a_grant_that_comes_too_late_gives_the_words_back(
    desk: Desk, slack: FakeSlack, happened: object, said: str
) -> None:
    post = pleaded(desk)
    desk.click(MIA, desk.card(post), GRANT)
    view = slack.view
    assert callable(happened)
    happened(desk, post)
    before = desk.kept()

    answer = desk.submit(MIA, view, **{BECAUSE: "My words."})

    assert said in str(answer.body["view"]["blocks"])
    assert "My words." in str(answer.body["view"]["blocks"])
    assert desk.kept() == before


def test_an_exception_is_granted_from_the_home_which_is_drawn_anew(desk: Desk, slack: FakeSlack) -> None:
    post = pleaded(desk)
    opened(desk, MIA)
    home = slack.to("views.publish")[-1]["view"]
    assert "Blocked by the rulebook until Marketing grants an exception" in str(home)
    assert "home_approve" not in str(home)

    pressed(desk, MIA, home, HOME_GRANT)
    drawn = len(slack.to("views.publish"))
    assert desk.submit(MIA, slack.view, **{BECAUSE: "It is."}).body == ""

    assert [one.by for one in desk.post(post.id).exemptions] == [MIA]
    (redrawn,) = slack.to("views.publish")[drawn:]
    assert "home_approve" in str(redrawn["view"])
    assert "Blocked by the rulebook" not in str(redrawn["view"])


def test_an_edit_that_comes_too_late_gives_every_input_back(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    view = slack.view
    rejected(desk, post)
    desk.at += timedelta(minutes=1)

    answer = desk.submit(EVE, view, text="Slippers in all sizes.", title="All sizes", alt_text="A slipper")

    shown = str(answer.body["view"]["blocks"])
    assert f"This post was rejected by <@{MAX}> <!date^" in shown
    assert all(
        words in shown for words in ("Slippers in all sizes.", "Title, to copy:", "All sizes", "A slipper")
    )
    assert desk.post(post.id).state is State.REJECTED


@on_one_database
@pytest.mark.parametrize("by", [EVE, ADA, WIM])
def test_nobody_but_marketing_grants_it(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    post = pleaded(desk)
    before = desk.kept()

    desk.click(by, desk.card(post), GRANT)

    assert "Only approvers of Marketing grant exceptions." in slack.reply
    assert desk.kept() == before


MIDNIGHT = datetime(2026, 11, 18, tzinfo=UTC)
"""When an exception for the day of `NOON` runs out in London."""
HOUR = timedelta(hours=1)


def until_midnight(desk: Desk) -> None:
    """Marketing lets everybody keep offers without an end for today; time has been followed before."""
    tick(desk, NOON)
    with desk.database.transaction(WORKSPACE) as work:
        rule = desk.rulebook.rule("House.OfferEndDate")
        work.exceptions.add(
            exempt(
                rule, until=date(2026, 11, 17), because="Stocktaking.", by=MIA, at=NOON, workspace=RETAILER
            )
        )


def ended(desk: Desk) -> list[str]:
    """The posts for which the record says that an exception ended."""
    return [one.event.subject for one in desk.trail() if one.event.action is Action.EXCEPTION_ENDED]


def test_what_is_granted_is_not_asked_for_again_when_the_wording_is_checked(
    desk: Desk, slack: FakeSlack
) -> None:
    post = pleaded(desk)
    granted(desk, post)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    desk.press(EVE, slack.view, "check_wording")
    assert "nothing blocks while the exception holds" in str(slack.view)

    until_midnight(desk)
    desk.press(EVE, desk.form(EVE, FOREVER), "check_wording")
    assert "nothing blocks while the exception holds" in str(slack.view)
    assert ASK not in str(slack.view)


def test_a_dated_exception_that_runs_out_blocks_again_and_is_told_once(desk: Desk, slack: FakeSlack) -> None:
    until_midnight(desk)
    publish_at = int((MIDNIGHT + 48 * HOUR).timestamp())
    waiting = desk.propose(EVE, FOREVER, publish_at=publish_at)
    approved = desk.propose(EVE, "Warm winter boots for long walks: 30% off, online.", publish_at=publish_at)
    harmless = desk.propose(EVE, "Slippers are back.")
    desk.click(MIA, desk.card(approved), "post_approve")
    desk.click(ELI, desk.card(approved), "post_approve")
    assert desk.post(approved.id).state is State.APPROVED
    assert "Blocked" not in words(desk.card(waiting))

    tick(desk, MIDNIGHT - timedelta(seconds=1))
    assert ended(desk) == []
    for seconds in (0, 30, 60):
        tick(desk, MIDNIGHT + timedelta(seconds=seconds))

    assert sorted(ended(desk)) == sorted([waiting.id, approved.id])
    assert desk.post(approved.id).state is desk.post(waiting.id).state is State.IN_REVIEW
    for post in (waiting, approved):
        assert "Blocked by the rulebook until the text is edited" in desk.card(post)["text"] + words(
            desk.card(post)
        )
    cards = {one.subject: one.wanted for one in of_kind(desk, NoticeKind.CARD)}
    assert (cards[waiting.id], cards[approved.id], cards[harmless.id]) == (2, 4, 1)
    told = message_to(desk, EVE, kind=NoticeKind.AUTHOR)
    assert "Onevoice blocks your post again, as an exception from its rule has run out" in told["text"]
    assert "ask there for an exception for this post alone" in words(told)

    # It goes on from there: an exception for this post alone, and nobody has to sign again.
    desk.click(EVE, desk.card(approved), MORE, choice=EDIT)
    desk.press(EVE, as_opened(slack.view), "check_wording")
    assert desk.submit(EVE, slack.view, **{ASK: ["yes"], BECAUSE: WHY}).body == ""
    desk.click(MAX, desk.card(approved), GRANT)
    assert desk.submit(MAX, slack.view, **{BECAUSE: "It is."}).body == ""
    assert desk.post(approved.id).state is State.APPROVED


def test_whoever_was_reminded_or_asked_reads_that_it_is_blocked_again(desk: Desk) -> None:
    post = pleaded(desk)
    until_midnight(desk)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    assert desk.submit(EVE, desk.slack.view, publish_at=int((NOON + 26 * HOUR).timestamp())).body == ""
    tick(desk, NOON + 2 * HOUR)
    assert "post_approve" in buttons(message_to(desk, MIA))
    before = {one.place: one.wanted for one in of_kind(desk, NoticeKind.EXCEPTION_REQUEST)}

    tick(desk, MIDNIGHT)

    assert "post_approve" not in buttons(message_to(desk, MIA))
    assert "Blocked by the rulebook" in words(message_to(desk, MIA))
    (reminder,) = [one for one in of_kind(desk, NoticeKind.REMINDER) if one.place == MIA]
    assert reminder.wanted == 2
    after = {one.place: one.wanted for one in of_kind(desk, NoticeKind.EXCEPTION_REQUEST)}
    assert after == {one: wanted + 1 for one, wanted in before.items()}
    assert buttons(message_to(desk, MIA, kind=NoticeKind.EXCEPTION_REQUEST)) == [GRANT]


def test_two_processes_and_one_that_died_end_an_exception_once(desk: Desk, database_url: str) -> None:
    until_midnight(desk)
    posts = [desk.propose(EVE, f"{number}. {FOREVER}") for number in range(3)]
    desk.at = MIDNIGHT
    lives = iter(range(4))

    def next_id() -> str:
        for number in lives:
            return f"dead{number}"
        raise SystemExit

    with pytest.raises(SystemExit):
        keep_time(kit_of(desk, new_id=next_id))
    assert len(ended(desk)) == 1

    clocks_at_once(desk, database_url)

    assert sorted(ended(desk)) == sorted(one.id for one in posts)


def exempted(desk: Desk, by: UserId) -> None:
    """Somebody lets the rule rest for today, through the rule's details."""
    found = desk.command(by, "rules OfferEndDate").body
    desk.click(by, found, DETAILS)
    desk.press(by, desk.slack.view, EXEMPT)
    answer = desk.submit(by, desk.slack.view, until="2026-11-17", **{BECAUSE: "Stocktaking."})
    assert answer.body == {"response_action": "clear"}


def test_an_author_does_not_release_their_own_post_by_letting_the_rule_rest(desk: Desk) -> None:
    post, before = pleaded(desk, by=MIA), pleaded(desk, by=EVE)
    for by in (MAX, ELI):
        for one in (post, before):
            desk.click(by, desk.card(one), APPROVE)

    exempted(desk, MIA)

    assert desk.post(before.id).state is State.APPROVED, "it lets others' posts pass"
    assert desk.post(post.id).state is State.IN_REVIEW
    said = words(desk.card(post))
    assert f"<@{MAX}> of Marketing grants an exception or the text is edited" in said
    assert f"that of <@{MIA}> does not count for a post of their own" in said
    assert Action.EXCEPTION_GRANTED not in [
        one.event.action for one in desk.trail() if one.event.subject == post.id
    ]
    # Nor does it let anything pass that she proposes while it holds.
    assert desk.submit(MIA, desk.form(MIA, FOREVER), networks=["x"]).errors
    assert desk.propose(EVE, FOREVER).state is State.IN_REVIEW

    desk.click(MIA, desk.card(post), GRANT)
    assert f"Ask <@{MAX}>." in desk.slack.reply
    exempted(desk, MAX)
    assert desk.post(post.id).state is State.APPROVED
