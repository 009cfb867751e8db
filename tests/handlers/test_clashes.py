"""Two posts contradict each other: both cards say so, and somebody settles it."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from blocks.approvals import COMMENT
from blocks.cards import APPROVE, REJECT
from blocks.clashes import KEEP_BOTH, OTHER
from blocks.expiry import RESCHEDULE
from blocks.more import DETAILS, EDIT, MORE
from domain.audit import Action, Event
from domain.contradictions import contradictions
from domain.expiry import expire
from domain.people import UserId
from domain.posts import Post, PostId, State
from handlers.comparing import conclude, look
from handlers.record import keep as keep_record
from rulebook.loading import Rulebook
from storage.database import Database
from tests.handlers.desk import ADA, ELI, EVE, FAY, HAL, MIA, NOON, RETAILER, WORKSPACE, Desk, controls
from tests.handlers.slack import FakeSlack

SATURDAY = int((NOON + timedelta(days=4)).timestamp())
OURS = "Autumn jackets: 20% off until Sunday 22 November, online."
THEIRS = "Outlet weekend! 20% off all jackets, in our shops until 23 November."
WHY = "The shops are open on Monday, too."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def two(desk: Desk, one: str = OURS, other: str = THEIRS, **values: object) -> tuple[Post, Post]:
    first = desk.propose(EVE, one, title="Jackets", publish_at=SATURDAY, **values)
    return first, desk.propose(
        MIA, other, title="Outlet weekend", publish_at=SATURDAY, department="marketing", **values
    )


def said(message: Any) -> str:
    """All words that somebody reads in blocks."""
    if isinstance(message, dict):
        parts = [message[key] for key in ("text", "label", "url") if isinstance(message.get(key), str)]
        return " ".join([*parts, *(said(one) for one in message.values())])
    return " ".join(map(said, message)) if isinstance(message, list) else ""


def about(desk: Desk, post: Post) -> list[str]:
    """The lines on a card that speak of other posts or of its purpose."""
    return [
        "".join(element.get("text", "") for element in paragraph["elements"])
        for block in desk.card(post)["blocks"]
        if block["type"] == "rich_text"
        for paragraph in block["elements"]
        if paragraph["elements"][0].get("text", "").startswith(("↔️", "🎯"))
    ]


def keep(desk: Desk, post: Post, by: UserId = MIA, why: str = WHY) -> Any:
    desk.click(by, desk.card(post), KEEP_BOTH)
    return desk.submit(by, desk.slack.view, **{COMMENT: why})


def settled(desk: Desk) -> int:
    with desk.database.transaction(WORKSPACE) as transaction:
        return transaction.clashes.settled(start=NOON, end=NOON + timedelta(days=30))


def test_both_cards_say_that_they_contradict_each_other_and_link_to_each_other(desk: Desk) -> None:
    ours, theirs = two(desk)

    assert about(desk, ours) == [
        "↔️ Same offer as “Outlet weekend”, other end date (22 Nov here, 23 Nov there)"
    ]
    assert about(desk, theirs) == ["↔️ Same offer as “Jackets”, other end date (23 Nov here, 22 Nov there)"]
    assert desk.wanted()["card", ours.id, "C0DESK"] == 2, "the first card is drawn anew"
    assert "Keep both" in controls(desk.card(ours))
    notices = desk.notices()
    with desk.database.transaction(WORKSPACE) as transaction:
        for notice in notices:
            transaction.notices.shown(notice.id, version=notice.wanted, channel="C0DESK", ts=f"{notice.id}.1")
    assert f"https://shop.slack.com/{theirs.id}" in said(desk.card(ours))


def test_a_clash_never_blocks(desk: Desk) -> None:
    ours, theirs = two(desk)
    for who in (MIA, ELI):
        desk.click(who, desk.card(ours), APPROVE)
    assert desk.post(ours.id).state is State.APPROVED
    assert about(desk, ours)
    assert about(desk, theirs)
    assert controls(desk.card(ours)) == ["Mark as published", "Keep both"]


def test_keeping_both_takes_a_reason_and_settles_it_on_both_cards_and_records(desk: Desk) -> None:
    ours, theirs = two(desk)
    assert "Say why both shall go out" in keep(desk, ours, why=" ").errors[COMMENT]
    assert keep(desk, ours).body == ""

    assert about(desk, ours) == about(desk, theirs) == []
    assert "Keep both" not in controls(desk.card(ours))
    assert [one[:3] for one in desk.said_in_trail()[-2:]] == [
        ("clash settled", MIA, ours.id),
        ("clash settled", MIA, theirs.id),
    ]
    desk.click(HAL, desk.card(theirs), MORE, choice=DETAILS)
    details = said(desk.slack.view)
    assert "let both stand: “The shops are open on Monday, too.”" in details
    assert "here 20 %" not in details, "what is the same in both is not told"
    assert "other end date (23 Nov here, 22 Nov there)" in details
    assert "let this post stand beside “Jackets”" in details
    assert settled(desk) == 1
    with desk.database.transaction(WORKSPACE) as transaction:
        both = [ours.id, theirs.id]
        assert transaction.clashes.of_each(both) == {one: transaction.clashes.of(one) for one in both}
        assert contradictions(transaction.audit.entries(), transaction.posts.all()) == ()


@pytest.mark.parametrize("by", [ADA, ELI, FAY])
def test_whoever_may_decide_about_either_post_settles_it(desk: Desk, by: UserId) -> None:
    ours, theirs = two(desk, other=f"{THEIRS} Come and click and collect in store.")
    assert keep(desk, theirs, by).body == ""
    assert about(desk, ours) == []


@pytest.mark.parametrize("by", [EVE, HAL])
def test_nobody_else_does(desk: Desk, slack: FakeSlack, by: UserId) -> None:
    ours, _ = two(desk)
    before = desk.kept()
    desk.click(by, desk.card(ours), KEEP_BOTH)
    assert slack.reply.startswith("Only approvers of one of these two posts and admins")
    assert desk.kept() == before


def test_the_second_who_settles_it_hears_who_was_first(desk: Desk, slack: FakeSlack) -> None:
    ours, _ = two(desk)
    card = desk.card(ours)
    desk.click(ADA, card, KEEP_BOTH)
    late = slack.view
    keep(desk, ours)

    answer = desk.submit(ADA, late, **{COMMENT: "Fine with me."})

    assert f"<@{MIA}> settled this" in said(answer.body)
    assert "Fine with me." in said(answer.body)
    desk.click(ADA, card, KEEP_BOTH)
    assert slack.reply.startswith("This post does not clash with another one any more")


def test_an_edit_settles_it_and_another_one_brings_it_back(desk: Desk) -> None:
    ours, theirs = two(desk)
    keep(desk, ours)

    def edited(text: str) -> None:
        desk.click(EVE, desk.card(ours), MORE, choice=EDIT)
        assert desk.submit(EVE, desk.slack.view, text=text).body == ""

    edited(OURS.replace("20%", "25%"))
    assert about(desk, theirs) == [
        "↔️ Same offer as “Jackets”, another amount and other end date (23 Nov here, 22 Nov there)"
    ]
    assert settled(desk) == 0, "what was let stand said something else"
    edited("Autumn jackets: 20% off until Monday 23 November, online.")
    assert about(desk, ours) == about(desk, theirs) == []
    assert settled(desk) == 1
    edited(OURS)
    assert about(desk, ours) == [
        "↔️ Same offer as “Outlet weekend”, other end date (22 Nov here, 23 Nov there)"
    ]


@pytest.mark.parametrize("how", ["withdrawn", "rejected"])
def test_it_goes_when_the_other_post_ends(desk: Desk, how: str) -> None:
    ours, theirs = two(desk)
    if how == "withdrawn":
        desk.withdraw(desk.post(ours.id))
    else:
        desk.click(MIA, desk.card(ours), REJECT)
        desk.submit(MIA, desk.slack.view, comment="No.", reason="off_brand")
    assert about(desk, theirs) == []
    assert settled(desk) == (how == "withdrawn")


def test_it_goes_when_the_other_post_expires_and_comes_back_with_its_new_time(desk: Desk) -> None:
    ours, theirs = two(desk)
    desk.at = NOON + timedelta(days=4, minutes=3)
    with desk.database.transaction(WORKSPACE) as transaction:
        post = transaction.posts.get(ours.id)
        assert post is not None
        gone = expire(post, workspace=transaction.people.workspace(), at=desk.at)
        event = Event(action=Action.EXPIRED, by=None, at=desk.at, subject=post.id)
        keep_record(transaction, [(gone, event)], new_id=map("gone{}".format, count()).__next__)
    assert about(desk, theirs) == []
    assert settled(desk) == 0, "nobody has done anything about it"

    desk.click(EVE, desk.card(ours), RESCHEDULE)
    in_an_hour = int((desk.at + timedelta(hours=1)).timestamp())
    assert desk.submit(EVE, desk.slack.view, publish_at=in_an_hour).body == ""
    assert about(desk, theirs) == ["↔️ Same offer as “Jackets”, other end date (23 Nov here, 22 Nov there)"]


def test_it_goes_when_one_post_moves_far_enough(desk: Desk) -> None:
    ours, theirs = two(desk)
    desk.click(EVE, desk.card(ours), MORE, choice=EDIT)
    later = int((NOON + timedelta(days=40)).timestamp())
    assert desk.submit(EVE, desk.slack.view, publish_at=later).body == ""
    assert about(desk, ours) == about(desk, theirs) == []
    assert settled(desk) == 1


def test_a_new_title_stands_on_the_other_card_at_once(desk: Desk) -> None:
    ours, theirs = two(desk)
    shown = desk.wanted()["card", theirs.id, "C0DESK"]
    desk.click(EVE, desk.card(ours), MORE, choice=EDIT)
    assert desk.submit(EVE, desk.slack.view, title="Jackets *now*").body == ""
    assert about(desk, theirs) == [
        "↔️ Same offer as “Jackets *now*”, other end date (23 Nov here, 22 Nov there)"
    ]
    assert desk.wanted()["card", theirs.id, "C0DESK"] == shown + 1


def test_of_several_one_chooses_which_shall_stand(desk: Desk) -> None:
    posts = [desk.propose(EVE, "Slippers are back in every colour.", title=f"No {one}") for one in range(5)]
    assert about(desk, posts[0])[-1] == "↔️ Almost the same text as “No 3”"
    assert "+1 more in Details" in said(desk.card(posts[0]))
    desk.click(MIA, desk.card(posts[0]), KEEP_BOTH)
    assert "Choose the post" in desk.submit(MIA, desk.slack.view, **{COMMENT: WHY}).errors[OTHER]
    assert desk.submit(MIA, desk.slack.view, **{OTHER: posts[2].id, COMMENT: WHY}).body == ""
    assert [line[-2] for line in about(desk, posts[0])] == ["1", "3", "4"]
    assert len(about(desk, posts[2])) == 3


def test_a_price_in_another_currency(desk: Desk) -> None:
    ours, _ = two(desk, "The Leeds coat for £49, in store.", "New here: the Leeds coat for €49!")
    assert about(desk, ours) == ["↔️ Same offer as “Outlet weekend”, another currency"]


@pytest.mark.postgres
def test_what_somebody_keeps_while_another_one_looks_is_seen_on_both_cards(
    postgres_url: str, slack: FakeSlack, house_rules: Rulebook
) -> None:
    desk = Desk(Database(postgres_url), slack, house_rules)
    desk.set_up()
    before = desk.propose(EVE, OURS, title="Jackets", publish_at=SATURDAY)
    desk.withdraw(before)
    late = desk.propose(EVE, "Slippers are back.")
    with desk.database.transaction(WORKSPACE) as slow:
        post = replace(before, id=PostId("slow"))
        event = Event(action=Action.PROPOSED, by=EVE, at=NOON, subject=post.id)
        assert slow.posts.get(post.id) is None
        looks = look(slow, [(post, event)])
        assert looks.each[0].found == ()
        theirs = desk.propose(MIA, THEIRS, title="Outlet weekend", publish_at=SATURDAY)
        desk.withdraw(late)
        slow.posts.save(post)
        slow.audit.record(event)
        assert conclude(slow, looks) == (theirs.id,)
    assert about(desk, theirs) == ["↔️ Same offer as “Jackets”, other end date (23 Nov here, 22 Nov there)"]
    desk.database.close()


@pytest.mark.postgres
def test_what_somebody_takes_back_while_another_one_looks_clashes_no_more(
    postgres_url: str, slack: FakeSlack, house_rules: Rulebook
) -> None:
    desk = Desk(Database(postgres_url), slack, house_rules)
    desk.set_up()
    ours, theirs = two(desk)
    with desk.database.transaction(WORKSPACE) as slow:
        post = slow.posts.get(theirs.id)
        assert post is not None
        post = replace(post, title="Another title")
        event = Event(action=Action.REVISED, by=MIA, at=NOON, subject=post.id)
        looks = look(slow, [(post, event)])
        assert len(looks.each[0].found) == 1
        desk.withdraw(desk.post(ours.id))
        slow.posts.save(post)
        slow.audit.record(event)
        conclude(slow, looks)
    assert about(desk, theirs) == []
    desk.database.close()


def test_what_the_whole_company_promises_is_not_asked_for_a_place_and_what_a_region_says_is(
    desk: Desk,
) -> None:
    town = RETAILER.stores[0]
    places = [
        replace(town, key=f"S{one:03}", name=f"Shop {one}", city="", region="North") for one in range(12)
    ]
    dover = replace(places[0], key="S100", name="Dover", region="South")
    desk.set_up(replace(desk.workspace(), stores=(*places, dover)))

    national = desk.propose(EVE, "Slippers are back.", stores=["all"])
    assert about(desk, national) == []
    north = desk.propose(EVE, "Come and feel the wool of this winter.", stores=["region:North"])
    (remark,) = about(desk, north)
    assert remark.startswith("↔️ 12 stores would all say the very same.")
    assert "A template with {store} to fill in" in remark
