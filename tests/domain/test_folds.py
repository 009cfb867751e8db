"""Where networks hide the rest of a post."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.folds import FOLDS, first_seen
from domain.graphemes import graphemes
from domain.networks import Network

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize("network", list(Network))
def test_a_fold_is_never_inside_a_character(network: Network) -> None:
    seen = first_seen(FAMILY * 300, network)
    assert seen == FAMILY * (FOLDS[network].characters if network in FOLDS else 300)
    assert first_seen("Short.", network) == "Short."


def test_instagram_shows_three_lines_and_facebook_counts_characters() -> None:
    assert first_seen("a\nb\nc\nd", Network.INSTAGRAM) == "a\nb\nc"
    assert first_seen("a\nb\nc\nd", Network.FACEBOOK) == "a\nb\nc\nd"


@given(st.text(), st.sampled_from(Network))
def test_what_is_seen_is_the_beginning_in_whole_characters(text: str, network: Network) -> None:
    seen = first_seen(text, network)
    assert text.startswith(seen)
    assert list(graphemes(seen)) == list(graphemes(text))[: len(list(graphemes(seen)))]


def test_every_figure_says_where_it_comes_from() -> None:
    assert all(one.source and one.read >= date(2026, 1, 1) for one in FOLDS.values())
