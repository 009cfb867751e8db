"""Rule files as they should not be: every one is told what is wrong and where, and the others go on."""

import sys
from pathlib import Path
from time import process_time

import pytest

from rulebook.checking import check
from rulebook.loading import BrokenRulebookError, UnknownRuleError, build_rulebook, load_rulebook, load_styles
from rulebook.rules import Problem
from tests.rulebook.books import book, found

SECONDS = 10 if sys.gettrace() is None else 40  # being watched line by line takes its own time
FINE = "{extends: existence, message: m, tokens: [sale]}"


def problem(data: bytes) -> Problem:
    """The one thing wrong with a file, beside which another goes on working."""
    started = process_time()
    made = build_rulebook([("Test.Bad", "Test/Bad.yml", data), ("Test.Fine", "Test/Fine.yml", FINE.encode())])
    assert process_time() - started < SECONDS
    assert found("sale", made) == ["sale"]
    (one,) = made.problems
    assert (one.rule, one.file) == ("Test.Bad", "Test/Bad.yml")
    return one


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (b"", 1, "a rule file is a list of 'key: value' lines"),
        (b"extends: substitution\nmessage: m\nswap:\n", 1, "list some 'swap' lines"),
        (b"extends: existence\nmessage: m\nlink:\ntokens:\n", 1, "list some 'tokens'"),
        (b"extends: existence\nmessage: m\ntokens: [a]\nscope: ~text\n", 4, "the scope '~text' cannot occur"),
        (b"- a\n- b\n", 1, "a rule file is a list of 'key: value' lines"),
        (b"extends: existence\nmessage: 'm\ntokens: [a]\n", 4, "this is not YAML"),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\nmessage: n\n",
            4,
            "the key 'message' stands here twice",
        ),
        (
            b"extends: substitution\nmessage: m\nswap:\n  a: b\n  c: d\n  a: e\n",
            6,
            "the key 'a' stands here twice",
        ),
        (b"extends: existence\nmessage: caf\xe9\n", 2, "not valid UTF-8"),
        (b"extends: existence\nmessage: \x00\n", 2, "this is not YAML"),
        (b"extends: existence\nmessage: m\ntokens:\n  - !!python/object/apply:os.system [ls]\n", 4, "tags"),
        (b"extends: existence\nmessage: m\ntokens: !Mine [a]\n", 3, "tags such as '!Mine'"),
        (b"extends: existence\n? [a]\n: b\n", 2, "a key has to be plain text"),
        (b"base: &b {a: b}\nmore:\n  <<: *b\n", 3, "merging with '<<'"),
        (b"extends: existence\nmessage: m\ntokens: " + b"[" * 40 + b"]" * 40, 3, "nested more than 12 deep"),
        (b"extends: existence\nmessage: m\ntokens: " + b"[" * 5000 + b"]" * 5000, 3, ""),
        (b"extends: existence\nmessage: m\ntokens: " + b"[" * 50_000, 3, "nested more than 12 deep"),
        (b"extends: existence\ntokens: " + b"{a: " * 50_000, 2, "nested more than 12 deep"),
        (b"extends: existence\ntokens:\n  " + b"- " * 50_000, 3, "nested more than 12 deep"),
        (b"extends: existence\ntokens:\n  " + b"? " * 50_000, 3, "nested more than 12 deep"),
        (b"\n".join(b" " * deep + b"a:" for deep in range(1_900)), 101, "nested more than 12 deep"),
        (b"# much\n" * 400_000, 1, "larger than 2 MB"),
        (b"message: m\n", 1, "the key 'extends' is missing"),
        (b"extends: existence\ntokens: [a]\n", 1, "the key 'message' is missing"),
        (b"extends: magic\nmessage: m\n", 1, "'extends' has to be one of"),
        (b"extends: [a]\nmessage: m\n", 1, "'extends' has to be one of"),
        (b"extends: script\nmessage: m\nscript: x\n", 1, "rules that extend 'script' are not supported here"),
        (
            b"extends: sequence\nmessage: m\ntokens: []\n",
            1,
            "rules that extend 'sequence' are not supported here",
        ),
        (
            b"extends: existence\nmessage: m\nlevel: fatal\n",
            3,
            "'level' has to be suggestion, warning or error",
        ),
        (b"extends: existence\nmessage: m\nlevel:\ntokens: [a]\n", 3, "'level' has to be"),
        (
            b"extends: existence\nmessage: m\nignorcase: true\n",
            3,
            "the key 'ignorcase' is unknown for 'existence'",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\nignorecase: yes\n",
            4,
            "'ignorecase' has to be true or false",
        ),
        (b"extends: existence\nmessage: m\ntokens: {a: b}\n", 3, "'tokens' has to be a list"),
        (b"extends: existence\nmessage: m\ntokens: [[a]]\n", 3, "'tokens' has to be a text"),
        (b"extends: existence\nmessage: [m]\ntokens: [a]\n", 2, "'message' has to be a text"),
        (
            b"extends: substitution\nmessage: m\nswap: [a]\n",
            3,
            "'swap' has to be a list of 'this: that' lines",
        ),
        (b"extends: occurrence\nmessage: m\ntoken: a\nmax: -1\n", 4, "'max' has to be a whole number"),
        (
            b"extends: occurrence\nmessage: m\ntoken: a\nmax: 99999999999\n",
            4,
            "'max' has to be a whole number",
        ),
        (b"extends: readability\nmessage: m\nmetrics: [SMOG]\ngrade: nan\n", 4, "'grade' has to be a number"),
        (b"extends: readability\nmessage: m\nmetrics: [SMOG]\ngrade: x\n", 4, "'grade' has to be a number"),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\nreview: soon\n",
            4,
            "'review' has to be a date such as",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: replace\n",
            4,
            "'action' has to have a 'name'",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: eat}\n",
            4,
            "'action' has to be one of replace",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: edit, speed: 1}\n",
            4,
            "unknown key 'speed'",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: edit}\n",
            4,
            "'edit' does not know ''",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: edit, params: [trim]}\n",
            4,
            "takes 1 more",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: edit, params: [split, a, b]}\n",
            4,
            "'split'",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\naction: {name: edit, params: [regex, '(', b]}\n",
            4,
            "'regex'",
        ),
        (
            b"extends: existence\nmessage: m\ntokens: [a]\nscope: heading\n",
            4,
            "the scope 'heading' cannot occur",
        ),
    ],
)
def test_a_bad_file_is_named_with_its_line(data: bytes, line: int, sentence: str) -> None:
    one = problem(data)
    assert sentence in one.sentence
    assert one.line == line


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % ((c, c) + (c - 1,) * 8)
    for c in range(ord("b"), ord("k"))
)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    assert "unfolds to more than" in problem(BOMB).sentence or "nested more" in problem(BOMB).sentence


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("(" * 1000 + "a" + ")" * 1000, "nested more than 60 deep"),
        ("(?:" * 1000, "nested more than 60 deep"),
        ("((a{1000}){1000}){1000}", "the engine refuses it"),
        ("a{2000}", "repeats more than 1000 times"),
        ("a{3,2}", "at least 3 but at most 2"),
        ("(a", "a '(' is not closed"),
        ("a)", "a ')' without its '('"),
        ("[a", "a '[' is not closed"),
        ("a**", "two repetitions"),
        ("*a", "nothing before '*' to repeat"),
        ("a\\", "lone backslash"),
        ("[z-a]", "runs backwards"),
        ("[a-z-[aeiou]]", "sets taken away from sets"),
        ("[[:foo:]]", "not a known set"),
        ("\\p{Nonsense}x", "the engine refuses it"),
        ("\\p{L", "not closed"),
        ("\\p{(}", "needs the name"),
        ("\\x{zz}", "not the number of a character"),
        ("\\ud800", "half a character"),
        ("(?<name", "name of a group is not closed"),
        ("(?(1)a|b)", "followed by nothing known"),
        ("(?z:a)", "not a group or a flag"),
        ("(?# comment", "comment '(?#' is not closed"),
        ("(?=a", "a '(' is not closed"),
        ("\\k<a", "not closed"),
        ("\\ka", "needs a name"),
        ("(?!x)\\k<nobody>", "no engine takes it"),
        ("(?<!a)\\9", "no engine takes it"),
    ],
)
def test_a_pattern_no_engine_takes_is_named_with_its_line(token: str, sentence: str) -> None:
    text = f"extends: existence\nmessage: m\ntokens:\n  - fine\n  - '{token}'\n"
    one = problem(text.encode())
    assert sentence in one.sentence
    assert one.line == 5


