"""Taking part: stores join a campaign or stay out, where it lets them choose."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from domain.campaign import Campaign
from domain.participation import Answer, answer, stores_taking_part
from domain.people import Store, UserId
from domain.refusals import Refusal
from tests.domain.stories import ADA, EVE, FAY, MAX, MONDAY, SAM, WORKSPACE, later

AUTUMN = Campaign(
    name="Autumn",
    purpose="Fill stores",
    owner=MAX,
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    stores_choose=True,
    at=MONDAY,
)
STORES = (*WORKSPACE.stores, Store(key="S002", name="York"), Store(key="S003", name="Hull", manager=FAY))
SHOP = replace(WORKSPACE, stores=STORES)
JOINED = Answer(store="S001", joins=True, by=SAM, at=MONDAY)


def said(
    *,
    by: UserId = SAM,
    store: str = "S001",
    joins: bool = True,
    campaign: Campaign = AUTUMN,
    **before: Answer,
) -> Answer:
    return answer(campaign, before, store=store, joins=joins, workspace=SHOP, by=by, at=later())


def test_a_manager_joins_and_stays_out_and_the_last_word_counts() -> None:
    joined = said()
    assert joined == Answer(store="S001", joins=True, by=SAM, at=later())
    out = said(S001=joined, joins=False)
    assert not out.joins
    assert stores_taking_part(AUTUMN, {"S001": joined}, stores=STORES) == (STORES[0],)
    assert stores_taking_part(AUTUMN, {"S001": out}, stores=STORES) == ()


def test_saying_the_same_again_changes_nothing() -> None:
    assert said(S001=JOINED) is JOINED
    assert said(S001=JOINED, by=ADA) is JOINED


def test_a_campaign_that_leaves_no_choice_has_every_store() -> None:
    answers = {"S001": replace(JOINED, joins=False)}
    assert stores_taking_part(replace(AUTUMN, stores_choose=False), answers, stores=STORES) == STORES


def test_stores_that_are_gone_take_no_part() -> None:
    answers = {one: replace(JOINED, store=one) for one in ("S001", "S009")}
    assert [one.key for one in stores_taking_part(AUTUMN, answers, stores=STORES)] == ["S001"]


def test_who_takes_part_has_said_so() -> None:
    for choices in product((True, False, None), repeat=len(STORES)):
        answers = {
            store.key: Answer(store=store.key, joins=joins, by=SAM, at=MONDAY)
            for store, joins in zip(STORES, choices, strict=True)
            if joins is not None
        }
        taking = stores_taking_part(AUTUMN, answers, stores=STORES)
        assert taking == tuple(store for store, joins in zip(STORES, choices, strict=True) if joins is True)


@pytest.mark.parametrize(
    ("campaign", "by", "store", "sentence"),
    [
        (replace(AUTUMN, stores_choose=False), SAM, "S001", "“Autumn” leaves stores no choice"),
        (replace(AUTUMN, closed_by=MAX, closed_at=MONDAY), SAM, "S001", "U0MAX closed “Autumn”"),
        (replace(AUTUMN, last=date(2026, 11, 22)), SAM, "S001", "“Autumn” is over"),
        (AUTUMN, SAM, "S009", "There is no such store any more"),
        (AUTUMN, SAM, "S003", "Only U0FAY can say whether Hull takes part, and admins"),
        (AUTUMN, EVE, "S002", "Only the manager of the store, once it has one, can say whether York"),
        (AUTUMN, UserId("U0ZOE"), "S001", "You have no role in this workspace"),
    ],
)
def test_nobody_answers_for_another_store_or_where_there_is_no_choice(
    campaign: Campaign, by: UserId, store: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        said(campaign=campaign, by=by, store=store)
    assert sentence in str(refused.value)


def test_admins_answer_for_any_store() -> None:
    assert said(by=ADA, store="S002", joins=False) == Answer(store="S002", joins=False, by=ADA, at=later())
