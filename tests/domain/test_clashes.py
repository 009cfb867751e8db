"""Where two posts contradict or repeat each other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.clashes.corpus import corpus
from bench.clashes.finding import pairs_among
from domain.clash_decisions import keep_both, others
from domain.clashes import (
    DEFAULT_GAP,
    MANY_STORES,
    WINDOW,
    Clash,
    ClashKind,
    ClashState,
    Remark,
    Standing,
    Term,
    remarks,
    worst_first,
)
from domain.comparing import clashes_between, too_close
from domain.fingerprints import fingerprint, normalised
from domain.networks import Network
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.profiles import basis_of, keys_of, profile_of
from domain.refusals import InvalidForm, Refusal
from domain.template_use import TemplateUse
from rulebook.likeness import alike
from rulebook.offers import offers_in
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MIA, MONDAY, WORKSPACE, later, proposed

HOUR = timedelta(hours=1)


def post(id: str, text: str, **changes: Any) -> Post:
    at = changes.pop("publish_at", later(48))
    return replace(proposed(text=text, publish_at=at, **changes), id=PostId(id))


def between(one: Post, other: Post, *, gap: timedelta = DEFAULT_GAP) -> tuple[Clash, ...]:
    """What is wrong between two posts, from whichever side it is looked at."""
    first, second = profile_of(one, offers_in=offers_in), profile_of(other, offers_in=offers_in)
    found = clashes_between(first, second, alike=alike, gap=gap)
    assert clashes_between(second, first, alike=alike, gap=gap) == found
    if found:
        assert keys_of(first).every & keys_of(second).every, "the database would not find them"
    return found


def kinds(one: Post, other: Post) -> list[ClashKind]:
    return [each.kind for each in between(one, other)]


def terms(one: str, other: str, **changes: Any) -> list[tuple[Term, str, str]]:
    """What differs between the offers of two texts."""
    return [
        (each.term, each.first, each.second)
        for clash in between(post("A", one), post("B", other, **changes))
        for each in clash.differences
    ]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (
            "Jackets: 20% off until Sunday 29 November.",
            "Outlet weekend! 20% off all jackets, ends 30 Nov",
            [(Term.END, "2026-11-29", "2026-11-30")],
        ),
        (
            "20% off jackets. Come in.",
            "Online we give 30% off on jackets",
            [(Term.AMOUNT, "20 %", "30 %")],
        ),
        (
            "The Leeds coat for £49.",
            "New here: the Leeds coat for €49!",
            [(Term.CURRENCY, "49 GBP", "49 EUR")],
        ),
        ("10% off boots today", "Save £10 on boots", [(Term.UNIT, "10 %", "10 GBP off")]),
        (
            "15% off wool hats with code NOV15",
            "Silk scarves: 15% off, code NOV15",
            [(Term.PRODUCTS, "hat wool", "scarve silk")],
        ),
        (
            "Winterjacken: 20 % Rabatt bis Sonntag, 29. November.",
            "Outlet! 25 % auf alle Winterjacken bis 30.11.",
            [(Term.AMOUNT, "20 %", "25 %"), (Term.END, "2026-11-29", "2026-11-30")],
        ),
    ],
)
def test_the_same_offer_on_other_terms(one: str, other: str, differ: list[tuple[Term, str, str]]) -> None:
    assert terms(one, other) == differ
    (clash,) = between(post("A", one), post("B", other))
    assert clash.kind is ClashKind.OTHER_TERMS
    assert clash.code == ("NOV15" if "NOV15" in one else "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20% off jackets until Sunday", "Come in: jackets with 20% off until 29 November"),
        ("20% off jackets", "30% off slippers"),
        ("20% off red wool jackets", "30% off blue wool jackets"),
        ("20% off jackets", "Jackets from £49 on the first floor"),
        ("20% off jackets", "20% off jackets until Sunday, in every shop"),
        ("Code HELLO20 is for you", "Today 20% off with code HELLO20!"),
    ],
)
def test_what_agrees_or_is_about_other_things_does_not_clash(one: str, other: str) -> None:
    assert terms(one, other) == []


def test_offers_that_hold_on_no_common_day_do_not_contradict_each_other() -> None:
    assert terms("20% off jackets until 26 November", "30% off all jackets", publish_at=later(24 * 7)) == []


def test_stores_may_have_terms_of_their_own_but_a_code_has_one_meaning() -> None:
    one = replace(post("A", "20% off jackets in our shop"), stores=("S001",))
    other = replace(post("B", "Here 30% off jackets"), stores=("S002",))
    assert between(one, other) == ()
    one, other = (
        replace(post(id, f"{amount}% off jackets, code JACKET. {id}"), stores=(store,))
        for id, amount, store in (("A", 20, "S001"), ("B", 30, "S002"))
    )
    assert kinds(one, other) == [ClashKind.OTHER_TERMS]


TEXT = "Autumn jackets are here. Come and feel the wool in all our shops."


@pytest.mark.parametrize(
    "again",
    [
        TEXT,
        TEXT.upper(),
        "🧥 Autumn jackets are here! Come and feel the wool, in all our shops https://shop.example/x",
        "Autumn jackets are here. Come and touch the wool in all our shops.",
        "Come and feel the wool in all our shops: autumn jackets are here",
    ],
)
def test_the_same_text_is_found_however_it_is_dressed(again: str) -> None:
    assert kinds(post("A", TEXT), post("B", again)) == [ClashKind.SAME_TEXT]
    far = post("B", again, publish_at=later(48) + WINDOW + HOUR)
    assert between(post("A", TEXT), far) == ()


def test_a_networks_own_text_counts_too_and_stores_of_others_are_told_apart() -> None:
    assert kinds(post("A", TEXT), post("B", "Something quite different today.")) == []
    one, other = (replace(post(id, TEXT), stores=(store,)) for id, store in (("A", "S1"), ("B", "S2")))
    assert kinds(one, other) == [ClashKind.SAME_TEXT_ELSEWHERE]


def test_stores_that_fill_one_template_repeat_each_other_only_word_for_word() -> None:
    use = TemplateUse(template="L1", number=1, name="Late opening")

    def filled(id: str, store: str, text: str, template: str = "L1") -> Post:
        return replace(post(id, text), stores=(store,), use=replace(use, template=template))

    leeds, york = (
        f"Our store in {city} opens late on Friday. Come and feel the wool." for city in ("Leeds", "York")
    )
    assert kinds(filled("A", "S1", leeds), filled("B", "S2", york)) == []
    assert kinds(filled("A", "S1", leeds), filled("B", "S2", york, "L2")) == [ClashKind.SAME_TEXT_ELSEWHERE]
    assert kinds(filled("A", "S1", leeds), filled("B", "S2", leeds)) == [ClashKind.SAME_TEXT_ELSEWHERE]
    assert kinds(filled("A", "S1", leeds), filled("B", "S1", york)) == [ClashKind.SAME_TEXT]


def test_posts_of_a_campaign_keep_their_distance_on_a_network() -> None:
    one = post("A", "First.", campaign="Winter")
    close = post("B", "Quite another matter.", campaign=" winter ", publish_at=later(49))
    (clash,) = between(one, close)
    assert (clash.kind, clash.networks) == (ClashKind.TOO_CLOSE, ("instagram", "x"))
    assert between(one, close, gap=HOUR) == (), "the gap itself is enough"
    assert between(one, post("B", "Quite another matter.", campaign="Spring", publish_at=later(49))) == ()
    elsewhere = post(
        "B", "Quite another matter.", campaign="Winter", publish_at=later(49), networks=(Network.TIKTOK,)
    )
    assert between(one, elsewhere) == ()
    assert between(one, post("B", "Quite another matter.", campaign="Winter", publish_at=None)) == ()


def test_of_many_posts_of_a_campaign_those_too_close_are_found_with_the_nearest_that_follow() -> None:
    hours = {"D": 48, "A": 49, "C": 50, "B": 52, "X": 90}
    posts = [post(id, id, campaign="Winter", publish_at=later(at)) for id, at in hours.items()]
    elsewhere = post("E", "E", campaign="Winter", publish_at=later(48), networks=(Network.TIKTOK,))
    profiles = [profile_of(one, offers_in=offers_in) for one in (*posts, elsewhere)]

    def found(gap: float, most: int = 10) -> set[str]:
        clashes = too_close(profiles, gap=timedelta(hours=gap), most=most)
        assert {one.kind for one in clashes} <= {ClashKind.TOO_CLOSE}
        return {f"{one.first}{one.second}" for one in clashes}

    assert found(1) == set()
    assert found(2) == {"AD", "AC"}
    assert found(3) == {"AD", "AC", "CD", "BC"}
    assert found(4, most=1) == {"AD", "AC", "BC"}
    one, other = profiles[0], profiles[1]
    (clash,) = too_close([one, other], gap=2 * HOUR, most=1)
    assert clash in clashes_between(one, other, alike=alike, gap=2 * HOUR)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20% 20% jackets", "20% 20% 20% jackets"),
        ("Jackets, coats, shirts and shoes", "Jacket, coat, shirt and shoe"),
        ("Warm jackets for cold days are in", "In are jackets warm for cold days"),
        ("Warme Jacken", "Warme Jacken!!"),
    ],
)
def test_short_texts_find_each_other_by_their_letters(one: str, other: str) -> None:
    assert kinds(post("A", one), post("B", other)) == [ClashKind.SAME_TEXT]


def test_a_post_does_not_clash_with_itself_and_texts_without_words_with_nothing() -> None:
    assert between(post("A", TEXT), post("A", TEXT)) == ()
    assert between(post("A", "🧥🧥"), post("B", "🧥🧥")) == ()
    assert fingerprint(normalised("?")) == ()


def test_what_never_goes_out_has_no_basis_and_a_title_counts() -> None:
    one = post("A", TEXT)
    for state in (State.REJECTED, State.WITHDRAWN, State.EXPIRED):
        assert basis_of(one.moved(state, by=EVE, at=MONDAY)) == ""
    assert (
        basis_of(replace(one, title="Another")) != basis_of(one) == profile_of(one, offers_in=offers_in).basis
    )


def test_a_post_alone_is_asked_about_its_many_stores_and_its_purpose() -> None:
    plain = post("A", TEXT)
    assert remarks(plain, campaigns=False) == ()
    assert remarks(plain, campaigns=True) == (Remark.NO_PURPOSE,)
    everywhere = replace(plain, campaign="Winter", stores=tuple(map(str, range(MANY_STORES))))
    assert remarks(everywhere, campaigns=True) == (Remark.MANY_STORES,)
    assert remarks(everywhere, campaigns=True, for_everybody=True) == ()
    here = replace(plain, stores=("S1",))
    assert remarks(here, campaigns=False, alike=MANY_STORES - 2) == ()
    assert remarks(here, campaigns=False, alike=MANY_STORES - 1) == (Remark.MANY_STORES,)


words = st.sampled_from(
    [
        "20%",
        "30%",
        "£20",
        "€20",
        "off",
        "jackets",
        "wool",
        "on",
        "until",
        "Sunday",
        "Monday",
        "code",
        "AB20",
        "CD30",
        "for",
        "2",
        ".",
        ",",
        "!",
        "29",
        "November",
        "come",
        "auf",
        "Jacken",
        "bis",
        "Sonntag",
    ]
)
texts = st.lists(words, max_size=14).map(" ".join)
posts = st.builds(
    lambda text, hours, campaign, stores: replace(
        post("A", text or "x", publish_at=later(hours), campaign=campaign), stores=tuple(stores)
    ),
    texts,
    st.integers(1, 24 * 40),
    st.sampled_from(["", "Winter", "winter "]),
    st.sets(st.sampled_from(["S1", "S2"])),
)


@given(one=posts, other=posts)
def test_it_does_not_matter_from_which_side_one_looks(one: Post, other: Post) -> None:
    between(one, replace(other, id=PostId("B")))


def test_every_planted_pair_of_ten_thousand_posts_is_found_and_hardly_another_one() -> None:
    made, planted = corpus(10_000)

    found = pairs_among(made)

    expected = {(made[one.one].id, made[one.other].id, one.kind) for one in planted}
    assert len(expected) == 500
    assert expected <= found
    assert len(found - expected) <= 0.02 * len(found)


def standing(first: str, second: str, *, state: ClashState = ClashState.OPEN, **more: Any) -> Standing:
    clash = Clash(first=PostId(first), second=PostId(second), kind=more.pop("kind", ClashKind.SAME_TEXT))
    return Standing(clash=clash, state=state, titles=("One", "Two"), **more)


def kept(by: UserId, *open_: Standing, reason: str = "Two shops.") -> tuple[tuple[Clash, ...], str]:
    pair = (post("A", TEXT), post("B", TEXT))
    return keep_both(pair, open_, by=by, at=MONDAY, reason=reason, workspace=WORKSPACE)


def test_whoever_may_decide_about_either_post_lets_both_stand() -> None:
    one, elsewhere = standing("A", "B"), standing("A", "C")
    for by in (MIA, ADA):
        assert kept(by, one, elsewhere, reason=" Two shops. ") == ((one.clash,), "Two shops.")
    for by in (EVE, ELI, HAL, FAY):
        with pytest.raises(Refusal, match="approvers of one of these two posts and admins"):
            kept(by, one)


def test_it_takes_a_reason_and_is_settled_once() -> None:
    with pytest.raises(InvalidForm, match="Say why both"):
        kept(MIA, standing("A", "B"), reason="  ")
    done = standing("A", "B", state=ClashState.KEPT, by=ADA, at=MONDAY, because="It is fine.")
    with pytest.raises(Refusal, match=r"settled this .*It is fine"):
        kept(MIA, done)
    with pytest.raises(Refusal, match="do not clash any more"):
        kept(MIA, standing("A", "C"))


def test_the_weightiest_comes_first_and_each_other_post_once() -> None:
    close = standing("A", "B", kind=ClashKind.TOO_CLOSE)
    text, done = standing("A", "C"), standing("0", "A", state=ClashState.KEPT)
    terms_ = standing("A", "B", kind=ClashKind.OTHER_TERMS)
    assert worst_first([close, text, terms_]) == (terms_, text, close)
    assert others([terms_, text, close, done], than=PostId("A")) == ("B", "C")
    assert text.title_beside(PostId("A")) == "Two"
    assert done.title_beside(PostId("A")) == "One"
