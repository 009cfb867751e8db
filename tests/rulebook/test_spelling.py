from pathlib import Path

import pytest

from rulebook import dictionaries
from rulebook.checking import check
from rulebook.dictionaries import Dictionary, DictionaryError
from rulebook.loading import Rulebook, load_styles

AFFIXES = """SET UTF-8
FORBIDDENWORD !
NEEDAFFIX ~
SFX S Y 2
SFX S y ies [^aeiou]y
SFX S 0 s [^y]
SFX D Y 1
SFX D 0 ed .
PFX U Y 1
PFX U 0 un .
PFX N N 1
PFX N 0 non .
"""
WORDS = """9
jacket/S
party/S
day/S
lock/UD
Leeds
smoke/N
wrong/!
root~/~S
café
the\tpo:article
"""


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    (tmp_path / "Own").mkdir()
    (tmp_path / "Own" / "en.dic").write_text(WORDS, encoding="utf-8")
    (tmp_path / "Own" / "en.aff").write_text(AFFIXES, encoding="utf-8")
    (tmp_path / "Own" / "names.txt").write_text("Onevoice\n", encoding="utf-8")
    return tmp_path


def with_rule(styles: Path, more: str = "") -> Rulebook:
    rule = (
        f"{{extends: spelling, message: \"Is '%s' right?\", dictionaries: [en], ignore: [names.txt]{more}}}"
    )
    (styles / "Own" / "Spelling.yml").write_text(rule, encoding="utf-8")
    return load_styles(styles)


def unknown(text: str, rulebook: Rulebook) -> list[str]:
    assert rulebook.problems == ()
    return [one.match for one in check(text, rulebook)]


def test_words_no_dictionary_knows_are_flagged(styles: Path) -> None:
    rules = with_rule(styles)
    assert unknown("The jackets, the jakets (Leeds)!", rules) == ["jakets"]
    assert [one.message for one in check("jakets", rules)] == ["Is 'jakets' right?"]


def test_endings_and_beginnings_follow_their_conditions(styles: Path) -> None:
    rules = with_rule(styles)
    assert unknown("parties partys days daies unlocked unlock locked nonsmoke nonsmokes", rules) == [
        "partys",
        "days",
        "daies",
        "nonsmokes",
    ]


def test_capitals_at_a_words_start_are_fine_and_names_need_theirs(styles: Path) -> None:
    assert unknown("Jacket Café leeds onevoice LEEDS", with_rule(styles)) == ["leeds"]


def test_links_tags_figures_and_signs_are_not_words(styles: Path) -> None:
    assert (
        unknown("#jakets @jakets jakets.com/jakets J4CK3T jak-et CamelCase NASA 10", with_rule(styles)) == []
    )


def test_a_rule_may_look_at_everything_or_leave_more_out(styles: Path) -> None:
    assert unknown("J4CK3T", with_rule(styles, ", custom: true")) == ["J4CK3T"]
    assert unknown("xylo zzz", with_rule(styles, ", filters: ['^z']")) == ["xylo"]
    assert unknown("foo bar foo", with_rule(styles, ", exceptions: [foo bar]")) == ["foo"]
    assert unknown("foo bar", with_rule(styles, ", exceptions: [foo]")) == ["bar"]


def test_without_a_dictionary_the_rule_is_left_out_and_says_so(styles: Path) -> None:
    (styles / "Own" / "A.yml").write_text("{extends: spelling, message: m}", encoding="utf-8")
    (styles / "Own" / "B.yml").write_text(
        "{extends: spelling, message: m, dictionaries: [fr]}", encoding="utf-8"
    )
    (styles / "Own" / "C.yml").write_text(
        "{extends: spelling, message: m, dic: ../../../etc/passwd}", encoding="utf-8"
    )
    sentences = [problem.sentence for problem in load_styles(styles).problems]
    assert "no dictionary is configured" in sentences[0]
    assert "'fr.dic' is not in the folder of styles" in sentences[1]
    assert "is not in the folder of styles" in sentences[2]


def test_a_dictionary_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.dic"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DictionaryError, match="is not utf-8"):
        Dictionary.read(path)
    path.write_text("a/X\n", encoding="utf-8")
    path.with_suffix(".aff").write_text("SFX X Y 1\nSFX X 0 s [abc\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match="is not closed"):
        Dictionary.read(path)
    path.with_suffix(".aff").write_text("SET klingon\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match="is not klingon"):
        Dictionary.read(path)


def test_a_dictionary_that_is_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.dic"
    path.write_text("a\nb\nc\n", encoding="utf-8")
    monkeypatch.setattr(dictionaries, "MOST_WORDS", 2)
    with pytest.raises(DictionaryError, match="unfolds to more than 2 words"):
        Dictionary.read(path)
    monkeypatch.setattr(dictionaries, "LARGEST", 2)
    with pytest.raises(DictionaryError, match="larger than"):
        Dictionary.read(path)


def test_a_broken_dictionary_leaves_its_rule_out(styles: Path) -> None:
    (styles / "Own" / "bad.dic").write_bytes(b"\xff")
    rule = "{extends: spelling, message: m, dictionaries: [bad]}"
    (styles / "Own" / "Bad.yml").write_text(rule, encoding="utf-8")
    (problem,) = load_styles(styles).problems
    assert problem.sentence == "a dictionary cannot be read: bad.dic is not utf-8"


def test_flags_may_be_long_or_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.dic"
    path.write_text("hat/AaBb\n", encoding="utf-8")
    path.with_suffix(".aff").write_text("FLAG long\nSFX Bb Y 1\nSFX Bb 0 s .t\n", encoding="utf-8")
    assert Dictionary.read(path).knows("hats")
    path.write_text("hat/12,7\n", encoding="utf-8")
    path.with_suffix(".aff").write_text("FLAG num\nSFX 7 Y 1\nSFX 7 t ts t\n", encoding="utf-8")
    assert Dictionary.read(path).knows("Hats")
