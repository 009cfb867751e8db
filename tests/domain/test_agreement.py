"""What people type when they approve, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreement import could_sign, is_approving_reaction, sounds_like_approval
from tests.domain.stories import EVE, MIA, WORKSPACE, later, proposed

APPROVALS = [
    "looks good",
    "Looks good to me!",
    "looks great, thanks",
    "Look good",
    "lgtm",
    "LGTM 👍🏽",
    "approved",
    "Approved.",
    "Approved ✅",
    "I approve this",
    "approve",
    "Yes, approved — thank you!",
    "consider it approved",
    "👍",
    "👍👍🏿",
    "✅",
    "✔️",
    "👌",
    ":+1:",
    ":+1::skin-tone-3:",
    ":thumbsup: :tada:",
    ":white_check_mark:",
    "+1",
    "ok for me",
    "OK by me",
    "okay with me",
    "fine by me",
    "Fine for me, great work everyone",
    "works for me",
    "happy with this",
    "I’m happy with this one",
    "no objections from my side",
    "No objection",
    "all good",
    "it's good to go",
    "good to go 🚀",
    "go ahead",
    "ship it!",
    "signed off",
    "<@U0EVE> looks good to me",
    "“Approved”",
    "yes from me",
    "  LOOKS   GOOD \n thanks ",
    "ＬＧＴＭ",
]

NO_APPROVALS = [
    "",
    " ",
    "!!!",
    "ok",
    "yes",
    "thanks",
    "great",
    "looks good but the price is wrong",
    "looks good, just fix the date",
    "looks good once the price is fixed",
    "looks good except the last line",
    "almost looks good",
    "looks good?",
    "approved?",
    "Is this approved",
    "has marketing approved this?",
    "not approved",
    "never approved",
    "I can't approve this",
    "I don't approve",
    "unapproved",
    "please approve",
    "can you approve",
    "who approved this",
    "approved by legal, waiting for HR",
    "approved if it goes out on Friday",
    "doesn't look good",
    "does not look good to me",
    "would be good to go with a picture",
    "lgtm?",
    "lgtm-ish",
    "👎",
    "👍👎",
    "👍 but",
    ":-1:",
    ":+1",
    "~approved~",
    "> approved",
    "&gt; approved",
    "no objections?",
    "no",
    "fine",
    "fine by me if Mia agrees",
    "works for me on Tuesday",
    "sounds good",
    "go ahead and change the picture",
    "post it on Friday",
    "good",
    "<@U0EVE>",
    "<@U0EVE> <!channel>",
    "<@U0EVE|eve approved",
    "looks good " * 30,
]


@pytest.mark.parametrize("text", APPROVALS)
def test_these_sound_like_an_approval(text: str) -> None:
    assert sounds_like_approval(text)


@pytest.mark.parametrize("text", NO_APPROVALS)
def test_these_do_not(text: str) -> None:
    assert not sounds_like_approval(text)


@given(st.sampled_from(APPROVALS), st.sampled_from(["but", "not", "if", "price", "?", "👎", "once", "~"]))
def test_one_word_of_doubt_is_enough(text: str, doubt: str) -> None:
    assert not sounds_like_approval(f"{text} {doubt}")
    assert not sounds_like_approval(f"{doubt} {text}")


@given(st.sampled_from(APPROVALS), st.sampled_from(APPROVALS))
def test_saying_it_twice_is_saying_it(one: str, other: str) -> None:
    assert sounds_like_approval(f"{one}\n{other}")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert sounds_like_approval(text) in {True, False}


@pytest.mark.parametrize(
    ("name", "approves"),
    [
        ("white_check_mark", True),
        ("heavy_check_mark", True),
        ("+1", True),
        ("thumbsup::skin-tone-4", True),
        ("-1", False),
        ("eyes", False),
        ("x", False),
        ("", False),
    ],
)
def test_a_reaction_may_say_it_too(name: str, approves: bool) -> None:  # noqa: FBT001  # a table's column
    assert is_approving_reaction(name) is approves


def test_only_who_could_sign_now_is_offered_it() -> None:
    post = proposed()
    assert could_sign(post, by=MIA, workspace=WORKSPACE, at=later())
    assert not could_sign(post, by=EVE, workspace=WORKSPACE, at=later())
