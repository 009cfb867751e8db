"""What cards and "Details" say of a post's aim, and what the record says of its changes."""

from dataclasses import replace
from datetime import date

from blocks.cards import post_card
from blocks.changes import other_changes
from blocks.details import post_details
from blocks.proposals import edit_form
from domain.aims import Aim
from domain.campaign import Campaign
from domain.charter import Gain
from domain.journey import Step, StepName
from domain.posts import Post
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, DRAFT, MIA, WORKSPACE, proposed

AUTUMN = Campaign(
    name="Autumn",
    purpose="Fill stores on the first cold weekend",
    owner=MIA,
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    measure="reach",
    cost_centre="<M-100>",
    at=AT,
)
SHOP = replace(WORKSPACE, campaigns=(AUTUMN,))
AIM = Aim(step=Step.TRIAL, audience="parents & <!here>", gains=(Gain.STORES, Gain.REPUTATION))


def on_card(post: Post) -> list[str]:
    card = judged(post_card(post, workspace=SHOP, at=AT))
    return list(strings(card["blocks"]))


def in_details(post: Post) -> str:
    view = post_details(post, workspace=SHOP, entries=[], at=AT)
    return next(one for one in strings(judged_view(view)["blocks"]) if " · proposed " in one)


def test_the_card_says_purpose_step_and_stores_in_one_line() -> None:
    post = replace(proposed(), campaign="Autumn", aim=AIM)
    line = next(one for one in on_card(post) if "🎯" in one)
    assert line == "🎯 Fill stores on the first cold weekend · step: trial · 🏬 2 stores"
    assert not any("step:" in one for one in on_card(proposed()))


def test_a_renamed_step_goes_by_its_name_and_formats_nothing() -> None:
    renamed = replace(SHOP, step_names=(StepName(step=Step.TRIAL, name="<!channel> *try*"),))
    card = judged(post_card(replace(proposed(), aim=AIM), workspace=renamed, at=AT))
    line = next(one for one in strings(card["blocks"]) if "step:" in one)
    assert "<!channel>" not in line
    assert "&lt;!channel&gt;" in line


def test_the_details_say_all_of_it_and_what_is_the_campaigns() -> None:
    told = in_details(replace(proposed(), campaign="Autumn", aim=AIM))
    assert "step: trial" in told
    assert "audience: parents &amp; &lt;!here&gt; · measure: reach (its campaign's)" in told
    assert "gains: stores, reputation · cost centre: &lt;M-100&gt; (its campaign's)" in told
    own = in_details(replace(proposed(), campaign="Autumn", aim=Aim(measure="visits", cost_centre="7")))
    assert "measure: visits · cost centre: 7" in own
    assert "gains" not in own


def test_the_form_says_what_an_empty_field_takes_over() -> None:
    form = judged_view(edit_form(replace(proposed(), campaign="Autumn"), SHOP))
    placeholders = {
        one["block_id"]: one["element"].get("placeholder", {}).get("text")
        for one in form["blocks"]
        if one["type"] == "input"
    }
    assert placeholders["measure"] == "As its campaign: reach"
    assert placeholders["cost_centre"] == "As its campaign: <M-100>"


def test_the_record_names_what_changed() -> None:
    before = proposed()
    after = replace(before, aim=replace(AIM, measure="visits", cost_centre="7"))
    assert other_changes(before, after) == (
        "audience",
        "measure",
        "who gains",
        "cost centre",
        "journey step (none → trial)",
    )
    assert other_changes(after, after) == ()
    assert DRAFT.aim == before.aim
