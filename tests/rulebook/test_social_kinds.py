import pytest

from rulebook.checking import check
from rulebook.link import _parts
from rulebook.loading import Rulebook
from tests.rulebook.books import book, found, said, spans, working


@pytest.fixture
def offer() -> Rulebook:
    return working(
        Offer=r"""
        extends: required
        message: "Say when '%s' ends."
        level: error
        tags: [price]
        ignorecase: true
        nonword: true
        if: ['\d+ ?% off', half price]
        then: ['\buntil \w+', '\bends \w+']
        exceptions: [student]
        """
    )


def test_an_offer_needs_its_end_and_one_finding_is_enough(offer: Rulebook) -> None:
    (one,) = check("Get 20% off coats. Half price hats!", offer)
    assert (one.match, one.message, one.tags) == ("20% off", "Say when '20% off' ends.", ("price",))


def test_an_offer_with_its_end_before_or_behind_is_fine(offer: Rulebook) -> None:
    assert check("20% off until Sunday", offer) == ()
    assert check("Ends Sunday: half price hats", offer) == ()
    assert check("New hats are here", offer) == ()


def test_a_photo_needs_its_alt_text() -> None:
    rules = working(
        Alt="{extends: required, message: Describe the picture., if_fact: photo, then_fact: alt text}",
        Credit="{extends: required, message: Name who took it., if_fact: photo, then: [photo by], ignorecase: true}",
    )
    assert check("Look", rules) == ()
    assert {one.rule for one in check("Look", rules, facts={"photo"})} == {"Test.Alt", "Test.Credit"}
    assert check("Photo by Mia", rules, facts={"photo", "alt text"}) == ()


def test_something_may_be_needed_in_every_text() -> None:
    rules = working(Ask=r"{extends: required, message: Ask something., then: ['\?'], nonword: true}")
    (one,) = check("Hello", rules)
    assert (one.start, one.end, one.match) == (0, 0, "")
    assert check("Hello?", rules) == ()


def test_a_requirement_of_nothing_is_a_problem() -> None:
    (problem,) = book(W="{extends: required, message: m, if: [a]}").problems
    assert problem.sentence == "it needs a 'then' or a 'then_fact'"


def test_a_claim_needs_a_link_or_another_proof() -> None:
    rules = working(
        Green="""
        extends: claim
        message: "Show what makes it '%s'."
        ignorecase: true
        tokens: [climate neutral, carbon neutral]
        proof: ["certified by \\\\w+"]
        exceptions: [never]
        """
    )
    assert said("Carbon neutral delivery", rules) == ["Show what makes it 'Carbon neutral'."]
    assert found("Carbon neutral, see example.com/proof", rules) == []
    assert found("Carbon neutral, certified by Someone", rules) == []


def test_competitors_are_found_in_any_case_and_as_hashtags_but_not_in_other_words() -> None:
    rules = working(
        Rival="{extends: competitor, message: 'Leave out %s.', names: [Boots, ACME], exceptions: [walking boots]}"
    )
    assert found("boots, #acme and @Acme; walking boots, acmes", rules) == ["boots", "acme", "Acme"]


def test_shouting_is_a_row_of_words_in_capitals() -> None:
    rules = working(
        Shout="{extends: caps, message: \"'%s' shouts.\", words: 2, letters: 3, exceptions: [FAQ, BOGOF]}"
    )
    assert found("BUY ONE GET ONE free", rules) == ["BUY ONE GET ONE"]
    assert found("DON'T MISS IT, read the FAQ, SALE on", rules) == ["DON'T MISS"]
    assert found("SALE! Today, FAQ BOGOF, #MEGA SALE, HTTPS://SHOP.COM/BIG/SALE", rules) == []
    assert found("ALLES MUSS RAUS, ÄRMEL HOCH", rules) == ["ALLES MUSS RAUS, ÄRMEL HOCH"]


def test_a_single_shouted_word_counts_by_default_and_short_ones_do_not() -> None:
    rules = working(Shout="{extends: caps, message: m}")
    assert found("HUGE sale in the UK at 9 AM", rules) == ["HUGE"]


def test_a_share_of_capitals_may_be_allowed() -> None:
    rules = working(Shout="{extends: caps, message: m, share: 0.5}")
    assert found("HUGE sale in all our stores", rules) == []
    assert found("HUGE SALE now", rules) == ["HUGE SALE"]


def test_long_hashtags_need_a_capital_at_each_word() -> None:
    rules = working(
        Camel="{extends: hashtag, message: 'Write %s in CamelCase.', casing: camel, exceptions: [blackfriday]}"
    )
    assert said("#autumnjackets #AutumnJackets #sale #BLACKFRIDAYDEALS #BlackFriday #blackfriday", rules) == [
        "Write #autumnjackets in CamelCase.",
        "Write #BLACKFRIDAYDEALS in CamelCase.",
    ]


