"""Texts as hostile as people and machines make them: never a crash, never a wait."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import thread_time

import pytest

from rulebook import allowance, matching
from rulebook.checking import check
from rulebook.loading import Rulebook, load_styles
from rulebook.matching import Gate
from tests.rulebook.books import found, working

NAUGHTY = Path(__file__).parents[3] / "shared" / "conformance" / "naughty-strings" / "blns.json"
STYLES = Path(__file__).parents[3] / "shared" / "styles"
HOUSE = Path(__file__).parents[2] / "rulebook" / "styles"
SECONDS = 0.1 if sys.gettrace() is None else 1.0  # being watched line by line takes its own time
PLAIN_SECONDS = 0.012
"""What `plain_work` takes where the bound was set: about as long as a check, so that both meet the same neighbours."""

TEXTS = {
    "empty": "",
    "blank": " \n\t ",
    "long word": "a" * 50_000,
    "long text": "We are sure that it is very very good. " * 1300,
    "flagged all over": "we " * 16_000,
    "shouting": "BUY NOW! " * 5_500,
    "combining marks": "e" + "\u0301" * 50_000,
    "marks on each": "z\u0335\u0322\u0326" * 12_000,
    "unpaired surrogates": "a\ud83d b\udc00 " * 5_000,
    "only surrogates": "\ud800" * 50_000,
    "emoji": "👨‍👩‍👧‍👦" * 7_000,
    "right to left": "\u202eשלום עולם " * 5_000,
    "zero width": "s\u200ba\u200bl\u200be " * 6_000,
    "line ends": "\n" * 50_000,
    "brackets": "(" * 50_000,
    "dots": "." * 50_000,
    "at signs": "@" * 50_000,
    "hashes": "#a" * 25_000,
    "links": "http://a.co/" * 4_000,
    "dotted": "a." * 25_000,
    "spaces": " " * 50_000,
    "capital sigma": "ΟΔΟΣ " * 10_000,
    "dotted i": "İ" * 50_000,
    "nul": "\0" * 50_000,
    "repeated": "a a " * 12_000,
    "digits": "1" * 50_000,
    "exclamations": "wow!" * 12_000,
}


def timed(action: Callable[[], object]) -> float:
    """Processor time of an action, in seconds."""
    started = thread_time()
    action()
    return thread_time() - started


def plain_work() -> int:
    """Reading a text letter by letter: something that has nothing to do with the rulebook."""
    letters = [(place, letter) for place, letter in enumerate(TEXTS["long text"] * 2)]
    return sum(place for place, letter in letters if letter.isalpha())


def seconds(action: Callable[[], object]) -> float:
    """Processor time of an action, of the best of five runs, as it would be on a machine that is not slowed down.

    Processors that are busy with others, or slow, take longer for plain work too, right before or right after, and
    are held to that.
    """
    best = float("inf")
    after = timed(plain_work)
    for _ in range(5):
        before, took, after = after, timed(action), timed(plain_work)
        best = min(best, took / max(1.0, max(before, after) / PLAIN_SECONDS))
        if best < SECONDS:
            break
    return best


def public() -> list[Path]:
    return [folder for folder in (STYLES, HOUSE) if folder.is_dir()]


@pytest.fixture(scope="module", params=public(), ids=lambda folder: folder.parent.name)
def rulebook(request: pytest.FixtureRequest) -> Rulebook:
    made = load_styles(request.param)
    check("Ready, café?", made)
    check("Ready", made)
    return made


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_checked_in_time_and_its_spans_are_right(name: str, rulebook: Rulebook) -> None:
    text = TEXTS[name]
    assert seconds(lambda: check(text, rulebook)) < SECONDS
    for one in check(text, rulebook):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.match == text[one.start : one.end]


@pytest.mark.skipif(
    not NAUGHTY.is_file(), reason="needs ../shared/conformance, which is not part of the project"
)
def test_every_naughty_string_is_just_a_text(rulebook: Rulebook) -> None:
    for text in json.loads(NAUGHTY.read_bytes()):
        for one in check(text, rulebook):
            assert one.match == text[one.start : one.end]


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+$", "(a|a)*b", "(.*a){20}", "(?:a?){30}a{30}", r"(x+x+)+y", r"(\w+\s?)*$", r"([a-z]+)*\d"],
)
def test_a_regex_bomb_takes_no_time(pattern: str) -> None:
    rules = working(W=f"extends: existence\nmessage: m\nnonword: true\ntokens: ['{pattern}']\n")
    for text in ("a" * 5_000 + "!", "x" * 5_000, "word " * 1_000 + "!", "é" + "a" * 5_000 + "!"):
        assert seconds(partial(check, text, rules)) < SECONDS


def test_a_look_around_that_takes_too_long_is_said_not_waited_for() -> None:
    rules = working(W="extends: existence\nmessage: m\nnonword: true\ntokens: ['(?:a|aa)+(?!.)']\n")
    assert seconds(lambda: check("a" * 5_000 + "!", rules)) < SECONDS
    (one,) = check("a" * 5_000 + "!", rules)
    assert (one.start, one.end) == (0, 0)
    assert one.message.startswith("This text could not be checked against Test.W in time")


def test_an_exception_that_takes_too_long_is_said_too() -> None:
    rules = working(
        W="extends: existence\nmessage: m\nnonword: true\ntokens: ['a+!']\nexceptions: ['(?:a|aa)+(?!.)']\n"
    )
    (one,) = check("a" * 5_000 + "!", rules)
    assert one.message.startswith("This text could not be checked against Test.W in time")


UNFINISHED = "This text could not be checked against"
SLOW = {
    "scans to the end for each match": r"a(?:.*z)?",
    "the same with letters of any kind": r"\w(?:[^~]*~)?",
    "looks ahead to the end for each match": r"(?<!b)a(?!.*q)",
    "looks back to the start for each match": r"(?<=^a*)a",
}


@pytest.mark.parametrize("name", SLOW)
def test_many_matches_that_are_slow_one_by_one_take_no_time_together(name: str) -> None:
    rules = working(W=f"extends: existence\nmessage: m\nnonword: true\ntokens: ['{SLOW[name]}']\n")
    for text in ("a" * 50_000, "é" + "a" * 50_000):
        assert seconds(partial(check, text, rules)) < SECONDS


@pytest.mark.parametrize("name", SLOW)
def test_a_dozen_slow_rules_are_no_slower_than_one(name: str) -> None:
    rule = f"extends: existence\nmessage: m\nnonword: true\ntokens: ['{SLOW[name]}|b%d']\n"
    rules = working(**{f"W{number}": rule % number for number in range(12)})
    assert seconds(lambda: check("a" * 50_000, rules)) < SECONDS


def test_what_was_found_before_the_time_ran_out_is_told_and_the_rest_is_said_to_be_missing() -> None:
    rules = working(
        W="extends: existence\nmessage: m\nnonword: true\ntokens: ['(?:a(?!b)|(?:c|cc)+(?!.))d?']\n"
    )
    unfinished, *told = check("a" * 100 + "c" * 5_000 + "!", rules)
    assert unfinished.message.startswith(UNFINISHED)
    assert [one.match for one in told] == ["a"] * 100
    enough = check("a" * 300 + "c" * 5_000 + "!", rules)
    assert [one.match for one in enough] == ["a"] * 200


def test_what_is_required_is_not_called_missing_when_nobody_could_look() -> None:
    rules = working(
        W="extends: required\nmessage: m\nnonword: true\nif: [sale]\nthen: ['(?:a|aa)+(?!.)', until]\n"
    )
    (one,) = check("sale " + "a" * 5_000 + "!", rules)
    assert one.message.startswith(UNFINISHED)


@pytest.mark.parametrize("text", ["Go. " * 12_500, "go\n\n" * 12_500])
def test_a_text_of_countless_parts_is_looked_at_as_long_as_there_is_time(text: str) -> None:
    rules = working(
        S="extends: capitalization\nmessage: m\nmatch: $title\nscope: sentence\n",
        P="extends: occurrence\nmessage: m\ntoken: no\nmax: 1\nscope: paragraph\n",
    )
    assert seconds(lambda: check(text, rules)) < SECONDS


def test_rules_with_too_many_parts_to_look_at_say_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "SECONDS_OF_PARTS", -1)
    rules = working(W="extends: existence\nmessage: m\ntokens: [no]\nscope: sentence\n")
    unfinished, *told = check("Yes! " * 40 + "no! " * 40, rules)
    assert unfinished.message.startswith(f"{UNFINISHED} Test.W")
    assert told == []
    assert [one.match for one in check("Yes! no!", rules)] == ["no"]


def test_countless_names_beside_countless_excuses_take_no_time() -> None:
    rules = working(W="extends: competitor\nmessage: m\nnames: [other]\nexceptions: [other things]\n")
    assert seconds(lambda: check("other things " * 4_000, rules)) < SECONDS


def test_patterns_whose_states_multiply_are_tried_one_by_one_in_long_texts() -> None:
    chance = [bit % 2 for bit in (pow(3, place, 104_729) for place in range(50_000))]
    text = "".join("ab"[bit] for bit in chance).encode()
    gate = Gate(["ab", *(f"[ab]*a[ab]{{{count}}}c{count}" for count in range(40, 50))])
    assert gate.open(text) == [0]
    assert seconds(lambda: gate.open(text)) < SECONDS


def test_a_set_that_gives_up_lets_everything_through(monkeypatch: pytest.MonkeyPatch) -> None:
    class GaveUp:
        def Match(self, text: bytes) -> None:  # noqa: N802 -- RE2's own name
            return None

    gate = Gate(["a"] * 70)
    monkeypatch.setattr(gate, "_sets", [(0, GaveUp()), (64, GaveUp())])
    assert gate.open(b"text") == list(range(70))


def test_halves_of_characters_do_not_shift_what_follows() -> None:
    rules = working(W="extends: existence\nmessage: m\ntokens: [sale]\n")
    (one,) = check("\ud83d\udc4d \ud800 sale", rules)
    assert (one.start, one.end, one.match) == (5, 9, "sale")


def test_there_is_an_end_to_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_HITS", 3)
    rules = working(W="extends: existence\nmessage: m\ntokens: [we, 'u\\w+']\n")
    assert found("we us we us we us", rules) == ["we", "us", "we"]


def test_nobody_reads_more_than_two_hundred_findings_of_one_rule() -> None:
    rules = working(
        W="extends: existence\nmessage: m\ntokens: [we]\n", V="extends: existence\nmessage: m\ntokens: [us]\n"
    )
    findings = check("we " * 300 + "us", rules)
    assert [one.rule for one in findings].count("Test.W") == 200
    assert findings[-1].rule == "Test.V"
