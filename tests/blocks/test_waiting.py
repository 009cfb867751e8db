"""What waits for whom, in words: short, harmless, and never more than Slack takes."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.models.views import View

from blocks.bulk import (
    Outcome,
    approve_selected_form,
    outcome_blocks,
    read_approve_selected,
    read_selected,
)
from blocks.home import home
from blocks.home_board import Board
from blocks.home_pages import Pages, pages_of, read_pages
from blocks.listings import Listed, Listing, listing, read_listing
from blocks.messages import message_link
from blocks.waiting import due_words, no_longer_waits, standing
from domain.approvals import request_changes, sign
from domain.people import Department, UserId
from domain.policy import Need
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.waiting import Task
from sandbox.blockkit import problems
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import ADA, AT, EVE, FAY, MIA, WORKSPACE, finding, proposed, ready
from tests.blocks.test_limits import named, ours_only, with_text
from tests.blocks.test_text import OWN_NAUGHTY

HOUR = timedelta(hours=1)
LINK = "https://a.example/archives/C0DESK/p170000"
LONG_LINK = f"https://a.example/{'x' * 40}/archives/C0123456789/p1700000000000100"


def many(post: Post, number: int) -> list[Post]:
    return [replace(post, id=PostId(f"{one:032}")) for one in range(number)]


def board(*posts: Post, link: str = LINK) -> Board:
    return Board(
        tasks=[Task(post=one, department="marketing") for one in posts],
        mine=posts,
        links={one.id: link for one in posts} if link else {},
    )


def shown(view: View) -> dict[str, Any]:
    payload = view.to_dict()
    assert problems(payload["blocks"], on="home") == []
    return payload


def words(payload: dict[str, Any]) -> str:
    return "\n".join(strings(payload["blocks"]))


def buttons(payload: dict[str, Any]) -> list[str]:
    elements = [
        one
        for block in payload["blocks"]
        for one in (*block.get("elements", ()), block.get("accessory", {}))
        if one.get("type") == "button"
    ]
    return [one["text"]["text"] for one in elements]


def test_when_a_post_goes_out_is_said_in_words_and_as_a_date() -> None:
    post = proposed()
    assert post.publish_at
    assert due_words(post, at=AT).startswith("goes out in 21 h, <!date^")
    assert "has passed" in due_words(post, at=post.publish_at)
    assert due_words(replace(post, publish_at=None), at=AT) == "no publish time"


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (
            proposed(),
            "🟡 waiting for Marketing (you or <@U0MAX>) and Field operations (<@U0FAY>) · asked less than a minute ago",
        ),
        (
            request_changes(proposed(), version=1, by=MIA, at=AT, comment="Which?", workspace=WORKSPACE),
            "🔵 changes requested less than a minute ago · waiting for <@U0EVE> to edit",
        ),
        (
            proposed().moved(State.ON_HOLD, by=MIA, at=AT, because="Wait."),
            "⏸️ put on hold less than a minute ago · waiting for you to release it",
        ),
        (
            proposed().moved(State.EXPIRED, by=None, at=AT),
            "⚪ expired less than a minute ago · waiting for <@U0EVE> to plan a new time",
        ),
        (proposed().moved(State.APPROVED, by=MIA, at=AT), "🟢 approved by <@U0MIA> "),
        (proposed().moved(State.WITHDRAWN, by=EVE, at=AT), "⚪ withdrawn by <@U0EVE> "),
        (
            replace(proposed(), state=State.MEASURED, state_by=EVE),
            "📣 published · results recorded by <@U0EVE> ",
        ),
        (replace(proposed(), renewed_needs=()), "🟠 in review, and nobody is asked to sign"),
        (
            replace(proposed(), renewed_needs=(Need(department="gone", because=("why",)),)),
            "🟡 waiting for gone (nobody who can sign)",
        ),
    ],
)
def test_where_a_post_stands_is_one_line(post: Post, said: str) -> None:
    assert standing(post, workspace=WORKSPACE, reader=MIA, at=AT).startswith(said)


def test_who_has_signed_stands_beside_whom_it_waits_for_and_an_approval_names_all_of_them() -> None:
    half = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    assert standing(half, workspace=WORKSPACE, reader=EVE, at=AT).startswith(
        f"🟡 waiting for Field operations (<@{FAY}>) · signed by <@{MIA}> · asked "
    )
    assert " · signed by you · asked " in standing(half, workspace=WORKSPACE, reader=MIA, at=AT)
    whole = ready(sign(half, version=1, by=FAY, at=AT, workspace=WORKSPACE))
    assert whole.state is State.APPROVED
    assert standing(whole, workspace=WORKSPACE, reader=EVE, at=AT).startswith(
        f"🟢 approved by <@{MIA}> and <@{FAY}> <!date^"
    )
    assert standing(whole, workspace=WORKSPACE, reader=FAY, at=AT).startswith(
        f"🟢 approved by you and <@{MIA}> <!date^"
    )


def test_a_post_that_went_out_says_that_its_results_are_missing() -> None:
    out = replace(proposed(), state=State.PUBLISHED, state_by=EVE)
    assert standing(out, workspace=WORKSPACE, reader=EVE, at=AT).endswith(" · results missing")


def test_what_ended_in_vain_is_told_without_a_green_tick() -> None:
    def told(state: State) -> str:
        post = replace(proposed(), state=state)
        return no_longer_waits(post, named="Jackets", awaited="for an exception")

    assert told(State.APPROVED) == "✅ “Jackets” no longer waits for an exception."
    assert told(State.EXPIRED) == "⚪ “Jackets” expired and no longer waits for an exception."
    assert told(State.WITHDRAWN) == "⚪ “Jackets” was withdrawn and no longer waits for an exception."


def test_everything_of_every_length_fits_and_stays_inactive() -> None:
    crowd = tuple(UserId(f"U0{number:010}") for number in range(60))
    departments = tuple(
        Department(key=f"d{number}", name="&" * 200, approvers=crowd, lead=crowd[0]) for number in range(40)
    )
    workspace = replace(WORKSPACE, departments=departments, admins=(MIA, *crowd))
    long = replace(with_text("<!channel> &" * 250), title="&" * 150, department="d1")
    needs = tuple(Need(department=one.key, because=("why",)) for one in departments)
    posts = many(replace(long, renewed_needs=needs, exemptions=()), 45)
    refused = Refusal("{who} and {what}", who=MIA, what="&" * 3_000)
    outcomes = [Outcome(post=one, refused=refused) for one in posts[:20]]
    for page in range(3):
        view = home(
            workspace, MIA, board(*posts), at=AT, pages=Pages(tasks=page, mine=page), outcomes=outcomes
        )
        assert len(shown(view)["blocks"]) <= 100
        for which in Listing:
            everything = Listed(which=which, posts=posts, links={one.id: LONG_LINK for one in posts})
            judged(listing(everything, workspace=workspace, reader=MIA, at=AT, number=page))
    selected = [(one.id, 99_999) for one in posts[:20]]
    judged_view(
        approve_selected_form(
            selected,
            posts,
            clashes={},
            workspace=WORKSPACE,
            at=AT,
            metadata=str(Pages(tasks=99_999, mine=99_999)),
        )
    )


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_hostile_words_stay_words(text: str) -> None:
    post, workspace = with_text(text), named(text)
    posts = many(post, 2)
    outcomes = [Outcome(post=one, refused=Refusal("No: {why}", why=text)) for one in posts]
    view = shown(home(workspace, MIA, board(*posts), at=AT, outcomes=[*outcomes, Outcome(post=post)]))
    assert ours_only(view["blocks"][:-3])  # what follows is the help, with a link to the desk
    listed = Listed(which=Listing.ALL, posts=posts, links={})
    assert ours_only(judged(listing(listed, workspace=workspace, reader=MIA, at=AT))["blocks"])
    judged_view(
        approve_selected_form([(post.id, 1)], [post], clashes={}, workspace=WORKSPACE, at=AT, metadata="0:0")
    )


def test_a_name_of_150_characters_is_cut_and_one_line() -> None:
    post = replace(proposed(), title="A very long name " * 9)
    said = judged(
        listing(Listed(which=Listing.ALL, posts=[post], links={}), workspace=WORKSPACE, reader=EVE, at=AT)
    )["blocks"][1]["text"]["text"]
    assert said.count("\n") == 1
    assert "…*" in said


def test_twenty_stand_on_a_page_and_the_way_to_the_others_beside() -> None:
    posts = many(proposed(), 45)

    def page(number: int, which: Listing = Listing.ALL) -> dict[str, Any]:
        listed = Listed(which=which, posts=posts, links={})
        return judged(listing(listed, workspace=WORKSPACE, reader=EVE, at=AT, number=number))

    assert [buttons(page(number)) for number in (0, 1, 2)] == [
        ["For me", "All", "Less urgent"],
        ["For me", "All", "More urgent", "Less urgent"],
        ["For me", "All", "More urgent"],
    ]
    assert ["1-20 of 45" in words(page(0)), "41-45 of 45" in words(page(2))] == [True, True]
    assert page(99) == page(2)
    assert buttons(page(1, Listing.MINE)) == ["More urgent", "Less urgent"]
    view = shown(home(WORKSPACE, MIA, board(*posts), at=AT, pages=Pages(tasks=1, mine=2)))
    assert [one for one in buttons(view) if one not in {"Approve", "Open card"}] == [
        "Propose a post",
        "Approve selected",
        "More urgent",
        "Less urgent",
        "More urgent",
    ]


@pytest.mark.parametrize("which", Listing)
def test_an_empty_list_says_what_could_be_done(which: Listing) -> None:
    payload = judged(listing(Listed(which=which, posts=[], links={}), workspace=WORKSPACE, reader=EVE, at=AT))
    assert re.search(r"/social propose|Press \*All\*", words(payload))


def test_a_home_for_every_role() -> None:
    approver = shown(home(WORKSPACE, MIA, at=AT))
    assert "Nothing waits for your approval" in words(approver)
    assert "You have no post on its way" in words(approver)
    author = shown(home(WORKSPACE, EVE, at=AT))
    assert "Waiting for you" not in words(author)
    assert [buttons(one) for one in (author, shown(home(WORKSPACE, ADA, at=AT)))] == [
        ["Propose a post"],
        ["Propose a post", "Set up"],
    ]


def test_one_task_needs_no_selection_and_a_post_without_a_card_shows_its_details() -> None:
    post = proposed(finding())
    view = shown(home(WORKSPACE, MIA, replace(board(post, link=""), mine=()), at=AT))
    assert buttons(view) == ["Propose a post", "Approve", "Details"]
    assert "checkboxes" not in str(view)
    said = words(view)
    assert "you sign for Marketing" in said
    assert "in place of" not in said
    assert "“Autumn jackets are in our stores" in said


def test_a_delegate_reads_for_whom() -> None:
    task = Task(post=proposed(), department="marketing", on_behalf_of=MIA)
    view = shown(home(WORKSPACE, FAY, Board(tasks=[task]), at=AT))
    assert f"you sign for Marketing, in place of <@{MIA}>" in words(view)


def test_whom_an_author_waits_for_stands_together_the_longest_wait_first() -> None:
    first, second = many(proposed(), 2)
    newer = replace(second, title="Outlet weekend", versions=(replace(second.version, at=AT + 2 * HOUR),))
    view = shown(home(WORKSPACE, EVE, Board(mine=[newer, first]), at=AT + 3 * HOUR))
    said = words(view)
    assert (
        "You are waiting for\n"
        "• Marketing (<@U0MIA> or <@U0MAX>): “Autumn jackets are here” (3 h ago) and “Outlet weekend” (1 h ago)\n"
        "• Field operations (<@U0FAY>): “Autumn" in said
    )


def test_what_became_of_each_is_a_list() -> None:
    one, two, three = many(proposed(), 3)
    settled = replace(one.moved(State.APPROVED, by=MIA, at=AT), title="A")
    said = words(
        {
            "blocks": [
                block.to_dict()
                for block in outcome_blocks(
                    [
                        Outcome(post=settled),
                        Outcome(post=replace(two, title="B")),
                        Outcome(post=replace(two, title="D"), stores=True),
                        Outcome(post=replace(three, title="C"), refused=Refusal("Somebody was first.")),
                        Outcome(post=None, refused=Refusal("It is gone.")),
                    ],
                    reader=MIA,
                )
            ]
        }
    )
    assert said.split("\n") == [
        "✅ Approved: “A”",
        "✅ You approved “B”; others still have to sign",
        "✅ You approved “D”; not every store is ready yet",
        "⚠️ *C*: Somebody was first.",
        "⚠️ A post that is no longer kept: It is gone.",
    ]


def test_what_is_selected_comes_from_the_home_and_through_the_form() -> None:
    posts = many(proposed(), 3)
    view = shown(home(WORKSPACE, MIA, board(*posts), at=AT, pages=Pages(tasks=0, mine=1)))
    boxes = [one for one in view["blocks"] if "checkboxes" in str(one)]
    ticked = {
        one["block_id"]: {
            "home_select": {"type": "checkboxes", "selected_options": one["elements"][0]["options"]}
        }
        for one in (boxes[2], boxes[0])
    }
    selected = read_selected({**view, "state": {"values": ticked}})
    assert selected == [(posts[0].id, 1), (posts[2].id, 1)]
    form = judged_view(
        approve_selected_form(
            selected, posts[:1], clashes={}, workspace=WORKSPACE, at=AT, metadata=str(pages_of(view))
        )
    )
    assert (form["title"]["text"], form["submit"]["text"]) == ("Approve 2 posts?", "Approve 2 posts")
    assert "A post that is no longer kept" in words(form)
    assert read_approve_selected(form) == (selected, "0:1")


def test_what_is_not_ours_is_refused() -> None:
    home_of = shown(home(WORKSPACE, MIA, board(*many(proposed(), 2)), at=AT))
    with pytest.raises(Refusal, match="Nothing is selected"):
        read_selected({**home_of, "state": {"values": {}}})
    for value in ("", "all", "all:x", "all:²", "all:999999999", "else:0"):
        with pytest.raises(Refusal, match="any more"):
            read_listing(value)
    for value in ("", "1", "1:x", "²:0", "0:-1", "0:9999999"):
        with pytest.raises(Refusal, match="any more"):
            read_pages(value)
    for metadata in ("", "{}", '{"posts": 1, "home": ""}', '{"posts": ["x"], "home": ""}'):
        with pytest.raises(Refusal, match="any more"):
            read_approve_selected({"private_metadata": metadata})
    assert pages_of({}) == Pages()
    assert read_listing("for-me:3") == (Listing.FOR_ME, 3)


def test_a_link_to_a_card_is_slacks_own_form_or_none() -> None:
    link = message_link("https://shop.slack.com/", channel="C0DESK", ts="1700000000.000100")
    assert link == "https://shop.slack.com/archives/C0DESK/p1700000000000100"
    assert message_link("", channel="C0DESK", ts="1.2") == ""
