import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from regex import findall

from blocks.cutting import cut, weight
from blocks.moments import ago, planned, until, when
from blocks.sentences import sentence
from blocks.text import NOTHING_TO_SEE, escape, inline, linked, listed, mention, plural, shown
from domain.people import UserId
from domain.refusals import Refusal
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT

NAUGHTY = Path(__file__).parents[3] / "shared/conformance/naughty-strings/blns.json"
OWN_NAUGHTY = [
    "<!channel> <@U0EVE> <#C0DESK> <!subteam^S1> <!date^0^{date}|x> <https://a.example|b>",
    "*bold* _slanted_ ~gone~ `code` ```block```",
    "> quoted\n>>> all of it",
    ":smile: :+1: @channel @here @everyone https://a.example",
    "&lt;!channel&gt; &amp;amp;",
    "\u202egnp.exe\u202c\u2066\u2069\u2069",
    "مرحبا <!here> שלום",
    "\u200b\u200d\ufeff\u2060",
    "\ud800 lone \udfff",
    "\x00\x07\x1b[31m",
    "👩‍👩‍👧‍👦🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿é̂̃",
]
strings = st.text() | st.text("*_~`<>&:@| \nab\u2066\U0001f9e5\ud800") | st.sampled_from(OWN_NAUGHTY)


def naughty() -> list[str]:
    if not NAUGHTY.exists():
        return OWN_NAUGHTY
    return [*OWN_NAUGHTY, *json.loads(NAUGHTY.read_text(encoding="utf-8"))]


def active_parts(mrkdwn: str) -> list[str]:
    """What Slack would act on: anything in angle brackets, pairs of marks, quotes, emoji, bare links."""
    word = r"[^\W_]"
    marks = [rf"(?<!{word}){mark}(?=\S)[^\n]*?{mark}(?!{word})" for mark in (r"\*", "_", "~", "`")]
    others = [r"[<>]", r"(?m)^\s*&gt;", r":[a-z0-9_+'-]+:", r"@(?:channel|here|everyone)\b", r"\w://"]
    return [found.group() for one in marks + others for found in re.finditer(one, mrkdwn)]


def test_the_detector_detects() -> None:
    for text in ("*a b*", "x _y_ z", "~q~", "`c`", "<!here>", "&gt; q", "hi :wave:", "@here", "https://a"):
        assert active_parts(text), text
    assert not active_parts("my_store_2 is 3*4 at 10:30, isn't it &amp; so")


@patiently
@given(strings)
def test_nothing_people_type_is_active_in_mrkdwn(text: str) -> None:
    assert active_parts(escape(text)) == []
    assert active_parts(f"*{escape(text)}*")[1:] == []


@pytest.mark.parametrize("text", naughty())
def test_no_naughty_string_is_active_in_mrkdwn(text: str) -> None:
    assert active_parts(escape(text)) == []
    escape(text).encode()


