from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.cards import post_card
from blocks.findings import Lengths
from blocks.messages import Message
from blocks.moments import planned, when
from blocks.more import MORE, WAIVE, read_choice
from blocks.targets import read_target
from domain.approvals import reject, request_changes, sign, withdraw
from domain.findings import Level
from domain.networks import Network
from domain.people import Department, UserId
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.signoffs import RejectReason
from domain.workspaces import Workspace
from tests.blocks.judge import judged, strings
from tests.blocks.retailer import (
    AT,
    DRAFT,
    ELI,
    EVE,
    FAY,
    MAX,
    MIA,
    PRICE,
    WORKSPACE,
    Ruler,
    finding,
    proposed,
    ready,
    revised,
)

PLANNED = planned(DRAFT.publish_at or AT)


def card(
    post: Post, workspace: Workspace = WORKSPACE, *, lengths: Lengths | None = None, picture: bool = False
) -> Message:
    return post_card(post, workspace=workspace, at=AT, lengths=lengths, picture=picture)


def blocks_of(
    post: Post, kind: str, *, lengths: Lengths | None = None, picture: bool = False
) -> list[dict[str, Any]]:
    message = card(post, lengths=lengths, picture=picture)
    return [block for block in judged(message)["blocks"] if block["type"] == kind]


def state_of(post: Post, workspace: Workspace = WORKSPACE) -> str:
    text: str = judged(card(post, workspace))["blocks"][1]["text"]["text"]
    return text


def buttons_of(post: Post) -> list[str]:
    return [
        one["text"]["text"] for one in blocks_of(post, "actions")[0]["elements"] if one["type"] == "button"
    ]


def choices_of(post: Post) -> list[str]:
    menu = blocks_of(post, "actions")[0]["elements"][-1]
    assert menu["action_id"] == MORE
    return [one["text"]["text"] for one in menu["options"]]


def seats_of(post: Post, workspace: Workspace = WORKSPACE) -> list[str]:
    payload = judged(card(post, workspace))
    return [field["text"] for block in payload["blocks"] for field in block.get("fields", [])]


def approved() -> Post:
    post = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    return sign(ready(post), version=1, by=FAY, at=AT, workspace=WORKSPACE)


def test_a_stranger_sees_first_who_has_to_act() -> None:
    payload = judged(card(proposed()))
    assert payload["blocks"][0]["text"] == {
        "type": "plain_text",
        "text": "Autumn jackets are here",
        "emoji": False,
    }
    assert state_of(proposed()) == f"🟡 Waiting for Marketing and Field operations · goes out {PLANNED}"
    assert payload["text"] == f"{state_of(proposed())} · Autumn jackets are here"


def test_a_card_that_is_drawn_anew_as_time_passes_may_count_down() -> None:
    payload = judged(post_card(proposed(), workspace=WORKSPACE, at=AT, countdown=True))
    state = payload["blocks"][1]["text"]["text"]
    assert state == "🟡 Waiting for Marketing and Field operations · goes out in 21 h"
    assert str(payload["blocks"]).count("<!date^1795773900^") == 1


def test_the_text_stands_as_it_will_appear() -> None:
    (quote,) = blocks_of(proposed(), "rich_text")[0]["elements"]
    assert quote == {"type": "rich_text_quote", "elements": [{"type": "text", "text": DRAFT.text}]}


def test_the_facts_are_one_line() -> None:
    lengths = {Network.X: Ruler(92, 280), Network.INSTAGRAM: Ruler(2_300, 2_200)}
    line = blocks_of(proposed(), "context", lengths=lengths)[0]["elements"][0]["text"]
    assert line == f"E-commerce · <@{EVE}> · version 1 · X 92/280 · ⚠️ Instagram 2,300/2,200"


def test_the_publish_time_stands_once_with_its_day_of_the_week() -> None:
    everything = str(judged(card(proposed()))["blocks"])
    assert everything.count("<!date^1795773900^") == 1
    assert "{date_long_pretty} at {time}" in everything
    withdrawn = str(judged(card(withdraw(proposed(), by=EVE, at=AT, workspace=WORKSPACE)))["blocks"])
    assert withdrawn.count("<!date^1795773900^") == 1


