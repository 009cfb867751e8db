"""What of a post stores have to keep, and which changes of it make them say anew that they can."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.checklist import Promise
from domain.expiry import expire, reschedule
from domain.marks import Said
from domain.networks import Network
from domain.policy import SHIPPED_POLICY
from domain.posts import State
from domain.promises import kinds_of, promise_of, sentence_around
from domain.versions import Variant
from tests.domain.chain import CHAIN, TEN, TEXT, edited, found, promised, standing, ticked, without
from tests.domain.stories import EVE, MONDAY, later, proposed

FRIDAY = MONDAY + timedelta(days=4)


@pytest.mark.parametrize(
    ("tags", "promises"),
    [
        (("price",), {Promise.OFFER}),
        (("in-store", "event"), {Promise.EVENT}),
        (("in-store", "click-and-collect"), {Promise.CLICK_AND_COLLECT}),
        (("staff-advice",), {Promise.STAFF_ADVICE}),
        (("recruiting", "inclusive"), {Promise.RECRUITING}),
        (("in-store",), set()),
    ],
)
def test_findings_tell_what_is_promised(tags: tuple[str, ...], promises: set[Promise]) -> None:
    assert kinds_of(proposed(found(*tags))) == promises


def test_authors_tags_tell_it_too_however_they_write_them() -> None:
    post = promised(tags=("Click-and-Collect", "Event", "summer"))

    assert kinds_of(post) == {Promise.CLICK_AND_COLLECT, Promise.EVENT}


def test_an_offer_that_was_read_is_an_offer_though_no_rule_speaks_of_it() -> None:
    assert kinds_of(edited(promised(), offers=(TEN,), text="Jackets, 10 % off.")) == {Promise.OFFER}


def test_a_typing_error_elsewhere_keeps_the_ticks() -> None:
    post = ticked(promised(found("voice"), found("in-store", match="Come"), text=TEXT))
    after = edited(
        post,
        found("in-store", text="Autum jackets are here. Come and feel the wool.", match="Come"),
        text="Autum jackets are here. Come and feel the wool.",
    )

    assert after.version.number == 2
    assert standing(after).complete
    assert after.state is State.IN_REVIEW, "and everybody signs the new version"


@pytest.mark.parametrize(
    "text",
    [
        "Autumn jackets are here. Come and feel the wool for £20.",
        "Autumn jackets are here from 9 to 5. Come and feel the wool.",
        "Autumn jackets are here. Come and feel the silk.",
    ],
    ids=["a price", "hours", "the words that promise it"],
)
def test_a_changed_promise_has_to_be_ticked_anew(text: str) -> None:
    post = ticked(promised(found("in-store", match="Come")))
    after = edited(post, found("in-store", text=text, match="Come"), text=text)

    assert standing(after).ready == 0
    assert after.marks[-1].said is Said.RESET
    assert (after.marks[-1].by, after.marks[-1].note) == (EVE, "the promise changed")
    assert standing(after).reset == after.marks[-1]


def test_a_further_sentence_about_stores_is_a_promise_though_rules_say_so_only_once() -> None:
    text = "Come to our stores. Mittens are warm. Every store has tea."
    post = ticked(promised(found("in-store", text=text, match="our stores"), text=text))

    def after(changed: str) -> bool:
        again = edited(post, found("in-store", text=changed, match="our stores"), text=changed)
        return standing(again).complete

    assert after(text.replace("warm", "warm and red"))
    assert not after(text.replace("tea", "cake"))
    assert not after(text + " Stores are open on Sunday.")


def test_so_has_another_offer_in_the_same_figures() -> None:
    post = ticked(edited(promised(), offers=(TEN,), text="Jackets, 10 % off."), hours=6)

    assert standing(edited(post, offers=(TEN,), text="Jackets: 10 % off.", hours=7)).complete
    assert not standing(
        edited(post, offers=(replace(TEN, products=("coats",)),), text="Coats, 10 % off.", hours=7)
    ).complete


def test_what_is_reset_does_not_rise_again_when_the_change_is_taken_back() -> None:
    first = promised(publish_at=FRIDAY)
    post = edited(edited(ticked(first), text=f"{TEXT} £20."), text=TEXT, hours=6)

    assert promise_of(post, workspace=CHAIN) == promise_of(first, workspace=CHAIN)
    assert standing(post).ready == 0
    assert [one.said for one in post.marks] == [Said.TICKED, Said.RESET], "once is enough"


def test_another_day_resets_another_hour_does_not() -> None:
    post = ticked(promised(publish_at=FRIDAY))

    assert standing(edited(post, publish_at=FRIDAY + timedelta(hours=3))).complete
    moved = edited(post, publish_at=FRIDAY + timedelta(days=1))
    assert standing(moved).ready == 0
    assert moved.marks[-1].note == "it goes out on another day"


def test_the_day_is_the_workspaces() -> None:
    late, later_still = (promised(publish_at=FRIDAY.replace(hour=hour)) for hour in (22, 23))
    berlin = replace(CHAIN, timezone="Europe/Berlin")

    assert promise_of(late, workspace=CHAIN) == promise_of(later_still, workspace=CHAIN)
    assert promise_of(late, workspace=berlin) == promise_of(late, workspace=CHAIN)
    assert promise_of(later_still, workspace=berlin) != promise_of(late, workspace=berlin), "Saturday there"


def test_a_new_time_after_it_expired_resets_too() -> None:
    post = expire(ticked(promised(publish_at=later(24))), workspace=CHAIN, at=later(25))

    def again(hours: float) -> int:
        timed = reschedule(
            post,
            publish_at=later(hours),
            by=EVE,
            at=later(26),
            workspace=CHAIN,
            policy=SHIPPED_POLICY,
        )
        return standing(timed).ready

    assert again(28) == 4, "the same day"
    assert again(50) == 0


def test_more_stores_leave_the_ticks_of_the_others() -> None:
    post = ticked(promised(stores=("S001", "S002")))
    more = edited(post, stores=("S001", "S002", "S003"))

    assert standing(more).words == "ready 2 of 3"


def test_nothing_is_reset_where_nothing_was_said() -> None:
    assert edited(promised(), text=f"{TEXT} £20.").marks == ()


def test_what_was_excluded_stays_out_after_a_reset() -> None:
    post = edited(without(promised(), "S001"), text=f"{TEXT} £20.")

    assert set(standing(post).excluded) == {"S001"}


def test_a_networks_own_text_promises_too() -> None:
    own = (Variant(network=Network.X, text="Come in on Friday. We are there."),)
    post = promised(
        replace(found("in-store", text="Come in on Friday.", match="Come in"), network=Network.X),
        variants=own,
    )
    other = replace(own[0], text="Come in on Sunday. We are there.")
    after = edited(
        ticked(post),
        replace(found("in-store", text="Come in on Sunday.", match="Come in"), network=Network.X),
        variants=(other,),
    )

    assert standing(after).ready == 0


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (0, 3, "One. "),
        (5, 8, "Two!"),
        (10, 12, "Is it 3.5?"),
        (21, 25, "Four"),
        (0, 25, "One. Two! Is it 3.5?\nFour"),
    ],
)
def test_the_sentence_around_a_place(start: int, end: int, sentence: str) -> None:
    assert sentence_around("One. Two! Is it 3.5?\nFour", start, end) == sentence.strip()
