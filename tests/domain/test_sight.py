"""What nobody can see is no word, and names that look the same are the same."""

import pytest

from domain.comments import required_words
from domain.drafts import Draft
from domain.findings import Verdict
from domain.networks import Network
from domain.refusals import InvalidForm
from domain.sight import likeness, visible
from domain.text_problems import text_problem
from domain.versions import Variant

UNSEEN = ["", " ", "\0", "\0\a\x1f", "\u200b", "\u2800\u3164", "\u115f\ufe0f", "\u202e\u00ad", "\u0301"]


@pytest.mark.parametrize("text", UNSEEN)
def test_nothing_is_seen_of_it(text: str) -> None:
    assert not visible(text)


@pytest.mark.parametrize("text", ["a", "１", "!", "👟", "ß", "\0a", "€"])
def test_something_is_seen_of_it(text: str) -> None:
    assert visible(text)


@pytest.mark.parametrize("text", UNSEEN)
def test_words_that_nobody_can_see_are_none(text: str) -> None:
    with pytest.raises(InvalidForm, match="Say why"):
        required_words(text, field="because", ask="Say why.")
    draft = Draft(
        text=text,
        department="hr",
        networks=(Network.X,),
        variants=(Variant(network=Network.X, text=text),),
    )
    assert text_problem(draft, Verdict(findings=(), rulebook="1")) == "Write the text of the post."
    assert draft.content.variants == ()


@pytest.mark.parametrize("other", ["SUMMER", "sum\u200bmer", "ｓｕｍｍｅｒ", " summer\0", "sum\u00admer"])
def test_names_that_look_the_same_are_alike(other: str) -> None:
    assert likeness(other) == likeness("Summer")
    assert likeness(other) != likeness("Sommer")
