"""The demo's campaigns: one is over, five run, and some posts belong to none."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.audit import Action
from domain.campaign_form import CampaignForm
from domain.campaigns import begin_campaign, find_campaign
from domain.participation import answer
from domain.people import UserId
from handlers.campaigns import keep_campaign
from handlers.kit import Kit
from handlers.participation import keep_answer
from storage.database import Transaction

BEGUN = "began campaigns"
DAYS_AGO = 56
BY = UserId("U0ADA")
_COLD, _CHRISTMAS, _TEAM = "Warm and dry", "Christmas at home", "Work with us"
_NEARBY, _KNIT, _IN = "Made nearby", "Knitwear weeks", "Come in"
_STAY_OUT = ("Wales", "France")
"""Regions whose stores have a Christmas of their own."""
_UNDECIDED = {UserId("U0SAM"), UserId("U0LOU")}
"""Managers who have not said yet whether their stores join."""
_FORMS = (
    (
        CampaignForm(
            name=_COLD,
            purpose="Dress people for the first cold weeks, in every store and online",
            owner=UserId("U0MAX"),
            departments=("ecommerce", "marketing"),
            measure="reach",
            target="90,000",
            cost_centre="4711 Brand",
            budget="2,500",
        ),
        (0, 30),
    ),
    (
        CampaignForm(
            name=_CHRISTMAS,
            purpose="Make every present easy to find, to wrap and to bring back",
            owner=UserId("U0ELI"),
            measure="clicks",
            target="3,000",
            gap="24",
            cost_centre="4711 Brand",
            budget="4,000",
            tracking=True,
            stores_choose=True,
        ),
        (24, 87),
    ),
    (
        CampaignForm(
            name=_TEAM,
            purpose="Fill every vacancy in our stores with people who stay",
            owner=UserId("U0HOPE"),
            departments=("hr", "field-ops"),
            measure="own",
            counts="applications",
            target="120",
            cost_centre="5300 Recruiting",
        ),
        (0, 90),
    ),
    (
        CampaignForm(
            name=_NEARBY,
            purpose="Show the people and places that our things come from",
            owner=UserId("U0NIA"),
            departments=("marketing", "ecommerce"),
            measure="reach",
            cost_centre="4711 Brand",
        ),
        (30, 120),
    ),
    (
        CampaignForm(
            name=_KNIT,
            purpose="Fill the stores in the quiet weeks before Christmas",
            owner=UserId("U0FAY"),
            departments=("marketing", "field-ops"),
            measure="redemptions",
            target="1,500",
            cost_centre="6200 Stores",
            budget="2,000",
        ),
        (40, 80),
    ),
    (
        CampaignForm(
            name=_IN,
            purpose="Give every neighbourhood a reason to come into its store",
            owner=UserId("U0FINN"),
            departments=("field-ops", "marketing", "ecommerce"),
            measure="reach",
            target="40,000",
            cost_centre="6200 Stores",
            budget="1,200",
        ),
        (0, 110),
    ),
)
"""Each with its first and last day, counted from the day on which they are begun."""
_POSTS = {
    "Raincoats are back": (_COLD, 900),
    "Wool week begins": (_COLD, 1_200),
    "Five ways to wear a scarf": (_COLD, None),
    "Gift finder": (_CHRISTMAS, 1_500),
    "Free returns until January": (_CHRISTMAS, None),
    "Wrapping with fabric": (_CHRISTMAS, 300),
    "Advent boxes": (_CHRISTMAS, 800),
    "Candles made in Wales": (_CHRISTMAS, 400),
    "Christmas team, first call": (_TEAM, 250),
    "Apprentices 2027": (_TEAM, None),
    "Returning to work": (_TEAM, None),
    "Saturday jobs": (_TEAM, 120),
    "Meet our apprentices": (_TEAM, None),
    "Inside the wool mill": (_NEARBY, 350),
    "Wool from Wales": (_NEARBY, None),
    "How warm is wool?": (_NEARBY, None),
    "A cat without a name": (_NEARBY, None),
    "Knitwear weeks": (_KNIT, 900),
    "Recruiting day in Leeds": (_TEAM, 150),
    "Recruiting day in Bristol": (_TEAM, 100),
    "Bea moves the till": (_TEAM, None),
    "Presents wrapped in store": (_CHRISTMAS, 200),
    "York opens late on Thursdays": (_IN, None),
    "Half-term crafts in Leeds": (_IN, 120),
    "Repair table in Brighton": (_IN, 80),
    "A choir in Bristol": (_IN, 150),
    "Hull has a new door": (_IN, None),
    "Collect until nine": (_IN, None),
    "Choir on Briggate": (_IN, 150),
    "Tea in Hull": (_IN, 60),
    "Autumn jackets are here": (_IN, 400),
    "Late shopping in Bath": (_IN, None),
    "Mending evening in Leeds": (_IN, 90),
}
"""By title: the campaign, and the budget."""


def campaign_of(title: str) -> tuple[str, int | None]:
    """The campaign that a post of the demo names, and its budget; empty and None for a tactic."""
    return _POSTS.get(title, ("", None))


def begin_campaigns(kit: Kit, transaction: Transaction, *, at: datetime) -> None:
    """An admin begins all of them."""
    for form, (first, last) in _FORMS:
        begun_on = at.date()
        dated = replace(form, first=begun_on + timedelta(days=first), last=begun_on + timedelta(days=last))
        after = begin_campaign(transaction.people.workspace(), dated, by=BY, at=at)
        keep_campaign(transaction, form.name, Action.CAMPAIGN_BEGUN, after, by=BY, at=at, new_id=kit.new_id)
        if form.stores_choose:
            _answers(transaction, form.name, at=at)


def _answers(transaction: Transaction, name: str, *, at: datetime) -> None:
    """What is said for most stores, by whoever runs them; a visitor says it for the others."""
    workspace = transaction.people.workspace()
    campaign = find_campaign(workspace, name)
    assert campaign is not None
    for store in workspace.stores:
        if store.manager not in _UNDECIDED:
            joins, by = store.region not in _STAY_OUT, store.manager or BY
            said = answer(campaign, {}, store=store.key, joins=joins, workspace=workspace, by=by, at=at)
            keep_answer(transaction, campaign, said)