@patiently
@given(strings)
def test_escaped_text_still_looks_like_what_was_typed(text: str) -> None:
    alike = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`", "›": ">", "꞉": ":", "\u2060": ""})
    plain = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain.translate(alike) == shown(text).translate(alike)


def test_plain_words_are_left_alone() -> None:
    assert escape("Marks_and_co #NewIn 3*4 = 12, at 10:30!") == "Marks_and_co #NewIn 3*4 = 12, at 10:30!"


@patiently
@given(strings)
@example("\u3164")
def test_what_is_shown_can_be_sent_and_seen(text: str) -> None:
    assert shown(text).encode().strip()
    assert "\r" not in shown(text)
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060", "\u3164", "\u2800"])
def test_text_without_anything_to_see_says_so(text: str) -> None:
    assert shown(text) == NOTHING_TO_SEE


@patiently
@given(strings)
def test_an_inline_text_stays_one_line_and_ends_what_it_begins(text: str) -> None:
    line = inline(text)
    assert "\n" not in line
    assert not re.search("[\u202a-\u202e]", line)
    assert line.count("\u2068") == line.count("\u2069") <= 1
    short = inline(text, limit=9)
    assert weight(short) <= 9 or short == line
    assert short.count("\u2068") == short.count("\u2069")


def test_right_to_left_words_are_set_apart() -> None:
    assert inline("שלום עולם") == "\u2068שלום עולם\u2069"
    assert inline("abc\u202e def") == "abc def"


@patiently
@given(strings, st.integers(1, 40))
def test_a_cut_text_fits_and_begins_like_the_whole(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert weight(short) <= limit or short == text
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    assert (short == text) == (weight(text) <= limit) or text.endswith("…")


@patiently
@given(st.text("a👩‍🦰🇩🇪🇫🇷é\u0301\u0302🏽👍️\u200d🏴󠁧󠁿각ᆨ", max_size=60), st.integers(2, 60))
def test_a_cut_never_parts_a_character(text: str, limit: int) -> None:
    clusters = findall(r"\X", text)
    kept = cut(text, limit).removesuffix("…")
    starts = {"".join(clusters[:count]) for count in range(len(clusters) + 1)}
    assert kept in starts | {one.rstrip() for one in starts}


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("🇩🇪🇫🇷🇮🇹", 8, "🇩🇪…"),
        ("🇩🇪🇫🇷🇮🇹", 9, "🇩🇪🇫🇷…"),
        ("ab👩‍👩‍👧‍👦", 9, "ab…"),
        ("caf" + "e\u0301" + "s", 5, "caf…"),
        ("hello world", 7, "hello…"),
        ("\u1100\u1161\u11a8\u1100\u1161\u11a8", 5, "\u1100\u1161\u11a8…"),
    ],
)
def test_flags_families_and_accents_are_kept_whole(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit) == kept


def test_a_flood_of_accents_is_cut_all_the_same() -> None:
    assert weight(cut("e" + "\u0301" * 5_000, 100)) <= 100


def test_weight_counts_no_less_than_slack() -> None:
    assert weight("abc") == 3
    assert weight("🧥") == 2
    assert weight("<&>") == len("&lt;&amp;&gt;")


def test_people_and_moments_become_slacks_own_marks() -> None:
    assert mention(UserId("U0EVE")) == "<@U0EVE>"
    assert mention(None) == "Onevoice"
    assert mention(UserId("U1> <!channel")) == "U1&gt; &lt;!channel"


def test_a_moment_inside_a_sentence_begins_with_no_capital_letter() -> None:
    # Slack writes "Today" where the layout begins with the day; a character before it keeps "today".
    fallback = "Thu 26 Nov 2026 13:00 UTC"
    assert when(AT) == f"<!date^1795698000^\u200b{{date_short_pretty}} at {{time}}|{fallback}>"
    assert planned(AT) == f"<!date^1795698000^\u200b{{date_long_pretty}} at {{time}}|{fallback}>"


def test_a_link_ends_where_it_should() -> None:
    assert (
        linked("Card", "https://a.example/?x=1&y=<2>|3") == "<https://a.example/?x=1&amp;y=%3C2%3E%7C3|Card>"
    )
    assert linked("Card", "") == "Card"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=21, minutes=30), "21 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_spans_are_short(span: timedelta, words: str) -> None:
    assert until(AT + span, at=AT) == f"in {words}"
    assert ago(AT - span, at=AT) == f"{words} ago"


def test_a_begun_minute_counts_whole_ahead_and_not_yet_behind() -> None:
    span = timedelta(minutes=59, seconds=59)
    assert until(AT + span, at=AT) == "in 1 h"
    assert ago(AT - span, at=AT) == "59 min ago"


def test_numbers_agree_with_their_words() -> None:
    assert [plural(number, "store", "stores") for number in (0, 1, 1_240)] == [
        "0 stores",
        "1 store",
        "1,240 stores",
    ]


def test_lists_are_read_aloud() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"], last="or") == "A, B or C"
    assert listed([str(number) for number in range(9)]) == "0, 1, 2, 3, 4, 5 and 3 more"
    assert listed([]) == ""


def test_a_refusal_mentions_people_and_writes_times_in_the_readers_zone() -> None:
    refusal = Refusal(
        "{who} and {them} saw version {version} of “{title}” {when}.",
        who=UserId("U0EVE"),
        them=(UserId("U0ELI"), UserId("U0MIA")),
        version=2,
        title="<!channel> *now*",
        when=datetime(2026, 11, 26, 13, tzinfo=UTC),
    )
    assert sentence(refusal) == (
        "<@U0EVE> and <@U0ELI> and <@U0MIA> saw version 2 of “&lt;!channel&gt; ∗now∗” "
        "<!date^1795698000^\u200b{date_short_pretty} at {time}|Thu 26 Nov 2026 13:00 UTC>."
    )


@pytest.mark.parametrize(
    ("said", "to_eve"),
    [
        ("{who} already signed.", "You already signed."),
        ("This post was rejected by {who}.", "This post was rejected by you."),
        (
            "{who} asked for changes. A new version settles that, or {who}'s own approval.",
            "You asked for changes. A new version settles that, or your own approval.",
        ),
        ("{who} is in HR already.", "You are in HR already."),
    ],
)
def test_a_refusal_speaks_to_the_person_it_is_about(said: str, to_eve: str) -> None:
    refusal = Refusal(said, who=UserId("U0EVE"))
    assert sentence(refusal, reader=UserId("U0EVE")) == to_eve
    assert sentence(refusal, reader=UserId("U0ELI")) == said.format(who="<@U0EVE>")


def test_one_person_is_not_one_of_several() -> None:
    ada, bea = UserId("U0ADA"), UserId("U0BEA")
    asked = "Only an admin can. Ask one of {admins}."
    assert sentence(Refusal(asked, admins=(ada,))) == "Only an admin can. Ask <@U0ADA>."
    assert (
        sentence(Refusal(asked, admins=(ada, bea))) == "Only an admin can. Ask one of <@U0ADA> and <@U0BEA>."
    )


def test_a_refusal_with_very_long_words_stays_a_sentence() -> None:
    many = tuple(UserId(f"U{number:08}") for number in range(500))
    refusal = Refusal("{typed} {typed2} {people}", typed="x" * 9_000, typed2="&" * 9_000, people=many)
    assert len(sentence(refusal)) < 1_200
