"""Variants, the history, and two edits at once: through signed payloads, on both databases."""

from collections.abc import Mapping
from typing import Any

from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.fixing import FIX
from blocks.history import COMPARE
from blocks.inputs import CHECK_WORDING
from blocks.more import EDIT, HISTORY, MORE
from blocks.overtaking import TAKE_THEIRS
from blocks.variants import ADD_VARIANT, REMOVE_VARIANT
from domain.networks import Network
from domain.posts import Post
from domain.versions import Variant
from tests.blocks.judge import strings
from tests.handlers import payloads
from tests.handlers.desk import ADA, ELI, EVE, MIA, WIM, Desk, as_opened, choices, target_of
from tests.handlers.slack import FakeSlack

X = Variant(network=Network.X, text="Slippers, on X.")


def words(view: Mapping[str, Any]) -> str:
    return "\n".join(strings(view["blocks"]))


def edited(desk: Desk, slack: FakeSlack, post: Post, **values: object) -> Post:
    """The post's next version, by its author."""
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    assert desk.submit(EVE, slack.view, **values).body == ""
    return desk.post(post.id)


def pressed(
    desk: Desk, slack: FakeSlack, view: Mapping[str, Any], action: str, **values: object
) -> dict[str, Any]:
    """The form after a button in it, with what Slack keeps: values of inputs whose ids have not changed."""
    before = as_opened(view, **values)
    element = next(
        one
        for block in view["blocks"]
        for one in block.get("elements", ())
        if isinstance(one, dict) and one.get("action_id") == action
    )
    sent = payloads.interaction(
        "block_actions",
        EVE,
        actions=[{**element, "block_id": "variants", "action_ts": "1.2"}],
        container={"type": "view", "view_id": "V1"},
        view=before,
    )
    assert desk.send(sent).status == 200
    changed = as_opened(slack.view)
    held = before["state"]["values"]
    kept = {
        name: held[name] if name in held and list(held[name]) == list(value) else value
        for name, value in changed["state"]["values"].items()
    }
    return {**changed, "state": {"values": kept}}


def values_of(view: Mapping[str, Any]) -> dict[str, object]:
    """What stands in a form's text inputs and its networks, to send it as it is."""
    held = view["state"]["values"]
    texts = {
        block: one["value"]
        for block, inputs in held.items()
        for one in inputs.values()
        if one["type"] == "plain_text_input" and one.get("value")
    }
    networks = [one["value"] for one in held["networks"]["networks"]["selected_options"]]
    return {**texts, "networks": networks}


