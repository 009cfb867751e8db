"""What changed is shown word by word, never through the middle of a character, however hard the texts are."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regex import findall

from domain.approvals import request_changes, sign
from domain.diffs import Change, differences, since_last_sign_off, word_diff
from domain.graphemes import graphemes
from domain.networks import Network
from domain.versions import Content, Variant
from tests.domain.stories import MAX, MIA, WORKSPACE, later, proposed

MARKS = {Change.KEPT: "{}", Change.REMOVED: "[-{}]", Change.ADDED: "[+{}]"}


def shown(old: str, new: str) -> str:
    return "".join(MARKS[run.change].format(run.text) for run in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
        ("Warm jackets are here.", "Warm coats are here.", "Warm [-jackets][+coats] are here."),
        ("Come on Friday.", "Come on Friday!", "Come on Friday[-.][+!]"),
        ("one two three", "one three", "one [-two ]three"),
        ("one three", "one two three", "one [+two ]three"),
        ("the big red coat", "the small old coat", "the [-big red][+small old] coat"),
        ("Only £20 today", "Only £25 today", "Only £[-20][+25] today"),
        ("Line one\nLine two", "Line one\nLine three", "Line one\nLine [-two][+three]"),
        ("Love 👩‍👩‍👧", "Love 👩‍👩‍👦", "Love [-👩‍👩‍👧][+👩‍👩‍👦]"),
        ("🇬🇧🇩🇪", "🇬🇧🇫🇷", "🇬🇧[-🇩🇪][+🇫🇷]"),
        ("cafe", "cafe\u0301", "[-cafe][+cafe\u0301]"),
        ("秋のコート", "冬のコート", "[-秋][+冬]のコート"),
        ("한국어", "한글어", "한[-국][+글]어"),
        ("a\r\nb", "a\nb", "a[-\r\n][+\n]b"),
    ],
)
def test_what_changed_is_marked(old: str, new: str, said: str) -> None:
    assert shown(old, new) == said


HARD = st.text(
    st.sampled_from("ab .\n\r\u0301\u200d\u200c👩👧🏽🇬🇧🇩각ᄀ가ᅡ각ก้ำक्ष\u0600é字\ufe0f\U000e0067")
    | st.characters()
)


@given(HARD, HARD)
def test_both_texts_can_be_read_from_the_runs(old: str, new: str) -> None:
    runs = word_diff(old, new)

    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == new
    assert all(run.text for run in runs)
    assert all(one.change is not other.change for one, other in pairwise(runs))
    assert (old == new) == (not any(run.change is not Change.KEPT for run in runs))


@given(HARD)
def test_a_character_is_never_torn_apart(text: str) -> None:
    whole = _ends(findall(r"\X", text))

    assert _ends(graphemes(text)) <= whole


def _ends(pieces: object) -> set[int]:
    ends, place = set(), 0
    for piece in pieces:  # type: ignore[attr-defined]  # an iterable of either kind
        place += len(piece)
        ends.add(place)
    return ends


@given(st.text(st.sampled_from("ab🇬🇧👍é字 "), max_size=30))
def test_plain_characters_are_told_apart_too(text: str) -> None:
    assert list(graphemes(text)) == findall(r"\X", text)


@given(st.text(st.sampled_from("秋冬春"), max_size=12), st.text(st.sampled_from("秋冬春"), max_size=12))
def test_as_much_as_possible_is_kept(old: str, new: str) -> None:
    """Against the textbook's table; each of these characters is a word."""
    kept = sum(len(run.text) for run in word_diff(old, new) if run.change is Change.KEPT)
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row, one in enumerate(old, 1):
        for column, other in enumerate(new, 1):
            best = max(table[row - 1][column], table[row][column - 1])
            table[row][column] = table[row - 1][column - 1] + 1 if one == other else best
    assert kept == table[-1][-1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a." * 1_500, ".a" * 1_500),
        ("a b " * 750, "b a c " * 500),
        ("字" * 3_000, "字典" * 1_500),
        ("\u0301" * 3_000, "e" + "\u0301" * 2_999),
        ("🇬" * 3_000, "🇬" * 2_999),
        (".".join(map(str, range(700))), ".".join(map(str, reversed(range(700))))),
    ],
)
@pytest.mark.timeout(5)
def test_no_text_of_3000_characters_is_hard(old: str, new: str) -> None:
    runs = word_diff(old, new)

    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == old
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == new


def test_every_part_of_a_post_that_changed_is_told() -> None:
    old = Content(
        text="Jackets.",
        networks=(Network.X, Network.INSTAGRAM),
        media_link="https://shop.example/a.jpg",
        alt_text="A jacket.",
        variants=(Variant(network=Network.X, text="Jackets on X."),),
    )
    new = replace(
        old,
        text="Coats.",
        networks=(Network.X, Network.INSTAGRAM, Network.TIKTOK),
        alt_text="A coat.",
        variants=(
            Variant(network=Network.INSTAGRAM, text="Coats, with a picture."),
            Variant(network=Network.TIKTOK, text="Coats, dancing."),
        ),
    )

    told = {
        one.part: "".join(MARKS[run.change].format(run.text) for run in one.runs)
        for one in differences(old, new)
    }
    assert told == {
        "text": "[-Jackets][+Coats].",
        "text for X": "[-Jackets on X][+Coats].",
        "text for Instagram": "[-Jackets][+Coats, with a picture].",
        "text for TikTok": "[+Coats, dancing.]",
        "networks": "X, Instagram[+, TikTok]",
        "alt text": "A [-jacket][+coat].",
    }
    assert differences(old, old) == ()


def test_each_approver_sees_what_changed_since_their_own_decision() -> None:
    post = proposed(shows_people=True)
    assert since_last_sign_off(post, MIA) is None

    post = sign(post, version=1, by=MIA, at=later(), workspace=WORKSPACE)
    assert since_last_sign_off(post, MIA) is None

    second = replace(post.version, number=2, content=replace(post.version.content, text="Better."))
    post = replace(post, versions=(*post.versions, second))
    assert since_last_sign_off(post, MIA) == post.versions[0]
    assert since_last_sign_off(post, MAX) is None

    post = request_changes(post, version=2, by=MIA, at=later(), comment="Best?", workspace=WORKSPACE)
    third = replace(second, number=3)
    post = replace(post, versions=(*post.versions, third))
    assert since_last_sign_off(post, MIA) == second
    assert (post.version_of(2), post.version_of(4)) == (second, None)
