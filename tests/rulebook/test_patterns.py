r"""Patterns as people write them, on texts of plain words and on others: the meaning is one, the engines are three."""

import pytest

from rulebook.checking import check
from rulebook.expansion import Word, entries, words
from rulebook.plans import Expression, plan
from rulebook.syntax import parse
from tests.rulebook.books import book


def hits(pattern: str, text: str, *, raw: bool = True) -> list[str]:
    """Matches of a pattern alone; a text gets an accented word behind it in the second of two runs."""
    key = "raw" if raw else "tokens"
    made = book(W=f"extends: existence\nmessage: m\n{key}:\n  - |-\n    {pattern}\n")
    assert made.problems == ()
    plain = [one.match for one in check(text, made)]
    accented = [one.match for one in check(f"{text}\n\u00e9\u200d", made) if "\u00e9" not in one.match]
    assert accented == plain or "\u00e9" in text
    return plain


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"\d+\D", "12a 3", ["12a", "3\n"]),
        (r"\S+", "one two", ["one", "two"]),
        (r"[^\s]{2}", "ab c", ["ab"]),
        (r"\W\w+\b", "a-bc", ["-bc"]),
        (r"[\W_]+x", "a_-x", ["_-x"]),
        (r"[\D_]x", "1x ax _x", ["ax", "_x"]),
        (r"(?:(?=a))*ab", "ab", ["ab"]),
        (r"\b\b", "a b", []),
        (r"[a-c]x", "bx dx", ["bx"]),
        (r"x(?:[a-l]{2}|[b-l]{2}|[c-l]{2}|[d-l]{2}|[e-l]{2}|[f-l]{2}|[g-l]{2}|[a-k]{2})", "xab", ["xab"]),
        (r"[\D]x", "1x ax", ["ax"]),
        (r"[\S\n]x", "ax x", ["ax"]),
        (r"[\w.]+@\w+", "mail me.you@here", ["me.you@here"]),
        (r"[^\w\s]\d", "£5 x5 -5", ["£5", "-5"]),
        (r"a{2,}?b*+c", "aaac abc aabbc", ["aaac", "aabbc"]),
        (r"a{2,3}", "aaaaa", ["aaa", "aa"]),
        (r"x{,2}", "x{,2}", ["x{,2}"]),
        (r"a.c", "abc a\nc", ["abc"]),
        (r"(?s)a.c", "a\nc", ["a\nc"]),
        (r"(?s:a.)c(?-s:.)", "a\ncd", ["a\ncd"]),
        (r"^b$", "a\nb\nc", ["b"]),
        (r"\Aa\w", "ab ab", ["ab"]),
        (r"\w\z", "ab", ["b"]),
        (r"(?i)straSSe|tEE", "Strasse TEE", ["Strasse", "TEE"]),
        (r"(?i)a(?-i)B|c", "aB AB ab C", ["aB", "AB"]),
        (r"(?i:A)b", "ab AB", ["ab"]),
        (r"(?m)^b(?n)c", "a\nbc", ["bc"]),
        (r"(?x) a \  b # both", "a b", ["a b"]),
        (r"(?x)a #", "a", ["a"]),
        (r"a(?# why )b", "ab", ["ab"]),
        (r"(?<one>a)\k<one>", "aa", ["aa"]),
        (r"(?P<one>a)\1", "aa", ["aa"]),
        (r"(?'one'a)b", "ab", ["ab"]),
        (r"(?i)(a)\1", "aA", ["aA"]),
        (r"(?>a+)b", "aab", ["aab"]),
        (r"(?>a+)ab", "aab", []),
        (r"(?<=\s)x", "x x", ["x"]),
        (r"(?<!\w)-\d", "a-1 -2", ["-2"]),
        (r"(?<!a)bc", "abc bc", ["bc"]),
        (r"(?=a)\w+", "ba ab", ["a", "ab"]),
        (r"x(?!\d)", "x1 xa", ["x"]),
        (r"x(?!12)", "x12 x13", ["x"]),
        (r"x(?=(?:a|b)c)y?", "xbc", ["x"]),
        (r"a(?!b)c?d", "ad acd", ["ad", "acd"]),
        (r"\bBig\B", "Bigger Big", ["Big"]),
        (r"[[:alpha:]]+[[:digit:]]", "ab1 c", ["ab1"]),
        (r"[[:upper:][:punct:]]{2}", "A! b", ["A!"]),
        (r"\p{Lu}\p{Ll}+", "Big", ["Big"]),
        (r"\pL\PL", "a1", ["a1"]),
        (r"[\p{Lu}\P{L}]1", "A1 a1", ["A1"]),
        (r"\p{^L}x", "1x", ["1x"]),
        (r"\x41\x{42}\u0043\t?", "ABC", ["ABC"]),
        (r"\cA?b", "b", ["b"]),
        (r"[\b]?c", "c", ["c"]),
        (r"[]a]+", "]a", ["]a"]),
        (r"x[^]a]", "x]xb", ["xb"]),
        (r"[a-c\d-]+", "a-1", ["a-1"]),
        (r"[a-\d]+", "a-1", ["a-1"]),
        (r"[\x41-\x43]+", "ABCD", ["ABC"]),
        (r"[a-z]{1,2}[“”’—]", "a’", ["a’"]),
        (r"a\Z", "ba", ["a"]),
        (r"(?:a|)b", "ab b", ["ab", "b"]),
        (r"(|a)b", "ab", ["ab"]),
        (r"(?:)b", "b", ["b"]),
        (r"(?:\b|x)b\w", "xbc bd", ["xbc", "bd"]),
        ("\ue000a?b", "\ue000b", ["\ue000b"]),
        ("[\ue001a]b", "ab", ["ab"]),
        (r"a\bb", "ab a b", []),
        (r"\b\Ba", "a", []),
        (r"\b", "a b", []),
        (r"[a-z]{400}", "a", []),
        (r"[abcdefghijklmno]x", "bx", ["bx"]),
        (r"(?:a|b|c|d)(?:a|b|c|d)(?:a|b|c|d)(?:a|b|c|d)(?:a|b|c|d)x", "abcdax", ["abcdax"]),
        (r"(?:a?b??){0,2}c", "abac c", ["abac", "c"]),
        (r"(?:Ab|(?i)cd)e", "Abe CDe abe", ["Abe", "CDe"]),
    ],
)
def test_a_pattern_means_the_same_on_every_engine(pattern: str, text: str, expected: list[str]) -> None:
    if pattern in (r"\d+\D", r"a\Z", r"\w\z"):  # these see what follows
        made = book(W=f"{{extends: existence, message: m, nonword: true, tokens: ['{pattern}']}}")
        assert [one.match for one in check(text, made)] == [one for one in expected if "\n" not in one]
        assert [one.match for one in check("é" + text, made)][-1:] == [
            one for one in expected if "\n" not in one
        ][-1:]
    else:
        assert hits(pattern, text) == expected


