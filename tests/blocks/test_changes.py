from dataclasses import replace

import pytest

from blocks.changes import change_line, other_changes
from domain.approvals import sign
from domain.networks import Network
from domain.versions import Variant
from tests.blocks.judge import strings
from tests.blocks.retailer import AT, DRAFT, FAY, MIA, WORKSPACE, proposed, revised


def told(before: str, after: str) -> str:
    post = revised(proposed(draft=replace(DRAFT, text=before)), replace(DRAFT, text=after))
    line = change_line(post)
    assert line is not None
    return "".join(strings(line.to_dict()))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Come today", "Come in today", "Version 2: Come in today"),
        ("Come in today", "Come today", "Version 2: Come in today"),
        ("a b c d e f g h i j", "a b c d e f g h i k", "Version 2: … g h i j k"),
        ("a b c d e f g h i j", "z b c d e f g h i y", "Version 2: a z b c d … g h i j y"),
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


def test_an_edit_of_the_labels_says_from_what_to_what() -> None:
    before = proposed(draft=replace(DRAFT, tags=("launch", "sale"), budget=0))
    draft = replace(DRAFT, tags=("sale", "winter sale"), campaign="autumn", budget=5_000)
    others = other_changes(before, revised(before, draft))
    assert others == ("campaign (none → autumn)", "tags (−launch +winter sale)", "budget (0 → 5,000)")
    assert not any(", " in one for one in others), "the record keeps them with commas between them"
    line = change_line(revised(before, draft), others=others)
    assert line is not None
    assert "".join(strings(line.to_dict())) == (
        "Version 2: same text, other campaign (none → autumn), tags (−launch +winter sale) and budget (0 → 5,000)"
    )


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
        "Version 2: \u2068שלום \u2069\u2068עולם\u2069 \u2068חבר\u2069"
    )


def test_who_signed_an_earlier_version_is_told_what_changed_since() -> None:
    first = sign(
        proposed(draft=replace(DRAFT, text="Warm jackets.")), version=1, by=MIA, at=AT, workspace=WORKSPACE
    )
    second = sign(
        revised(first, replace(DRAFT, text="Warm coats.")), version=2, by=FAY, at=AT, workspace=WORKSPACE
    )
    third = revised(second, replace(DRAFT, text="Warm coats for all."))

    line = change_line(third)

    assert line is not None
    newest, since = line.to_dict()["elements"]
    assert "".join(strings(newest)) == "Version 3, since  decided: Warm coats for all."
    assert [one["user_id"] for one in newest["elements"] if one["type"] == "user"] == [FAY]
    assert "".join(strings(since)) == "Since version 1, about which  decided: Warm jackets coats for all."
    assert [one["user_id"] for one in since["elements"] if one["type"] == "user"] == [MIA]


def test_a_text_of_one_network_is_a_change_of_its_own() -> None:
    own = (Variant(network=Network.X, text="Jackets, on X."),)
    before = proposed()
    after = revised(before, replace(DRAFT, variants=own))

    assert other_changes(before, after) == ("text for X",)
    line = change_line(after)
    assert line is not None
    assert "".join(strings(line.to_dict())) == "Version 2: same text, other text for X"
