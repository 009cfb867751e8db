"""Every network's limits are data with a source, and a text is counted as the network counts it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.findings import Level
from domain.networks import Network
from domain.versions import Content, Variant
from rulebook.lengths import limits, measure, measure_each, measure_everywhere, too_long


def test_every_network_has_limits_with_source_and_date() -> None:
    for network in Network:
        assert limits()[network], network
        for limit in limits()[network]:
            assert limit.at_most > 0
            assert len(limit.source) > 10
            assert date(2026, 1, 1) <= limit.read


@pytest.mark.parametrize(
    ("network", "main"),
    [
        (Network.X, 280),
        (Network.INSTAGRAM, 2200),
        (Network.FACEBOOK, 63206),
        (Network.LINKEDIN, 3000),
        (Network.TIKTOK, 2200),
        (Network.THREADS, 500),
        (Network.BLUESKY, 300),
        (Network.MASTODON, 500),
        (Network.PINTEREST, 500),
        (Network.YOUTUBE, 5000),
        (Network.GOOGLE_BUSINESS, 1500),
    ],
)
def test_a_plain_text_fits_up_to_the_limit_and_not_beyond(network: Network, main: int) -> None:
    assert (measure("x" * main, network).used, measure("x" * main, network).limit) == (main, main)
    assert measure("x" * main, network).fits
    assert not measure("x" * (main + 1), network).fits


@pytest.mark.parametrize(
    ("network", "text", "used", "unit"),
    [
        (Network.X, "Jackets https://example.com/a/very/long/path", 8 + 23, "characters"),
        (Network.BLUESKY, "👨‍👩‍👧 é e\u0301\r\n", 6, "characters"),
        (Network.BLUESKY, "“Open” – £5 at 9", 16, "characters"),
        (Network.THREADS, "New 🧥", 4 + 4, "characters"),
        (Network.THREADS, "café", 4, "characters"),
        (Network.TIKTOK, "New 🧥", 4 + 2, "characters"),
        (Network.YOUTUBE, "café", 5, "bytes"),
        (Network.YOUTUBE, "cafe", 4, "bytes"),
        (Network.MASTODON, "See https://example.com/a/very/long/path", 4 + 23, "characters"),
        (Network.MASTODON, "See example.com", 15, "characters"),
        (Network.MASTODON, "Hi @shop@mastodon.example!", 9, "characters"),
        (Network.INSTAGRAM, "New 🧥", 5, "characters"),
    ],
)
def test_each_network_counts_in_its_own_way(network: Network, text: str, used: int, unit: str) -> None:
    length = measure(text, network)

    assert (length.used, length.unit, length.network) == (used, unit, network)


def test_bluesky_also_counts_bytes() -> None:
    length = measure("👨‍👩‍👧‍👦" * 150, Network.BLUESKY)

    assert [(gauge.used, gauge.limit, gauge.unit) for gauge in length.gauges] == [
        (150, 300, "characters"),
        (3750, 3000, "bytes"),
    ]
    assert not length.fits
    assert [one.message for one in too_long("👨‍👩‍👧‍👦" * 150, [Network.BLUESKY])] == [
        "Bluesky: 3,750 of 3,000 bytes; cut 750."
    ]


def test_a_text_too_long_for_x_says_how_much_to_cut() -> None:
    (finding,) = too_long("x" * 291, [Network.X, Network.FACEBOOK])

    assert finding.rule == "Network.X"
    assert finding.level is Level.ERROR
    assert finding.message == "X: 291 of 280 characters; cut 11."
    assert (finding.start, finding.end, finding.match, finding.replacement) == (0, 0, "", None)


def test_six_hashtags_are_one_too_many_for_instagram() -> None:
    (finding,) = too_long("#One #Two #Three #Four #Five #Six", [Network.INSTAGRAM])

    assert finding.message == "Instagram: 6 of 5 hashtags; cut 1."


def test_twenty_one_mentions_are_one_too_many_for_instagram() -> None:
    (finding,) = too_long(" ".join(f"@store{number}" for number in range(21)), [Network.INSTAGRAM])

    assert finding.message == "Instagram: 21 of 20 mentions; cut 1."


def test_threads_counts_the_same_address_once() -> None:
    five = " ".join(f"example.com/{number}" for number in range(5))

    assert too_long(f"{five} example.com/4", [Network.THREADS]) == ()
    (finding,) = too_long(f"{five} example.com/5", [Network.THREADS])
    assert finding.message == "Threads: 6 of 5 different links; cut 1."


def test_a_name_of_two_words_makes_one_rule_name() -> None:
    (finding,) = too_long("x" * 1501, [Network.GOOGLE_BUSINESS])

    assert finding.rule == "Network.GoogleBusinessProfile"
    assert finding.message == "Google Business Profile: 1,501 of 1,500 characters; cut 1."


def test_nothing_to_say_about_a_text_that_fits_everywhere() -> None:
    assert too_long("Autumn jackets are here.", Network) == ()


@given(some.text(some.characters(), max_size=100), some.sampled_from(Network))
def test_any_text_can_be_measured_even_with_broken_characters(text: str, network: Network) -> None:
    length = measure(text + "\ud800", network)

    assert all(gauge.used >= 0 for gauge in length.gauges)
    assert length.fits


def test_each_network_is_measured_with_the_text_its_readers_see() -> None:
    x = Variant(network=Network.X, text="Short.")
    content = Content(text="A longer text.", networks=(Network.X, Network.INSTAGRAM), variants=(x,))
    assert measure_each(content) == {
        Network.X: measure("Short.", Network.X),
        Network.INSTAGRAM: measure("A longer text.", Network.INSTAGRAM),
    }


def test_before_any_network_is_chosen_each_is_measured() -> None:
    assert measure_everywhere("Hello") == {network: measure("Hello", network) for network in Network}
