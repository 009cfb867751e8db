"""Many people at the same moment: one decision wins, nobody is lost, everybody is answered."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from blocks.approvals import COMMENT, REASON
from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.more import MORE, WITHDRAW
from blocks.people import GRANT_ACCESS, access_request
from domain.audit import first_break
from domain.people import UserId
from domain.posts import PostId, State
from rulebook.loading import Rulebook
from storage.database import Database
from tests.handlers.desk import ADA, BEA, EVE, MIA, RETAILER, WIM, WORKSPACE, Answer, Desk, target_of
from tests.handlers.slack import FakeSlack

CROWD = 30
ALIKE = 8
UNHURRIED = 60
"""Seconds that everybody waits for their turn here."""
APPROVERS = tuple(UserId(f"U0M{number:02}") for number in range(CROWD))


@pytest.fixture
def shared_desk(database_url: str, slack: FakeSlack, house_rules: Rulebook) -> Iterator[Desk]:
    """The desk of an unhurried Slack: how many are served in three seconds says how quick this machine is just now.

    What happens to those who wait for too long is told in `tests/storage/test_unavailable.py`.
    """
    database = Database(database_url, patience=UNHURRIED)
    desk = Desk(database, slack, house_rules)
    desk.set_up()
    yield desk
    database.close()


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """All of them together, in the order given."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], Answer]) -> Answer:
        ready.wait(timeout=60)
        return one()

    with ThreadPoolExecutor(len(acts)) as everybody:
        return list(everybody.map(act, acts))


def crowded(desk: Desk) -> None:
    """Marketing has as many approvers as there are people in the crowd."""
    many = tuple(
        replace(one, approvers=(MIA, *APPROVERS)) if one.key == "marketing" else one
        for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=many))