def test_hashtags_are_counted_banned_and_required() -> None:
    rules = working(
        Few="{extends: hashtag, message: '%s are too many', max: 2}",
        Some="{extends: hashtag, message: '%s', min: 1}",
        Bad="{extends: hashtag, message: 'not %s', banned: ['#FollowMe']}",
        Ours="{extends: hashtag, message: 'add %s', required: [OurBrand]}",
    )
    assert sorted(said("#a #b #followme", rules)) == ["3 are too many", "add #OurBrand", "not #followme"]
    assert sorted(said("plain", rules)) == ["0", "add #OurBrand"]
    assert said("#ourbrand", rules) == []


def test_mentions_are_counted_listed_and_kept_from_the_start() -> None:
    rules = working(
        Start="{extends: mention, message: 'start %s', start: false}",
        Known="{extends: mention, message: 'who is %s?', allowed: ['@brand', partner]}",
    )
    assert said("@brand meets @partner and @stranger", rules) == ["start @brand", "who is @stranger?"]


def test_links_have_domains_parameters_and_https() -> None:
    rules = working(
        Home="{extends: link, message: 'leads to %s', domains: [shop.com]}",
        Short="{extends: link, message: 'short %s', banned: [bit.ly]}",
        Safe="{extends: link, message: 'unsafe %s', https: true}",
        Count="{extends: link, message: 'count %s', domains: [shop.com], utm: [utm_source]}",
        Many="{extends: link, message: 'many %s', max: 2}",
    )
    text = "https://www.shop.com/a?utm_source=x http://bit.ly/abc https://de.shop.com/b"
    assert sorted(said(text, rules)) == [
        "count utm_source",
        "leads to bit.ly",
        "many 3",
        "short bit.ly",
        "unsafe http://bit.ly/abc",
    ]


def test_an_address_that_cannot_be_read_has_no_parts() -> None:
    assert _parts("http://[bad") == ("", "", "")


def test_a_link_may_be_wanted() -> None:
    rules = working(Link="{extends: link, message: 'no link', min: 1}")
    assert said("come in", rules) == ["no link"]
    assert said("shop.com", rules) == []


def test_emoji_are_counted_banned_and_kept_out_of_words() -> None:
    rules = working(
        Few="{extends: emoji, message: 'many %s', max: 3}",
        Bad="{extends: emoji, message: 'not %s', banned: [🍆, ❤️]}",
        Row="{extends: emoji, message: 'row %s', repeated: 2}",
        Inside="{extends: emoji, message: 'in %s', inside: false}",
    )
    assert said("🎉🎉 ok", rules) == []
    assert said("🎉🎉🎉 ok 👍🏽", rules) == ["row 🎉🎉🎉", "many 4"]
    assert said("I ❤ c🍪ffee", rules) == ["not ❤", "in 🍪"]
    assert said("none", rules) == []


def test_a_text_is_too_long_for_a_network() -> None:
    rules = working(Long="{extends: length, message: 'cut %s for %s', networks: [x, instagram]}")
    (one,) = check("a" * 290, rules)
    assert (one.start, one.end) == (0, 0)
    assert one.message == "cut 10 characters for X"


def test_a_company_may_want_it_shorter_than_the_network() -> None:
    rules = working(Long="{extends: length, message: 'cut %s for %s', networks: [linkedin], max: 100}")
    assert said("a" * 130, rules) == ["cut 30 characters for LinkedIn"]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("{extends: length, message: m, networks: [myspace]}", "'myspace' is no network"),
        ("{extends: length, message: m}", "needs the 'networks'"),
        ("{extends: caps, message: m, words: 0}", "1 or more"),
        ("{extends: caps, message: m, share: 2}", "between 0 and 1"),
        ("{extends: hashtag, message: m, casing: kebab}", "camel, lower or any"),
        ("{extends: competitor, message: m}", "nobody to look for"),
        ("{extends: claim, message: m}", "nothing to look for"),
    ],
)
def test_a_social_rule_that_makes_no_sense_is_a_problem(rule: str, sentence: str) -> None:
    (problem,) = book(W=rule).problems
    assert sentence in problem.sentence


def test_places_stay_right_behind_emoji() -> None:
    rules = working(Camel="{extends: hashtag, message: m, casing: camel}")
    assert spans(check("👨‍👩‍👧 💛 #autumnjackets", rules)) == [(8, 22)]


def test_lower_case_hashtags_may_be_wanted() -> None:
    rules = working(Low="{extends: hashtag, message: '%s', casing: lower}")
    assert said("#Sale #sale", rules) == ["#Sale"]
