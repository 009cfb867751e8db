"""Managers join a campaign with their store or stay out, and posts are proposed for the stores that take part."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from blocks.campaigns import EDIT, OPEN
from blocks.participation import JOIN, PROPOSE, STAY_OUT
from domain.campaign import Campaign
from domain.people import Store, UserId
from tests.handlers.desk import ADA, EVE, MAX, NOON, RETAILER, WORKSPACE, Desk
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]
SAM, ZOE = UserId("U0SAM"), UserId("U0ZOE")
TODAY = date(2026, 11, 17)
AUTUMN = Campaign(
    name="Autumn: wool & coats",
    purpose="Fill stores",
    owner=MAX,
    first=TODAY,
    last=TODAY + timedelta(days=30),
    stores_choose=True,
    at=NOON,
)
OTHER = replace(AUTUMN, name="For all", stores_choose=False)
SHOP = replace(
    RETAILER,
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North", manager=SAM),
        Store(key="S002", name="York Coppergate", region="North", manager=ZOE),
        Store(key="S003", name="Bath Milsom", region="South", manager=ZOE),
    ),
    campaigns=(AUTUMN, OTHER),
)


def listed(desk: Desk, slack: FakeSlack, who: UserId) -> View:
    assert desk.command(who, "campaigns").status == 200
    return slack.view


def opened(desk: Desk, slack: FakeSlack, who: UserId, name: str = AUTUMN.name) -> View:
    view = listed(desk, slack, who)
    (entry,) = (one for one in view["blocks"] if one.get("block_id") == f"campaign:{name}")
    assert desk.press(who, {**view, "blocks": [entry]}, OPEN).status == 200
    return slack.view


def with_block(view: View, block_id: str) -> View:
    """The view with only this of its blocks."""
    return {**view, "blocks": [one for one in view["blocks"] if one.get("block_id") == block_id]}


def answers(desk: Desk) -> dict[str, bool]:
    with desk.database.snapshot(WORKSPACE) as transaction:
        said = transaction.campaign_stores.of([AUTUMN.name])[AUTUMN.name]
    return {one.store: one.joins for one in said.values()}


def test_a_manager_joins_with_one_click_and_thinks_otherwise(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    desk.set_up(SHOP)
    view = listed(desk, slack, SAM)
    assert "🏬 0 of 3 stores take part · 3 have not said yet" in str(view)
    assert desk.press(SAM, view, JOIN).status == 200
    assert answers(desk) == {"S001": True}
    view = slack.view
    assert "🏬 1 of 3 stores takes part · 2 have not said yet" in str(view)
    assert desk.press(SAM, view, STAY_OUT).status == 200
    assert answers(desk) == {"S001": False}
    assert "🏬 0 of 3 stores take part · 1 stays out · 2 have not said yet" in str(slack.view)
    assert [
        (one.event.action.value, one.event.by, one.event.subject, one.event.detail) for one in desk.trail()
    ] == [
        ("store joined", SAM, AUTUMN.name, {"store": "S001"}),
        ("store stays out", SAM, AUTUMN.name, {"store": "S001"}),
    ]
    # The same button once more, from a view that was left open: nothing new to record.
    desk.press(SAM, view, STAY_OUT)
    assert len(desk.trail()) == 2


def test_whoever_manages_several_stores_answers_for_each(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(SHOP)
    assert "1 more store of yours: press *Open*" in str(listed(desk, slack, ZOE))
    view = opened(desk, slack, ZOE)
    assert "York Coppergate has not said yet" in str(view)
    assert "Leeds" not in str(view)
    desk.press(ZOE, with_block(view, f"part:S002:{AUTUMN.name}"), JOIN)
    desk.press(ZOE, with_block(slack.to("views.update")[0]["view"], f"part:S003:{AUTUMN.name}"), JOIN)
    assert answers(desk) == {"S002": True, "S003": True}
    assert "2 stores: York Coppergate and Bath Milsom" in str(opened(desk, slack, EVE))


def test_nobody_is_asked_where_stores_have_no_choice_or_for_other_stores(
    desk: Desk, slack: FakeSlack
) -> None:
    desk.set_up(SHOP)
    for who, name in ((EVE, AUTUMN.name), (SAM, OTHER.name)):
        shown = str(opened(desk, slack, who, name))
        assert (JOIN in shown, "Propose a post" in shown) == (False, True)
    view = opened(desk, slack, SAM)
    button = with_block(view, f"part:S001:{AUTUMN.name}")
    forged = json.loads(json.dumps(button).replace("S001", "S002"))
    desk.press(SAM, forged, JOIN)
    assert "Only <@U0ZOE> can say whether York Coppergate takes part" in str(slack.view)
    assert answers(desk) == {}


def test_posts_for_the_campaign_begin_with_the_stores_that_take_part(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(SHOP)
    desk.press(SAM, listed(desk, slack, SAM), JOIN)
    view = opened(desk, slack, ZOE)
    desk.press(ZOE, with_block(view, f"part:S002:{AUTUMN.name}"), JOIN)

    desk.press(EVE, opened(desk, slack, EVE), PROPOSE)
    answer = desk.submit(EVE, slack.view, text="Wool is here.", networks=["x"])
    assert answer.body == ""
    with desk.database.snapshot(WORKSPACE) as transaction:
        (post,) = transaction.posts.all()
    assert (post.campaign, post.stores) == (AUTUMN.name, ("S001", "S002"))
    assert "North · 2 stores" in str(desk.card(post))

    # A manager gets the own store only, though others take part.
    desk.press(SAM, opened(desk, slack, SAM), PROPOSE)
    assert desk.submit(SAM, slack.view, text="Come to Leeds.", networks=["x"]).body == ""
    with desk.database.snapshot(WORKSPACE) as transaction:
        stores = {one.author: one.stores for one in transaction.posts.all()}
    assert stores[SAM] == ("S001",)


def test_a_campaign_is_told_whether_stores_choose(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(SHOP)
    desk.press(ADA, opened(desk, slack, ADA, OTHER.name), EDIT)
    assert desk.submit(ADA, slack.view, stores_choose=["yes"]).body == ""
    assert [one.stores_choose for one in desk.workspace().campaigns] == [True, True]
    assert "stores choose: False → True" in desk.trail()[-1].event.detail["changes"]


def test_a_closed_campaign_takes_no_answers(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(SHOP)
    view = listed(desk, slack, SAM)
    closed = replace(AUTUMN, closed_by=ADA, closed_at=NOON)
    desk.set_up(replace(SHOP, campaigns=(closed, OTHER)))
    desk.press(SAM, view, JOIN)
    assert "closed “Autumn: wool &amp; coats”" in str(slack.view)
    assert answers(desk) == {}
    shown = opened(desk, slack, SAM)
    assert (JOIN in str(shown), PROPOSE in str(shown)) == (False, False)


def test_a_manager_is_told_of_and_gets_only_what_is_theirs(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(SHOP)
    assert "/social export" not in str(desk.command(SAM).body)
    assert "/social export" in str(desk.command(EVE).body)
    said = desk.command(SAM, "export").text
    assert said.startswith(
        "You are here as manager of Leeds Briggate: you propose posts for that, and cannot export"
    )
    assert "Only admins, leaders" in desk.command(SAM, "pause a storm").text
    assert desk.trail() == []
    view = desk.form(SAM)
    found = desk.search(SAM, view, "stores", "").body["option_groups"]
    assert [one["text"]["text"] for one in found[0]["options"]] == ["Leeds Briggate"]
    refused = desk.submit(SAM, view, text="Sale!", networks=["x"], stores=["region:North"])
    assert refused.errors == {
        "stores": "You manage Leeds Briggate only, so leave out York Coppergate. "
        "Somebody in a department proposes for other stores."
    }
