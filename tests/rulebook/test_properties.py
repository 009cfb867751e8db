"""What holds for any rules and any text, and agreement with the slow and obvious way."""

import json
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.checking import check
from rulebook.fixing import fix
from rulebook.loading import Rulebook, build_rulebook
from tests.rulebook import reference

LETTERS = "abAé"
texts = st.text(alphabet=LETTERS + " .-'\n💛", max_size=40)
words = st.text(alphabet=LETTERS + " .-'", min_size=1, max_size=5).map(lambda word: word.replace(".", r"\."))
atoms = st.sampled_from(
    ["a", "b", "é", "[ab]", "[^a]", ".", r"\w", r"\s", r"\.", " ", "(?:a|ab)", "(a|b)", "ab"]
)
pieces = st.builds(str.__add__, atoms, st.sampled_from(["", "?", "{1,2}", "*", "+", "+?", "??"]))
ends = st.sampled_from(["", "", "", "(?!a)", r"(?=\s)", r"(?![\s.])", r"\b", "$"])
starts = st.sampled_from(["", "", "", "(?<!a)", r"(?<=\s)", r"\b", "^"])
patterns = st.builds(
    lambda start, middle, end: start + "".join(middle) + end,
    starts,
    st.lists(pieces, min_size=1, max_size=3),
    ends,
)
spoken = words.filter(lambda word: bool(word.strip()))
tokens = st.lists(st.one_of(words, patterns), min_size=1, max_size=5).filter(
    lambda them: all(one.strip() for one in them)
)


def book(**rules: Mapping[str, object]) -> Rulebook:
    """A rulebook of rules given as values; YAML reads JSON."""
    return build_rulebook(
        (f"Test.{name}", f"{name}.yml", json.dumps(rule).encode()) for name, rule in rules.items()
    )


@settings(max_examples=400, deadline=None)
@given(text=texts, listed=tokens, ignorecase=st.booleans(), nonword=st.booleans())
def test_existence_agrees_with_the_obvious_way(
    text: str, listed: list[str], *, ignorecase: bool, nonword: bool
) -> None:
    made = book(
        W={
            "extends": "existence",
            "message": "m",
            "tokens": listed,
            "ignorecase": ignorecase,
            "nonword": nonword,
        }
    )
    assert made.problems == ()
    ours = [(one.start, one.end) for one in check(text, made)]
    assert ours == reference.existence(text, listed, ignorecase=ignorecase, nonword=nonword)


@settings(max_examples=200, deadline=None)
@given(texts, st.lists(spoken, min_size=1, max_size=3), st.lists(spoken, min_size=1, max_size=2))
def test_exceptions_agree_with_the_obvious_way(text: str, listed: list[str], exceptions: list[str]) -> None:
    made = book(W={"extends": "existence", "message": "m", "tokens": listed, "exceptions": exceptions})
    ours = [(one.start, one.end) for one in check(text, made)]
    assert ours == reference.existence(text, listed, ignorecase=False, nonword=False, exceptions=exceptions)


@settings(max_examples=200, deadline=None)
@given(
    text=texts,
    swap=st.dictionaries(words, st.sampled_from(["x", "a", "b a"]), min_size=1, max_size=4),
    ignorecase=st.booleans(),
    nonword=st.booleans(),
)
def test_substitution_agrees_with_the_obvious_way(
    text: str, swap: dict[str, str], *, ignorecase: bool, nonword: bool
) -> None:
    made = book(
        W={
            "extends": "substitution",
            "message": "%s",
            "swap": swap,
            "ignorecase": ignorecase,
            "nonword": nonword,
        }
    )
    ours = [(one.start, one.end, one.message) for one in check(text, made)]
    assert ours == reference.substitution(text, list(swap.items()), ignorecase=ignorecase, nonword=nonword)