def test_thirty_approve_at_once_one_counts_and_the_others_hear_who(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    crowded(desk)
    post = desk.propose(EVE)
    card = desk.card(post)

    answers = at_once([lambda who=one: desk.click(who, card, APPROVE) for one in APPROVERS])  # type: ignore[misc]  # bound now

    assert [(one.status, one.body) for one in answers] == [(200, "")] * CROWD
    post = desk.post(post.id)
    (sign_off,) = post.sign_offs
    assert (post.state, post.state_by) == (State.APPROVED, sign_off.by)
    assert desk.said_in_trail() == [("proposed", EVE, post.id, 1), ("approved", sign_off.by, post.id, 1)]
    assert desk.wanted()["card", post.id, "C0DESK"] == 2
    told = [one["text"] for one in slack.to("respond")]
    assert len(told) == CROWD - 1
    assert all(f"approved by <@{sign_off.by}>" in one for one in told)
    assert first_break(desk.trail()) is None


def test_approvals_and_rejections_at_once_have_one_winner(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    crowded(desk)
    post = desk.propose(EVE)
    card = desk.card(post)
    desk.click(MIA, card, REJECT)
    form = slack.view
    words = {REASON: "other", COMMENT: "No."}

    answers = at_once(
        [
            *(lambda who=one: desk.click(who, card, APPROVE) for one in APPROVERS[:5]),
            *(lambda who=one: desk.submit(who, form, **words) for one in APPROVERS[5:10]),
        ]
    )

    post = desk.post(post.id)
    assert [one.status for one in answers] == [200] * 10
    assert post.state in {State.APPROVED, State.REJECTED}
    assert len(post.sign_offs) == 1
    assert len(desk.trail()) == 2
    refused = sum(bool(one.body) for one in answers) + len(slack.to("respond"))
    assert refused == 9


def test_an_approval_and_a_withdrawal_at_once_end_in_one_of_them(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    card = desk.card(post)
    desk.click(EVE, card, MORE, choice=WITHDRAW)
    form = slack.view

    answers = at_once([lambda: desk.click(MIA, card, APPROVE), lambda: desk.submit(EVE, form)])

    assert [one.status for one in answers] == [200, 200]
    # An approved post can still be withdrawn, so the withdrawal always holds in the end.
    assert desk.post(post.id).state is State.WITHDRAWN
    assert first_break(desk.trail()) is None


@pytest.mark.parametrize("times", [2, 8])
def test_a_form_sent_several_times_at_once_is_one_post(shared_desk: Desk, times: int) -> None:
    desk = shared_desk
    view = desk.form(EVE, "Only once.")

    answers = at_once([lambda: desk.submit(EVE, view, networks=["x"])] * times)

    assert [(one.status, one.body) for one in answers] == [(200, "")] * times
    assert desk.said_in_trail() == [("proposed", EVE, target_of(view), 1)]
    assert desk.wanted() == {("card", target_of(view), "C0DESK"): 1, ("author", "1", EVE): 1}


def test_edits_at_once_make_one_version_and_lose_no_words(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice="edit")
    form = slack.view

    answers = at_once(
        [lambda text=f"Wording {number}.": desk.submit(EVE, form, text=text) for number in range(6)]  # type: ignore[misc]  # bound now
    )

    post = desk.post(post.id)
    assert post.version.number == 2
    lost = [number for number, one in enumerate(answers) if one.body]
    assert len(lost) == 5
    for number in lost:
        assert f"Wording {number}." in str(answers[number].body["view"])
    assert post.version.content.text not in {f"Wording {number}." for number in lost}


def test_one_person_asking_for_changes_twice_at_once_is_heard(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), REQUEST_CHANGES)
    form = slack.view

    answers = at_once([lambda: desk.submit(MIA, form, **{COMMENT: "Which sizes?"})] * 2)

    assert [one.status for one in answers] == [200, 200]
    post = desk.post(post.id)
    assert post.state is State.CHANGES_REQUESTED
    assert {(one.by, one.comment) for one in post.current_sign_offs} == {(MIA, "Which sizes?")}


def test_two_admins_who_add_the_same_person_at_once_add_them_once(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    request = access_request(WIM, workspace=desk.workspace()).payload()

    answers = at_once(
        [lambda who=one: desk.click(who, request, GRANT_ACCESS, choice="hr") for one in (ADA, BEA)]  # type: ignore[misc]  # bound now
    )

    assert [one.status for one in answers] == [200, 200]
    (department,) = desk.workspace().departments_of(WIM)
    assert department.members == (WIM,)
    assert len(desk.trail()) == 1
    assert len(slack.to("respond")) == 2


def test_thirty_proposals_at_once_are_thirty_posts(shared_desk: Desk) -> None:
    desk = shared_desk
    # No word in common: thirty times the same text would be thirty posts that clash with each other.
    texts = {" ".join(f"{word}{number}" for word in ("Slippers", "boots", "hats")) for number in range(CROWD)}
    views = [desk.form(EVE, text) for text in texts]

    answers = at_once([lambda view=one: desk.submit(EVE, view, networks=["x"]) for one in views])  # type: ignore[misc]  # bound now

    assert [(one.status, one.body) for one in answers] == [(200, "")] * CROWD
    assert {desk.post(target_of(view)).version.content.text for view in views} == texts
    assert first_break(desk.trail()) is None
    assert len(desk.trail()) == CROWD


def test_of_posts_that_repeat_each_other_at_once_each_pair_is_found_once(shared_desk: Desk) -> None:
    desk = shared_desk
    views = [desk.form(EVE, "Slippers are back in every colour.") for _ in range(ALIKE)]

    answers = at_once([lambda view=one: desk.submit(EVE, view, networks=["x"]) for one in views])  # type: ignore[misc]  # bound now

    assert [(one.status, one.body) for one in answers] == [(200, "")] * ALIKE
    posts = {target_of(one) for one in views}
    with desk.database.transaction(WORKSPACE) as transaction:
        found = {
            one: [each.clash.other(PostId(one)) for each in transaction.clashes.of(PostId(one))]
            for one in posts
        }
    assert {one: sorted(others) for one, others in found.items()} == {
        one: sorted(posts - {one}) for one in posts
    }
    wanted = desk.wanted()
    assert sorted(wanted["card", one, "C0DESK"] for one in posts) == list(range(1, ALIKE + 1)), (
        "drawn anew with each"
    )