def test_without_lengths_the_networks_are_named() -> None:
    assert "X · Instagram" in blocks_of(proposed(), "context")[0]["elements"][0]["text"]


def test_every_department_has_its_seat() -> None:
    post = sign(proposed(PRICE), version=1, by=ELI, at=AT, workspace=WORKSPACE)
    assert seats_of(post) == [
        f"*E-commerce*\n✅ <@{ELI}> {when(AT)}",
        f"*Marketing*\n⏳ <@{MIA}> or <@{MAX}>",
        "*HR*\nnot needed",
        f"*Field operations*\n⏳ <@{FAY}>\n⏳ ready 0 of 2",
    ]


def test_an_empty_seat_is_said_where_nobody_can_miss_it() -> None:
    marketing = replace(WORKSPACE.departments[1], approvers=())
    empty = replace(WORKSPACE, departments=(WORKSPACE.departments[0], marketing, *WORKSPACE.departments[2:]))
    assert state_of(proposed(), empty).split("\n") == [
        f"🟡 Waiting for Field operations · goes out {PLANNED}",
        "🟠 Marketing has no approver: an admin must name one",
    ]
    assert "*Marketing*\n🟠 no approver" in seats_of(proposed(), empty)


def test_a_seat_whose_approvers_all_wrote_the_post_says_so() -> None:
    own = replace(WORKSPACE.departments[1], approvers=(EVE,))
    narrow = replace(WORKSPACE, departments=(WORKSPACE.departments[0], own, *WORKSPACE.departments[2:]))
    assert "🟠 Marketing has no approver left who may sign this" in state_of(proposed(), narrow)


def test_a_seat_of_a_department_that_is_gone_waits_for_an_admin() -> None:
    smaller = replace(WORKSPACE, departments=WORKSPACE.departments[:3])
    assert "🟠 field-ops is no longer a department" in state_of(proposed(), smaller)


def test_a_policy_that_asks_nobody_is_not_silent() -> None:
    post = proposed()
    unasked = replace(post, versions=(replace(post.version, needs=()),))
    assert state_of(unasked).startswith("🟠 The policy asks nobody to sign this")


def test_open_posts_have_the_three_buttons_and_reject_is_unstyled() -> None:
    approve, changes, reject_button, _ = blocks_of(proposed(), "actions")[0]["elements"]
    assert buttons_of(proposed()) == ["Approve", "Request changes", "Reject"]
    assert approve["style"] == "primary"
    assert "style" not in changes
    assert "style" not in reject_button
    assert read_target(approve["value"]) == (PostId("post-1"), 1)
    assert choices_of(proposed()) == ["Details", "Edit", "Hold", "Readiness", "Waive seat"]


def test_a_new_version_has_a_new_block_id_and_new_values() -> None:
    post = revised(proposed(), replace(DRAFT, text="Autumn jackets are in our shops."))
    before, after = (blocks_of(one, "actions")[0] for one in (proposed(), post))
    assert before["block_id"] != after["block_id"]
    assert read_target(after["elements"][0]["value"]) == (PostId("post-1"), 2)


def test_a_change_request_names_who_asked_and_who_edits() -> None:
    post = request_changes(proposed(), version=1, by=MIA, at=AT, comment="Shorter!", workspace=WORKSPACE)
    assert state_of(post).startswith(f"🔵 Changes requested by <@{MIA}> · waiting for <@{EVE}>")
    assert f"*Marketing*\n✏️ <@{MIA}> asked for changes: Shorter!" in seats_of(post)
    assert buttons_of(post) == ["Edit", "Approve", "Request changes", "Reject"]
    styles = [one.get("style") for one in blocks_of(post, "actions")[0]["elements"]]
    assert styles == ["primary", None, None, None, None]


def test_after_the_approval_the_buttons_go() -> None:
    assert state_of(approved()).startswith(f"🟢 Approved by <@{MIA}> and <@{FAY}> · <!date^1795698000^")
    assert buttons_of(approved()) == ["Mark as published"]
    assert choices_of(approved()) == ["Details", "Edit", "Readiness", "Mark as published", "Withdraw"]


