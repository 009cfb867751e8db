"""What a card, "Details" and the form say about posts that clash, whatever their titles hold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.cards import post_card
from blocks.clashes import KEEP_BOTH, Beside, keep_both_form
from blocks.details import post_details
from blocks.messages import said
from blocks.noticed import noticed
from domain.clashes import Clash, ClashKind, ClashState, Difference, Remark, Standing, Term
from domain.findings import Finding, Level
from domain.networks import Network
from domain.posts import Post, PostId, State
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, MIA, WORKSPACE, finding, proposed
from tests.blocks.test_text import OWN_NAUGHTY

POST = proposed()
OTHER = PostId("zzz")


def standing(kind: ClashKind, title: str = "Outlet", **more: object) -> Standing:
    terms = tuple(Difference(term=one, first="2026-11-29", second="2026-11-30") for one in Term)
    clash = Clash(
        first=POST.id,
        second=OTHER,
        kind=kind,
        differences=terms if kind is ClashKind.OTHER_TERMS else (),
        networks=tuple(Network),
    )
    values: dict[str, object] = {"state": ClashState.OPEN, "titles": ("Ours", title), **more}
    return Standing(clash=clash, **values)  # type: ignore[arg-type]  # stories change any field


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_slack_takes_hostile_titles_and_reasons_everywhere(text: str) -> None:
    every = [standing(kind, text) for kind in ClashKind]
    done = standing(ClashKind.SAME_TEXT, text, state=ClashState.KEPT, by=MIA, at=AT, because=text)
    beside = Beside(clashes=(*every, done), remarks=tuple(Remark), links={OTHER: "https://shop.slack.com/p1"})
    judged(post_card(POST, workspace=WORKSPACE, at=AT, beside=beside))
    judged_view(post_details(POST, workspace=WORKSPACE, entries=[], at=AT, clashes=beside.clashes))
    judged_view(keep_both_form(POST, beside.open))
    judged(said("\n".join(noticed(POST, beside.clashes, workspace=WORKSPACE, at=AT))))


def test_the_sentences_say_what_is_wrong() -> None:
    beside = Beside(
        clashes=(
            standing(ClashKind.SAME_TEXT_ELSEWHERE),
            replace(
                standing(ClashKind.TOO_CLOSE),
                clash=replace(standing(ClashKind.TOO_CLOSE).clash, networks=("x", "instagram")),
            ),
        ),
        remarks=(Remark.MANY_STORES, Remark.NO_PURPOSE),
        gap=timedelta(minutes=90),
    )
    post = replace(POST, stores=tuple(map(str, range(40))))
    said = " ".join(strings(judged(post_card(post, workspace=WORKSPACE, at=AT, beside=beside))["blocks"]))
    assert "for other stores: naming the place tells readers which one is meant" in said
    assert "↔️ On X and Instagram within 90 minutes of “" in said
    assert (
        "↔️ 41 stores would all say the very same. A post that names its place speaks to the people there"
    ) in said
    assert "A template with" not in said
    assert "🎯 No purpose: this post names no campaign" in said


def test_many_stores_hear_which_slots_would_let_each_speak_for_itself() -> None:
    beside = Beside(remarks=(Remark.MANY_STORES,), local=("city", "day"))
    post = replace(POST, stores=tuple(map(str, range(12))))
    said = " ".join(strings(judged(post_card(post, workspace=WORKSPACE, at=AT, beside=beside))["blocks"]))
    assert "↔️ 12 stores would all say the very same." in said
    assert "there. A template with {city} and {day} to fill in lets each store do that" in said


def test_the_form_says_what_each_of_the_two_says() -> None:
    form = judged_view(keep_both_form(POST, [standing(ClashKind.OTHER_TERMS), standing(ClashKind.TOO_CLOSE)]))
    said = " ".join(strings(form["blocks"]))
    assert "(29 Nov here, 30 Nov there)" in said
    (chosen,) = (one["element"] for one in form["blocks"] if one.get("block_id") == "other_post")
    assert len(chosen["options"]) == 1, "of one post two things can be wrong"
    assert chosen["initial_option"] == chosen["options"][0]


def test_what_went_out_is_told_of_and_not_asked() -> None:
    out = replace(POST, state=State.PUBLISHED)
    card = judged(
        post_card(out, workspace=WORKSPACE, at=AT, beside=Beside(clashes=(standing(ClashKind.SAME_TEXT),)))
    )
    assert "Almost the same text as “" in " ".join(strings(card["blocks"]))
    assert KEEP_BOTH not in repr(card)


def test_where_many_are_decided_the_weightiest_finding_and_clash_are_told_and_the_rest_counted() -> None:
    clashes = [standing(ClashKind.SAME_TEXT, "<Outlet>"), standing(ClashKind.TOO_CLOSE)]
    hint = finding(level=Level.SUGGESTION, match="jacket")
    forbidden = finding(level=Level.ERROR, match="<!here>")

    assert noticed(POST, workspace=WORKSPACE, at=AT) == []
    settled = standing(ClashKind.SAME_TEXT, state=ClashState.KEPT)
    assert noticed(POST, [settled], workspace=WORKSPACE, at=AT) == []
    assert noticed(proposed(finding()), workspace=WORKSPACE, at=AT) == [
        "⚠️ “the best jacket ever”: say what makes it good"
    ]
    assert noticed(with_findings(hint, finding(), forbidden), clashes, workspace=WORKSPACE, at=AT) == [
        "⛔ “&lt;!here&gt;”: say what makes it good",
        "↔️ Almost the same text as “&lt;Outlet&gt;”",
        "and 3 more on the card",
    ]


def test_days_of_two_years_say_their_years() -> None:
    ends = Difference(term=Term.END, first="2026-12-30", second="2027-01-02")
    clash = Clash(first=POST.id, second=OTHER, kind=ClashKind.OTHER_TERMS, differences=(ends,))
    both = [Standing(clash=clash, state=ClashState.OPEN, titles=("Ours", "Outlet"))]
    assert noticed(POST, both, workspace=WORKSPACE, at=AT) == [
        "↔️ Same offer as “Outlet”, other end date (30 Dec 2026 here, 2 Jan 2027 there)"
    ]


def with_findings(*findings: Finding) -> Post:
    """A post about which a rule that came later says this."""
    return replace(POST, versions=(replace(POST.version, findings=findings),))