@settings(max_examples=150, deadline=None)
@given(text=texts, token=patterns, ignorecase=st.booleans(), most=st.integers(1, 3))
def test_occurrence_agrees_with_the_obvious_way(
    text: str, token: str, *, ignorecase: bool, most: int
) -> None:
    made = book(
        W={"extends": "occurrence", "message": "%s", "token": token, "ignorecase": ignorecase, "max": most}
    )
    count, visible = reference.occurrence(text, token, ignorecase=ignorecase)
    said = [one.message for one in check(text, made)]
    assert said == ([str(count)] if count > most and visible else [])


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="abA ", max_size=30), ignorecase=st.booleans())
def test_repetition_agrees_with_the_obvious_way(text: str, *, ignorecase: bool) -> None:
    made = book(W={"extends": "repetition", "message": "m", "tokens": [r"\w+"], "ignorecase": ignorecase})
    assert [(one.start, one.end) for one in check(text, made)] == reference.repetition(
        text, ignorecase=ignorecase
    )


SHOP: dict[str, Mapping[str, object]] = {
    "Hype": {
        "extends": "existence",
        "message": "'%s'",
        "ignorecase": True,
        "tokens": ["best", "un\\w+able", "so good"],
    },
    "Plain": {
        "extends": "substitution",
        "message": "'%s' not '%s'",
        "ignorecase": True,
        "swap": {
            "utili[sz]e": "use",
            "in order to": "to",
            "very good": "good",
            "so very": "very",
            "tv": "TV",
        },
    },
    "Url": {
        "extends": "existence",
        "message": "m",
        "tokens": ["URL"],
        "action": {"name": "replace", "params": ["address"]},
    },
    "Twice": {
        "extends": "repetition",
        "message": "'%s'",
        "tokens": ["[^\\s]+"],
        "safe": True,
        "action": {"name": "edit", "params": ["truncate", " "]},
    },
    "Shout": {"extends": "caps", "message": "'%s'", "words": 2},
    "Tags": {"extends": "hashtag", "message": "'%s'", "casing": "camel", "max": 2},
    "Emoji": {"extends": "emoji", "message": "'%s'", "max": 1, "inside": False},
    "Offer": {
        "extends": "required",
        "message": "'%s'",
        "if": ["\\d+% off"],
        "then": ["until"],
        "nonword": True,
    },
    "Count": {"extends": "occurrence", "message": "%s", "token": "!", "max": 1},
    "Commas": {"extends": "occurrence", "message": "%s", "scope": "sentence", "token": ",", "max": 1},
}
ALL = book(**SHOP)
BACKWARDS = book(**dict(reversed(SHOP.items())))
WORDS = (
    "best unbelievable so good utilise Utilize in order to very good so very tv URL the the 20% off until BUY NOW "
    "#blackfridaydeals #Ok 🎉 ! , . ; \n\n é \u200d \u0301"
)
posts = st.lists(
    st.one_of(
        st.sampled_from(WORDS.split(" ")),
        st.text(max_size=4),
    ),
    max_size=15,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(posts)
def test_spans_lie_in_the_text_and_match_again(text: str) -> None:
    for one in check(text, ALL):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.match == text[one.start : one.end]
        if one.rule in ("Test.Hype", "Test.Plain", "Test.Url"):
            alone = [(again.rule, again.match) for again in check(one.match, ALL)]
            assert (one.rule, one.match) in alone


@settings(max_examples=200, deadline=None)
@given(posts)
def test_the_answer_is_always_the_same_and_in_order(text: str) -> None:
    findings = check(text, ALL)
    assert findings == check(text, ALL) == check(text, BACKWARDS)
    assert list(findings) == sorted(findings, key=lambda one: (one.start, one.end, one.rule))


@settings(max_examples=200, deadline=None)
@given(posts)
def test_after_fixing_nothing_is_left_to_fix(text: str) -> None:
    fixed = fix(text, ALL)
    assert [one for one in check(fixed.text, ALL) if one.replacement is not None] == []
    assert fixed.left == check(fixed.text, ALL)
    assert fix(fixed.text, ALL).text == fixed.text


@settings(max_examples=150, deadline=None)
@given(st.lists(posts, min_size=1, max_size=4))
def test_texts_do_not_know_each_other(several: Sequence[str]) -> None:
    alone = [check(text, book(**SHOP)) for text in several[:1]]
    assert [check(text, ALL) for text in several][:1] == alone