@pytest.mark.parametrize("token", ["x{place}[a-l][a-l]", r"x{place}\w+"])
def test_a_rule_that_stands_for_too_much_is_refused(token: str) -> None:
    tokens = "".join(f"  - '{token.format(place=place)}'\n" for place in range(2_100))
    one = problem(f"extends: existence\nmessage: m\ntokens:\n{tokens}".encode())
    assert one.sentence.endswith("it stands for more than 200,000 words or 500 patterns; split the rule")
    assert one.line == 3


def test_a_scope_that_excludes_what_a_post_lacks_is_the_whole_text() -> None:
    assert found("sale", book(W="{extends: existence, message: m, tokens: [sale], scope: [~heading]}")) == [
        "sale"
    ]
    assert found(
        "sale", book(W="{extends: existence, message: m, tokens: [sale], scope: text & ~heading}")
    ) == ["sale"]
    assert found(
        "sale", book(W="{extends: existence, message: m, tokens: [sale], scope: [heading, raw]}")
    ) == ["sale"]


def test_a_message_that_asks_for_too_much_is_a_problem_but_the_rule_works() -> None:
    made = book(W='{extends: existence, message: "%s %s %s %s!", tokens: [sale]}')
    assert "more than 2 places" in made.problems[0].sentence
    assert [one.message for one in check("sale", made)] == ["sale   !"]