def test_a_rejection_says_who_why_and_when() -> None:
    post = reject(
        proposed(),
        version=1,
        by=MIA,
        at=AT,
        reason=RejectReason.BAD_TIMING,
        comment="Not today.",
        workspace=WORKSPACE,
    )
    assert state_of(post).startswith(f"🔴 Rejected by <@{MIA}> (Wrong moment) · <!date^")
    assert buttons_of(post) == []
    assert choices_of(post) == ["Details"]
    assert f"*Marketing*\n🔴 <@{MIA}> rejected it: Not today." in seats_of(post)


def test_a_withdrawn_post_says_so() -> None:
    post = withdraw(proposed(), by=EVE, at=AT, workspace=WORKSPACE)
    assert state_of(post).startswith(f"⚪ Withdrawn by <@{EVE}> · ")
    assert choices_of(post) == ["Details"]


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_a_card(state: State) -> None:
    post = replace(proposed(), state=state)
    assert state_of(post)
    over = {State.DRAFT, State.REJECTED, State.WITHDRAWN, State.MEASURED}
    assert bool(buttons_of(post)) == (state not in over)
    assert len(choices_of(post)) <= 5


def test_a_passed_publish_time_is_said() -> None:
    late = post_card(proposed(), workspace=WORKSPACE, at=AT + timedelta(days=2))
    assert f"its publish time, {PLANNED}, has passed" in judged(late)["text"]


def test_people_shown_without_their_agreement_are_not_overlooked() -> None:
    def touched(post: Post) -> str:
        text: str = blocks_of(post, "context")[-1]["elements"][0]["text"]
        return text

    named = finding(rule="House.People", tags=("people",))
    assert "👥" not in touched(proposed())
    assert touched(proposed(named)).endswith("👥 agreement not confirmed")
    agreed = proposed(named, draft=replace(DRAFT, shows_people=True))
    assert touched(agreed).endswith("👥 people shown have agreed")


def test_blocking_findings_come_first_and_five_are_enough() -> None:
    post = proposed(*[finding(rule=f"House.R{number}") for number in range(7)])
    blocked = replace(post.version, findings=(*post.version.findings, finding(level=Level.ERROR)))
    shown = blocks_of(replace(post, versions=(blocked,)), "rich_text")[1]["elements"]
    said = [one["elements"][0]["text"] for one in shown]
    assert said[0] == "⛔ “the best jacket ever”: say what makes it good (House.Superlatives)"
    assert said[1] == "⚠️ “the best jacket ever”: say what makes it good (House.R0)"
    assert len(said) == 6
    assert said[-1] == "+3 more in Details"


def test_what_a_version_changed_is_one_line() -> None:
    post = revised(proposed(), replace(DRAFT, text=DRAFT.text.replace("try one on", "see them")))
    (line,) = blocks_of(post, "rich_text")[1]["elements"]
    assert [(one["text"], one.get("style")) for one in line["elements"]] == [
        ("Version 2: ", {"bold": True}),
        ("… online. Come and ", None),
        ("try one on", {"strike": True}),
        (" ", None),
        ("see them", {"bold": True}),
        (".", None),
    ]


def test_a_version_with_the_same_words_says_so() -> None:
    post = revised(proposed(), replace(DRAFT, alt_text="Jackets"))
    (line,) = blocks_of(post, "rich_text")[1]["elements"]
    assert "".join(strings(line)) == "Version 2: same text, other alt text"


def test_a_long_text_is_cut_with_a_pointer_to_the_details() -> None:
    payload = judged(card(proposed(draft=replace(DRAFT, text="word " * 600))))
    assert any("*⋯* › *Details*" in text for text in strings(payload["blocks"]))


def test_a_tall_text_does_not_fill_the_screen() -> None:
    payload = judged(card(proposed(draft=replace(DRAFT, text="row\n" * 200))))
    assert payload["blocks"][2]["elements"][0]["elements"][0]["text"].count("\n") == 24
    assert any("*⋯* › *Details*" in text for text in strings(payload["blocks"]))


