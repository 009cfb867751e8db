"""Variants in the form: revealed, filled in, taken away, previewed."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.models.views import View

from blocks.cards import post_card
from blocks.details import post_details
from blocks.drafts import read_content, read_proposal
from blocks.form_findings import with_findings
from blocks.previews import preview_blocks
from blocks.proposals import edit_form, proposal_form
from blocks.state import form_errors
from blocks.variants import read_removal, with_variants, without_variant
from domain.drafts import variant_field
from domain.findings import Level, Verdict
from domain.folds import first_seen
from domain.networks import Network
from domain.posts import PostId
from domain.refusals import InvalidForm
from domain.versions import Content, Variant
from rulebook.lengths import measure
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, DRAFT, EVE, WORKSPACE, Ruler, finding, proposed

HOSTILE = "<!channel> *b* &amp; \u202egnitset\u202c 👩‍👩‍👧‍👦🇬🇧 שלום\n" * 40
OWN = (Variant(network=Network.X, text="Jackets, on X."), Variant(network=Network.INSTAGRAM, text="y " * 200))


def form(*networks: Network, **typed: object) -> dict[str, Any]:
    """A new form in which these networks are chosen."""
    view = proposal_form(WORKSPACE, id=PostId("post-2"), by=EVE, text="Jackets.")
    return submitted(view, networks=[option(view, "networks", one.value) for one in networks], **typed)


def again(view: dict[str, Any], changed: View, **typed: str) -> dict[str, Any]:
    """The changed form, with what Slack keeps in it and what is typed next."""
    payload = judged_view(changed)
    state = {name: held for name, held in view["state"]["values"].items() if name in _fields(payload)}
    for name, text in typed.items():
        state[name] = {name: {"type": "plain_text_input", "value": text}}
    return {**view, **payload, "state": {"values": state}}


def _fields(payload: dict[str, Any]) -> list[str]:
    return [one["block_id"] for one in payload["blocks"] if one["type"] == "input"]


def test_each_chosen_network_gets_an_input_right_below_the_networks() -> None:
    view = form(Network.INSTAGRAM, Network.X)
    shown = again(view, with_variants(view))

    ids = [one.get("block_id") for one in shown["blocks"]]
    assert ids[ids.index("networks") :][:5] == [
        "networks",
        "variants",
        "variant_x",
        "variant_instagram",
        "publish_at",
    ]
    labels = [one["label"]["text"] for one in shown["blocks"] if one.get("block_id") == "variant_x"]
    assert labels == ["Text for X"]
    assert [one for one in shown["blocks"] if one in view["blocks"]] == [
        one for one in view["blocks"] if one.get("block_id") != "variants"
    ]


def test_what_was_typed_is_read_and_an_empty_input_means_the_post_text() -> None:
    view = form(Network.INSTAGRAM, Network.X)
    shown = again(view, with_variants(view), variant_x="Jackets, on X.", variant_instagram="  ")

    content = read_content(shown)
    assert content.variants == (Variant(network=Network.X, text="Jackets, on X."),)
    assert content.text_for(Network.INSTAGRAM) == "Jackets."
    assert read_proposal(shown, workspace=WORKSPACE).variants == content.variants


def test_a_network_chosen_later_gets_its_input_and_the_others_keep_theirs() -> None:
    view = form(Network.X)
    first = again(view, with_variants(view), variant_x="Jackets, on X.")
    options = form(Network.X, Network.TIKTOK)["state"]["values"]["networks"]
    more = {**first, "state": {"values": {**first["state"]["values"], "networks": options}}}
    second = again(more, with_variants(more), variant_tiktok="Jackets, dancing.")

    assert [one.text for one in read_content(second).variants] == ["Jackets, on X.", "Jackets, dancing."]

    left = again(second, without_variant(second, read_removal("x")))
    assert [one.text for one in read_content(left).variants] == ["Jackets, dancing."]
    buttons = next(one for one in left["blocks"] if one.get("block_id") == "variants")["elements"]
    assert [one["text"]["text"] for one in buttons] == ["Add a variant", "Remove text for TikTok"]
    assert "Keep it" in list(strings(buttons[1]))


def test_without_networks_the_button_says_what_to_do_first() -> None:
    view = form()
    note = next(
        one for one in judged_view(with_variants(view))["blocks"] if one.get("block_id") == "variants_note"
    )
    assert "Choose *Networks* first" in "".join(strings(note))
    full = form(*Network)
    every = again(full, with_variants(full))
    assert {variant_field(one) for one in Network} <= set(_fields(every))
    assert "has an input" in "".join(strings(judged_view(with_variants(every))))
    assert len(judged_view(without_variant(every, read_removal("myspace")))["blocks"]) == len(every["blocks"])


def test_an_error_stands_under_the_text_it_is_about() -> None:
    view = submitted(edit_form(proposed(draft=replace(DRAFT, variants=OWN)), WORKSPACE))
    errors = form_errors(
        InvalidForm({"variant_instagram": "Too long.", "variant_tiktok": "Not chosen."}), view
    )
    assert errors == {"variant_instagram": "Too long.", "text": "Not chosen."}


def test_the_check_names_the_network_and_previews_each_text_up_to_its_fold() -> None:
    view = submitted(edit_form(proposed(draft=replace(DRAFT, variants=OWN)), WORKSPACE))
    verdict = Verdict(findings=(finding(network=Network.X),))
    lengths = {Network.X: Ruler(14, 280), Network.INSTAGRAM: Ruler(400, 2_200)}

    said = list(strings(judged_view(with_findings(view, verdict, lengths))["blocks"]))

    assert "⚠️ X: “the best jacket ever”: say what makes it good (House.Superlatives)" in said
    place = said.index("X 14/280 ")
    assert said[place + 1 : place + 5] == [
        "Jackets, on X.",
        "Instagram 400/2,200 ",
        first_seen("y " * 200, Network.INSTAGRAM),
        " … more",
    ]
    assert "About 274 characters behind “… more”" in said


def test_networks_that_show_the_same_stand_together() -> None:
    blocks = preview_blocks(Content(text="Jackets.", networks=(Network.X, Network.TIKTOK)), {}, limit=500)
    assert ["".join(strings(one.to_dict())) for one in blocks] == ["X · TikTok Jackets."]
    assert preview_blocks(Content(text=" ", networks=(Network.X,)), {}, limit=500) == []


def test_a_fixed_form_shows_the_fixed_texts_whatever_was_typed() -> None:
    view = submitted(edit_form(proposed(draft=replace(DRAFT, variants=OWN[:1])), WORKSPACE))
    fixed = Content(text="Coats.", networks=DRAFT.networks, variants=(replace(OWN[0], text="Coats, on X."),))

    shown = judged_view(with_findings(view, Verdict(), {}, fixed=fixed))

    inputs = {one["block_id"]: one["element"] for one in shown["blocks"] if one["type"] == "input"}
    assert inputs["text"]["initial_value"] == "Coats."
    assert inputs["variant_x"]["initial_value"] == "Coats, on X."
    assert inputs["variant_x"]["action_id"] != "variant_x"


@pytest.mark.parametrize(
    "text", [HOSTILE[:3_000], "😀" * 3_000, "<" * 3_000, "a\n" * 1_500, "\u200b.", "e\u0301" * 1_500]
)
def test_no_text_breaks_previews_card_or_details(text: str) -> None:
    own = tuple(Variant(network=one, text=_fitting(text, one)) for one in Network)
    post = proposed(draft=replace(DRAFT, text=text, networks=tuple(Network), variants=own))
    verdict = Verdict(findings=tuple(finding(level=Level.ERROR, network=one) for one in Network))
    view = submitted(edit_form(post, WORKSPACE))

    judged(post_card(post, workspace=WORKSPACE, at=AT))
    judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT))
    judged_view(with_findings(view, verdict, {}))
    judged_view(edit_form(post, WORKSPACE))


def _fitting(text: str, network: Network) -> str:
    """As much of it as the network takes: what is longer is never proposed."""
    while not measure(text, network).fits:
        text = text[: len(text) * 9 // 10]
    return text


def test_the_card_shows_the_first_texts_of_their_own() -> None:
    own = tuple(Variant(network=one, text=f"Jackets on {one.label}") for one in Network)
    post = proposed(draft=replace(DRAFT, networks=tuple(Network), variants=own))
    said = list(strings(judged(post_card(post, workspace=WORKSPACE, at=AT))["blocks"]))
    assert said[said.index("On X") + 1] == "Jackets on X"
    assert "+7 more in Details" in said
    assert "Jackets on YouTube" in "".join(
        strings(judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT))["blocks"])
    )
