from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.changes import change_line, changes, other_changes
from domain.networks import Network
from tests.blocks.judge import strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import DRAFT, proposed, revised


def told(before: str, after: str) -> str:
    post = revised(proposed(draft=replace(DRAFT, text=before)), replace(DRAFT, text=after))
    line = change_line(post)
    assert line is not None
    return "".join(strings(line.to_dict()))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Come today", "Come in today", "Version 2: Come in today "),
        ("Come in today", "Come today", "Version 2: Come in today "),
        ("a b c d e f g h i j", "a b c d e f g h i k", "Version 2: … g h i j k "),
        ("a b c d e f g h i j", "z b c d e f g h i y", "Version 2: a z b c d … g h i j y "),
        ("Come  in", "Come\nin", "Version 2: same words, other spaces, line breaks or ending"),
    ],
)
def test_a_change_is_told_with_a_few_words_around_it(before: str, after: str, said: str) -> None:
    assert told(before, after) == said


def test_what_an_edit_changed_besides_the_text_is_told_in_words() -> None:
    before = proposed()
    draft = replace(DRAFT, networks=(Network.X,), publish_at=None, stores=("S001",), shows_people=True)
    after = revised(before, draft)
    others = other_changes(before, after)
    assert others == ("networks", "publish time", "stores", "agreement of the people shown")
    line = change_line(after, others=others)
    assert line is not None
    assert "".join(strings(line.to_dict())) == (
        "Version 2: same text, other networks, publish time, stores and agreement of the people shown"
    )
    both = revised(before, replace(draft, text="Autumn jackets are in our shops."))
    line = change_line(both, others=others)
    assert line is not None
    assert "".join(strings(line.to_dict())).endswith(
        " · also other networks, publish time, stores and agreement of the people shown"
    )
    assert other_changes(before, before) == ()


def test_a_first_version_changed_nothing() -> None:
    assert change_line(proposed()) is None


def test_a_text_written_anew_shows_old_and_new_words_in_short() -> None:
    said = told("old " * 700, "new " * 700)
    assert len(said) < 450
    assert "old…" in said
    assert "new…" in said


def test_very_many_small_changes_are_cut() -> None:
    assert len(told("a b " * 300, "a c " * 300)) < 750


def test_right_to_left_words_stay_among_themselves() -> None:
    assert told("שלום עולם", "שלום \u202eחבר") == (
        "Version 2: \u2068שלום\u2069 \u2068עולם\u2069 \u2068חבר\u2069 "
    )


words = st.lists(st.sampled_from(["a", "b", "Sale!", "🧥", "<!here>"]), max_size=30).map(" ".join)


@patiently
@given(words, words)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = changes(before or "x", after or "x")
    assert " ".join(piece for what, piece in pieces if what != "in") == (before or "x")
    assert " ".join(piece for what, piece in pieces if what != "out") == (after or "x")