def test_a_network_gets_its_own_text_is_checked_shown_signed_and_exported(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    view = desk.form(EVE, "Slippers are back. " + "Warm feet all winter. " * 14)
    shown = pressed(desk, slack, view, ADD_VARIANT, networks=["x", "instagram"])
    assert {"variant_x", "variant_instagram"} <= set(shown["state"]["values"])
    assert values_of(shown)["text"] == values_of(as_opened(view))["text"]

    too_long = desk.submit(EVE, shown, **{**values_of(shown), "variant_instagram": "Slippers!"})
    assert "X: " in too_long.errors["text"]

    checked = pressed(
        desk, slack, shown, CHECK_WORDING, **{**values_of(shown), "variant_x": "The best slippers ever."}
    )
    said = words(slack.view)
    assert "⛔" not in said
    assert "X: “" in said
    assert "House.Superlatives" in said
    assert "X 23/280 " in said
    assert " … more" in said
    assert values_of(checked)["variant_x"] == "The best slippers ever."

    assert desk.submit(EVE, checked, **{**values_of(checked), "variant_x": X.text}).body == ""
    post = desk.post(target_of(view))
    assert post.version.content.variants == (X,)
    card = "\n".join(strings(desk.card(post)["blocks"]))
    assert "On X\nSlippers, on X." in card
    assert "X 15/280" in card
    desk.click(MIA, desk.card(post), APPROVE)
    assert [one.hash for one in desk.post(post.id).current_sign_offs] == [post.version.hash]

    again = edited(desk, slack, post, variant_x="Slippers, on X!")
    assert (again.version.number, again.current_sign_offs) == (2, ())
    assert desk.trail()[-1].event.detail["changed"] == "text for X"


def test_a_text_is_taken_away_again_and_the_others_stay(desk: Desk, slack: FakeSlack) -> None:
    view = desk.form(EVE, "Slippers are back.")
    shown = pressed(desk, slack, view, ADD_VARIANT, networks=["x", "tiktok"])
    less = pressed(
        desk,
        slack,
        shown,
        f"{REMOVE_VARIANT}_tiktok",
        **values_of(shown),
        variant_x=X.text,
        variant_tiktok="Dance.",
    )

    assert desk.submit(EVE, less, **values_of(less)).body == ""
    assert desk.post(target_of(view)).version.content.variants == (X,)


def test_a_text_for_a_network_that_is_not_chosen_is_said_there(desk: Desk, slack: FakeSlack) -> None:
    shown = pressed(desk, slack, desk.form(EVE, "Slippers are back."), ADD_VARIANT, networks=["x", "tiktok"])
    answer = desk.submit(EVE, shown, **{**values_of(shown), "networks": ["x"], "variant_tiktok": "Dance."})
    assert "Choose it as a network too" in answer.errors["variant_tiktok"]


def test_fix_wording_mends_each_text(desk: Desk, slack: FakeSlack) -> None:
    shown = pressed(desk, slack, desk.form(EVE, "We utilize wool."), ADD_VARIANT, networks=["x"])
    checked = pressed(desk, slack, shown, CHECK_WORDING, **values_of(shown), variant_x="We utilize felt.")
    fixed = pressed(desk, slack, checked, FIX, **values_of(checked))
    assert (values_of(fixed)["text"], values_of(fixed)["variant_x"]) == ("We use wool.", "We use felt.")


def test_the_history_compares_any_two_versions(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE, "Slippers are back.")
    assert "History" not in choices(desk.card(post))
    desk.click(MIA, desk.card(post), REQUEST_CHANGES)
    desk.submit(MIA, slack.view, comment="Which sizes?")
    second = edited(desk, slack, post, text="Slippers are back in all sizes.")
    third = edited(desk, slack, second, text="Warm slippers are back in all sizes.")

    assert desk.click(WIM, desk.card(third), MORE, choice=HISTORY).status == 200
    assert "*From version 2 to version 3*" in words(slack.view)
    assert " ✏️ asked for changes to version 1 for Marketing" in words(slack.view)

    view = as_opened(slack.view)
    state = {
        f"{COMPARE}_{which}": {
            f"{COMPARE}_{which}": {"type": "static_select", "selected_option": {"value": number}}
        }
        for which, number in (("old", "1"), ("new", "3"))
    }
    action = {"type": "static_select", "action_id": f"{COMPARE}_old", "block_id": f"{COMPARE}_old"}
    around = {"container": {"type": "view", "view_id": "V1"}, "view": {**view, "state": {"values": state}}}
    assert desk.send(payloads.interaction("block_actions", WIM, actions=[action], **around)).status == 200
    assert "*From version 1 to version 3*" in words(slack.view)
    assert [one.event.action.value for one in desk.trail()] == [
        "proposed",
        "changes requested",
        "revised",
        "revised",
    ]

    desk.click(MIA, desk.card(third), REQUEST_CHANGES)
    assert "*Since you asked for changes to version 1*, in version 3:" in words(slack.view)


def test_two_edit_at_once_and_the_second_saves_on_top(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    view = slack.view
    desk.submit(ELI, view, text="Slippers are back, says Eli.")

    answer = desk.submit(EVE, view, text="Slippers are here, says Eve.", title="Slippers")

    assert answer.body["response_action"] == "update"
    form = answer.body["view"]
    said = words(form)
    assert f"<@{ELI}> made version 2" in said
    assert "*What changed from version 1 to version 2*" in said
    assert "*What saving yours would change in version 2*" in said
    assert "It would also set title as below." in said
    assert as_opened(form)["state"]["values"]["text"]["text"]["value"] == "Slippers are here, says Eve."

    assert desk.submit(EVE, form).body == ""
    post = desk.post(post.id)
    assert [(one.number, one.by) for one in post.versions] == [(1, EVE), (2, ELI), (3, EVE)]
    assert (post.version.content.text, post.title) == ("Slippers are here, says Eve.", "Slippers")


def test_the_second_may_keep_the_others_version_and_copy_their_own_words(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    view = slack.view
    desk.submit(ADA, view, text="Slippers are back, says Ada.")
    form = desk.submit(EVE, view, text="Slippers are here, says Eve.").body["view"]
    before = desk.kept()

    assert desk.press(EVE, form, TAKE_THEIRS).status == 200

    assert "Version 2 stays, and nothing of yours was saved." in words(slack.view)
    assert "Slippers are here, says Eve." in words(slack.view)
    assert desk.kept() == before


def test_an_edit_sent_twice_is_one_version(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    view = slack.view
    desk.submit(EVE, view, text="Slippers are back, in felt.")
    before = desk.kept()

    assert desk.submit(EVE, view, text="Slippers are back, in felt.").body == ""
    assert desk.kept() == before


def test_a_title_that_nobody_typed_follows_the_text(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    words_of_it = "Slippers are back in every single one of our stores from Cardiff to York."
    post = desk.propose(EVE, words_of_it)
    assert post.title == "Slippers are back in every single one of our stores from…"

    post = edited(desk, slack, post, text="Sandals are here.")

    assert post.title == "Sandals are here."
    card = desk.card(post)
    assert card["blocks"][0]["text"]["text"] == "Sandals are here."
    assert "title" not in words(card)

    post = edited(desk, slack, post, title="Summer")
    post = edited(desk, slack, post, text="Sandals are here again.")
    assert post.title == "Summer"