def test_strict_loading_tells_everything_at_once(tmp_path: Path) -> None:
    (tmp_path / "Own").mkdir()
    (tmp_path / "Own" / "A.yml").write_text("extends: magic\nmessage: m\n", encoding="utf-8")
    (tmp_path / "Own" / "B.yml").write_text(
        "{extends: existence, message: m, tokens: ['(']}", encoding="utf-8"
    )
    assert len(load_styles(tmp_path).problems) == 2
    with pytest.raises(BrokenRulebookError, match=r"A\.yml:1: Own\.A: .*; .*B\.yml:1: Own\.B"):
        load_styles(tmp_path, strict=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="There is no folder of styles at"):
        load_styles(tmp_path / "nowhere")


def test_folders_add_up_and_the_first_wins(tmp_path: Path) -> None:
    for folder, word in (("ours", "sale"), ("theirs", "hat")):
        (tmp_path / folder / "Own" / "deep").mkdir(parents=True)
        (tmp_path / folder / "Own" / "_parked").mkdir()
        rule = f"{{extends: existence, message: {folder}, tokens: [{word}]}}"
        (tmp_path / folder / "Own" / "Words.yml").write_text(rule, encoding="utf-8")
        (tmp_path / folder / "Own" / "deep" / f"{folder}.yml").write_text(rule, encoding="utf-8")
        (tmp_path / folder / "Own" / "_parked" / "Draft.yml").write_text("nonsense", encoding="utf-8")
    made = load_rulebook(tmp_path / "ours", tmp_path / "theirs")
    assert made.problems == ()
    assert [rule.name for rule in made.rules] == ["Own.Words", "Own.deep.ours", "Own.deep.theirs"]
    assert made.rule("Own.Words").message == "ours"
    with pytest.raises(UnknownRuleError):
        made.rule("Own.Nothing")


def test_the_version_is_that_of_the_content_wherever_it_lies(tmp_path: Path) -> None:
    for folder, word in (("a", "sale"), ("b", "sale"), ("c", "hat")):
        (tmp_path / folder / "Own").mkdir(parents=True)
        rule = f"{{extends: existence, message: m, tokens: [{word}]}}"
        (tmp_path / folder / "Own" / "Words.yml").write_text(rule, encoding="utf-8")
    one, same, other = (load_styles(tmp_path / folder).version for folder in "abc")
    assert one == same != other
    assert len(one) == 12


def test_a_vocabulary_is_accepted_by_other_rules_and_wants_its_own_spelling(tmp_path: Path) -> None:
    words = tmp_path / "config" / "vocabularies" / "Shop"
    words.mkdir(parents=True)
    (words / "accept.txt").write_text("# names\nOnevoice\n[Cc]lick & [Cc]ollect\n", encoding="utf-8")
    (words / "reject.txt").write_text("cheapo\n", encoding="utf-8")
    (tmp_path / "Own").mkdir()
    rule = "{extends: existence, message: m, ignorecase: true, tokens: [onevoice]}"
    (tmp_path / "Own" / "Words.yml").write_text(rule, encoding="utf-8")
    made = load_styles(tmp_path)
    assert made.problems == ()
    found_now = [(one.rule, one.match, one.message) for one in check("Onevoice, onevoice, cheapo", made)]
    assert found_now == [
        ("Own.Words", "onevoice", "m"),
        ("Vale.Terms", "onevoice", "Use 'Onevoice' instead of 'onevoice'."),
        ("Vale.Avoid", "cheapo", "Avoid using 'cheapo'."),
    ]


def test_rules_not_from_files_may_not_look_around() -> None:
    looking = "{extends: existence, message: m, tokens: ['a(?!b)']}"
    plain = r"{extends: existence, message: m, tokens: ['caf\w+ x', 'r\b.*\bs']}"
    made = build_rulebook(
        [("T.A", "a", looking.encode()), ("T.B", "b", plain.encode())],
        trusted=False,
    )
    (one,) = made.problems
    assert one.sentence.endswith("look-around and back-references are allowed in rule files only")
    assert found("café x", made) == ["café x"]
    assert found("r é s", made) == ["r é s"]