def test_words_of_an_entry_come_in_the_order_an_engine_tries_them() -> None:
    (found,) = plan("allows?").entries
    assert not isinstance(found, Expression)
    assert [word.text for word in found] == ["allows", "allow"]
    (lazy,) = plan("allows??").entries
    assert not isinstance(lazy, Expression)
    assert [word.text for word in lazy] == ["allow", "allows"]
    assert words(parse("[Aa]b{2}", fold=True)) == (Word("abb", fold=True, before=None, after=None),)


def test_boundaries_ask_for_what_stands_around_a_word() -> None:
    assert words(parse(r"\ba\b")) == (Word("a", fold=False, before=False, after=False),)
    assert words(parse(r"\B-\b")) == (Word("-", fold=False, before=False, after=True),)
    assert words(parse(r"\Ba\B")) == (Word("a", fold=False, before=True, after=True),)


def test_alternatives_are_told_apart_only_where_that_changes_nothing() -> None:
    assert len(entries(parse(r"\b(?:a|b\w+|c)\b"))) == 3
    assert len(entries(parse(r"(?:a|b)\s*(?:c|d)"))) == 1
    assert len(entries(parse(r"\ba\b"))) == 1
    kinds = [isinstance(entry, Expression) for entry in plan(r"\b(?:a|b\w+|c)\b").entries]
    assert kinds == [False, True, False]


def test_case_that_is_mixed_within_a_word_needs_an_engine() -> None:
    (entry,) = plan("a(?i)b").entries
    assert isinstance(entry, Expression)
    assert hits("a(?i)b", "aB ab AB") == ["aB", "ab"]


def test_letters_that_change_their_length_match_as_they_are() -> None:
    made = book(W="extends: existence\nmessage: m\nignorecase: true\ntokens: [ΟΔΟΣ, straße, İ]\n")
    assert [one.match for one in check("οδος ΟΔΟΣ STRAßE İ i", made)] == ["ΟΔΟΣ", "STRAßE", "İ"]