def test_forty_departments_without_approvers_are_told_in_one_line() -> None:
    many = tuple(Department(key=f"d{number}", name=f"Department {number}") for number in range(40))
    wide = replace(WORKSPACE, departments=(*WORKSPACE.departments, *many))
    needs = tuple(replace(proposed().version.needs[0], department=one.key) for one in many)
    busy = replace(proposed(), versions=(replace(proposed().version, needs=needs),))
    assert state_of(busy, wide).startswith("🟠 Department 0, Department 1,")
    assert "and 34 more have no approver: an admin must name one for each · goes" in state_of(busy, wide)


def test_the_media_link_shows_its_host_and_alt_text_and_no_picture_by_itself() -> None:
    (media,) = [block for block in blocks_of(proposed(), "section") if "🖼️" in str(block.get("text"))]
    assert media["text"]["text"] == (
        "🖼️ <https://cdn.example.com/jackets.jpg?w=800&amp;h=600|Media at cdn.example.com>"
        " · A rack of ∗waxed∗ jackets"
    )
    assert "accessory" not in media


@pytest.mark.parametrize(
    ("link", "showable"),
    [
        ("https://cdn.example.com/a.jpg?x=1", True),
        ("https://cdn.example.com/A.PNG", True),
        ("http://cdn.example.com/a.jpg", False),
        ("https://example.com/gallery", False),
    ],
)
def test_a_picture_is_shown_only_when_asked_for_and_likely_to_be_one(link: str, *, showable: bool) -> None:
    post = proposed(draft=replace(DRAFT, media_link=link))
    assert any("accessory" in block for block in blocks_of(post, "section", picture=True)) is showable


@pytest.mark.parametrize(
    "link", ["https://x.example/a|b>c<d", "https://x.example/<!channel>", "https://x.example/" + "a" * 1_900]
)
def test_a_hostile_link_stays_one_link(link: str) -> None:
    post = proposed()
    # The form refuses some of these; a post from before it did may hold one.
    content = replace(post.version.content, media_link=link)
    post = replace(post, versions=(replace(post.version, content=content),))
    (text,) = [one for one in strings(judged(card(post))["blocks"]) if "🖼️" in one]
    assert text.count("<") == text.count(">") == 1
    assert text.count("|") == 1
    assert "<!channel>" not in text


def test_sixty_approvers_and_forty_departments_fit() -> None:
    crowd = tuple(UserId(f"U{number:010}") for number in range(60))
    many = tuple(
        Department(key=f"d{number}", name=f"Department of *everything* {number} " * 9, approvers=crowd)
        for number in range(40)
    )
    wide = replace(WORKSPACE, departments=(*WORKSPACE.departments, *many))
    needs = tuple(replace(proposed().version.needs[0], department=one.key) for one in many)
    post = proposed(workspace=wide)
    busy = replace(post, versions=(replace(post.version, needs=needs),))
    fields = seats_of(busy, wide)
    assert len(fields) == 20
    assert all("or 57 more" in one for one in fields)


def test_a_choice_and_a_target_can_be_read_back() -> None:
    menu = blocks_of(proposed(), "actions")[0]["elements"][-1]
    assert read_choice(menu["options"][-1]["value"]) == (WAIVE, PostId("post-1"), 1)


@pytest.mark.parametrize("value", ["", "post", ":1", "post:", "post:x", "post:²", "explode:post:1"])
def test_values_that_no_button_has_are_refused(value: str) -> None:
    with pytest.raises(Refusal, match="any more"):
        read_choice(value)
    with pytest.raises(Refusal, match="any more"):
        read_target(value.replace("explode:post:1", "explode"))


def test_a_card_without_a_publish_time_says_so_until_it_is_out() -> None:
    post = replace(proposed(), publish_at=None)

    def shown(one: Post) -> str:
        return "\n".join(strings(judged(post_card(one, workspace=WORKSPACE, at=AT))["blocks"]))

    assert " · no publish time" in shown(post)
    assert "no publish time" not in shown(proposed())
    assert "no publish time" not in shown(replace(post, state=State.PUBLISHED))
