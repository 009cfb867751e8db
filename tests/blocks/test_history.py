"""The history: every version, who signed which, and any two of them compared."""

from dataclasses import replace

import pytest

from blocks.approvals import reject_form, request_changes_form
from blocks.details import post_details
from blocks.diffs import RUNS_LIMIT, diff_blocks
from blocks.history import NEW, OLD, history_form, read_comparison
from domain.approvals import request_changes, sign
from domain.diffs import differences
from domain.networks import Network
from domain.posts import Post
from domain.versions import Variant
from tests.blocks.judge import judged_view, strings
from tests.blocks.retailer import AT, DRAFT, ELI, EVE, FAY, MIA, WORKSPACE, proposed, revised

HOSTILE = "<!channel> *b* `c` \u202egnitset 👩‍👩‍👧‍👦🇬🇧 שלום\n"


def said(post: Post, old: int | None = None, new: int | None = None) -> str:
    view = history_form(post, workspace=WORKSPACE, edits={}, old=old, new=new)
    return "\n".join(strings(judged_view(view)["blocks"]))


def told() -> Post:
    """Three versions; the first signed by Mia, the second sent back by Fay."""
    first = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    second = revised(first, replace(DRAFT, text="Warm coats."))
    asked = request_changes(second, version=2, by=FAY, at=AT, comment="Which?", workspace=WORKSPACE)
    own = (Variant(network=Network.X, text="Coats, on X."),)
    return revised(asked, replace(DRAFT, text="Warm green coats.", variants=own))


def runs(post: Post, old: int, new: int) -> list[tuple[str, dict[str, bool] | None]]:
    blocks = judged_view(history_form(post, workspace=WORKSPACE, edits={}, old=old, new=new))["blocks"]
    place = next(at for at, one in enumerate(blocks) if "*From version" in "".join(strings(one)))
    return [(one["text"], one.get("style")) for one in blocks[place + 1]["elements"][1]["elements"]]


def test_the_newest_two_are_compared_and_every_version_says_who_signed_it() -> None:
    text = said(told())

    assert "*From version 2 to version 3*" in text
    listed = text[text.index("*From version 2") :]
    assert listed.index("Version 3\n") < listed.index("Version 2\n") < listed.index("Version 1\n")
    assert " ✅ approved version 1 for Marketing" in text
    assert " ✏️ asked for changes to version 2 for Field operations" in text
    assert "Text for X" in text


def test_any_two_are_compared_in_either_direction() -> None:
    post = told()
    assert runs(post, 2, 3) == [("Warm ", None), ("green ", {"bold": True}), ("coats.", None)]
    assert [style for _, style in runs(post, 3, 2)] == [None, {"strike": True}, None]
    assert "The same text, networks and media." in said(post, 2, 2)
    assert "*From version 2 to version 3*" in said(post, 77, -1)


def test_the_menus_are_read_back() -> None:
    view = judged_view(history_form(told(), workspace=WORKSPACE, edits={}, old=1, new=3))
    menus = {one["block_id"]: one["elements"][0] for one in view["blocks"] if one["type"] == "actions"}
    state = {
        name: {name: {"type": "static_select", "selected_option": one["initial_option"]}}
        for name, one in menus.items()
    }
    assert read_comparison({**view, "state": {"values": state}}) == ("post-1", 1, 3)
    assert set(menus) == {OLD, NEW}
    assert [one["value"] for one in menus[OLD]["options"]] == ["3", "2", "1"]
    assert read_comparison(view) == ("post-1", None, None)


def test_a_first_version_has_nothing_to_compare() -> None:
    assert "Compare" not in said(proposed())
    assert DRAFT.text in said(proposed())


def test_two_hundred_versions_and_long_hostile_texts_fit() -> None:
    post = proposed()
    for number in range(200):
        post = revised(post, replace(DRAFT, text=(HOSTILE * 70)[: 2_900 - number] + str(number)))
    text = said(post)
    assert "There are more than fit here" in text
    assert "*From version 102 to version 201*" in said(post, 102, 201)
    assert "*From version 1 to version 201*" in said(post, 1, 201)


@pytest.mark.parametrize("unit", ["a b ", "<& ", "😀 ", "שלום "])
def test_a_text_that_changed_throughout_is_shown_old_then_new(unit: str) -> None:
    other = unit.replace(" ", " x ", 1)
    before = proposed(draft=replace(DRAFT, text=(unit * 750)[:3_000]))
    after = revised(before, replace(DRAFT, text=(other * 750)[:3_000]))
    blocks = diff_blocks(differences(before.version.content, after.version.content))
    assert all(len(one.to_dict()["elements"][1]["elements"]) <= RUNS_LIMIT for one in blocks)
    said(after)


def test_changed_blanks_are_visible() -> None:
    after = revised(proposed(draft=replace(DRAFT, text="Come\nin now.")), replace(DRAFT, text="Come in now."))
    assert runs(after, 1, 2) == [
        ("Come", None),
        ("⏎\n", {"strike": True}),
        ("␣", {"bold": True}),
        ("in now.", None),
    ]


def test_what_else_an_edit_changed_is_said_once() -> None:
    post = revised(proposed(), replace(DRAFT, networks=(Network.X,), budget=6_000))
    edits = {2: ("networks", "budget (none → 6,000)")}
    text = "\n".join(strings(judged_view(history_form(post, workspace=WORKSPACE, edits=edits))["blocks"]))
    assert "Also changed: budget (none → 6,000)" in text
    later = revised(post, replace(DRAFT, networks=(Network.X,), budget=5_000))
    cheaper = {3: ("budget (6,000 → 5,000)",)}
    text = "\n".join(strings(judged_view(history_form(later, workspace=WORKSPACE, edits=cheaper))["blocks"]))
    assert "Changed: budget (6,000 → 5,000)" in text


def test_hostile_text_in_a_diff_stays_text() -> None:
    after = revised(
        proposed(draft=replace(DRAFT, text="Come in, \u202eגשם")),
        replace(DRAFT, text="Come in, <!channel> שלום\u2066 *b*"),
    )
    shown = runs(after, 1, 2)
    assert shown[1] == ("\u2068גשם\u2069", {"strike": True})
    assert shown[3] == ("\u2068<!channel> שלום *b*\u2069", {"bold": True})


@pytest.mark.parametrize("form", [request_changes_form, reject_form])
def test_who_signed_before_sees_what_changed_since_before_they_decide(form: object) -> None:
    assert callable(form)
    post = told()
    mine = "\n".join(strings(judged_view(form(post, reader=MIA))["blocks"]))
    assert "*Since your sign-off of version 1*, in version 3:" in mine
    assert "Warm green coats." in mine
    assert "Since" not in "\n".join(strings(judged_view(form(post, reader=ELI))["blocks"]))


def test_details_say_what_changed_since_the_readers_own_sign_off() -> None:
    post = told()
    shown = {
        reader: "\n".join(
            strings(
                judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT, reader=reader))[
                    "blocks"
                ]
            )
        )
        for reader in (MIA, FAY, EVE)
    }
    assert "*Since your sign-off of version 1*, in version 3:" in shown[MIA]
    assert "*Since you asked for changes to version 2*, in version 3:" in shown[FAY]
    assert "*Since" not in shown[EVE]


def test_a_new_version_with_the_same_content_says_what_that_means() -> None:
    signed = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    later = revised(signed, replace(DRAFT, publish_at=None))
    assert "its circumstances have changed" in "\n".join(
        strings(judged_view(request_changes_form(later, reader=MIA))["blocks"])
    )
    assert "something else about the post was edited" in said(later)
