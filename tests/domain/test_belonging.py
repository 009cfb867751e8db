"""Without any role in the workspace nobody changes anything, whatever they wrote, hold or own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.approvals import request_changes, sign, withdraw
from domain.campaign import Campaign
from domain.campaign_form import CampaignForm
from domain.campaigns import change_campaign, close_campaign, may_change
from domain.concerned import concerned
from domain.expiry import expire, reschedule
from domain.findings import Verdict
from domain.holds import hold, release
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import OVERDUE, Post, State
from domain.proposals import revise
from domain.publishing import publish, publisher
from domain.refusals import InvalidForm, Refusal
from domain.taking_back import take_back
from domain.waiting import waits
from tests.domain.stories import ADA, ELI, EVE, MAX, MIA, MONDAY, WORKSPACE, draft, later, proposed, without

HERE = without(EVE)
EXPIRED = expire(proposed(publish_at=later(10)), workspace=WORKSPACE, at=later(10))
APPROVED = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)
PUBLISHED, PUBLICATION = publish(
    APPROVED, version=1, text="Jackets.", by=EVE, at=later(2), workspace=WORKSPACE
)
AGAIN: dict[str, Any] = {"publish_at": later(30), "at": later(11), "policy": SHIPPED_POLICY}


def edited(post: Post, by: UserId) -> Post:
    return revise(
        post,
        draft(text="Coats."),
        Verdict(rulebook="r1"),
        read=1,
        by=by,
        at=later(),
        workspace=HERE,
        policy=SHIPPED_POLICY,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda: edited(proposed(), EVE),
        lambda: withdraw(proposed(), by=EVE, at=later(), workspace=HERE),
        lambda: reschedule(EXPIRED, by=EVE, workspace=HERE, **AGAIN),
        lambda: hold(proposed(), by=EVE, at=later(), reason="Wait.", workspace=HERE),
        lambda: publish(APPROVED, version=1, text="Jackets.", by=EVE, at=later(2), workspace=HERE),
        lambda: take_back(PUBLISHED, PUBLICATION, by=EVE, at=later(2), workspace=HERE),
    ],
)
def test_an_author_without_a_role_changes_nothing(change: Callable[[], object]) -> None:
    with pytest.raises(Refusal, match=f"You have no role in this workspace.*Ask .*{ADA}"):
        change()


def test_whoever_put_a_post_on_hold_and_lost_their_role_does_not_release_it() -> None:
    held = hold(proposed(), by=MIA, at=later(), reason="Wait.", workspace=WORKSPACE)
    with pytest.raises(Refusal, match="You have no role"):
        release(held, by=MIA, at=later(2), workspace=without(MIA))
    assert release(held, by=MAX, at=later(2), workspace=without(MIA)).state is State.IN_REVIEW


def test_an_admin_acts_for_an_author_without_a_role_and_for_no_other() -> None:
    gone = withdraw(proposed(), by=ADA, at=later(), workspace=HERE)
    assert (gone.state, gone.state_by) == (State.WITHDRAWN, ADA)
    assert reschedule(EXPIRED, by=ADA, workspace=HERE, **AGAIN).state is State.IN_REVIEW
    assert edited(proposed(), ADA).version.by == ADA
    left = replace(WORKSPACE, deactivated=frozenset({EVE}))
    assert withdraw(proposed(), by=ADA, at=later(), workspace=left).state is State.WITHDRAWN
    assert publisher(APPROVED, workspace=HERE, at=later(2)) == ELI, "her lead is called instead"
    for by in (ELI, MIA):
        with pytest.raises(Refusal, match=f"{EVE}.* no role here any more, so only admins can .*Ask .*{ADA}"):
            withdraw(proposed(), by=by, at=later(), workspace=HERE)
    with pytest.raises(Refusal, match=f"Only {EVE} can withdraw this post"):
        withdraw(proposed(), by=ADA, at=later(), workspace=WORKSPACE)


SPRING = Campaign(
    name="Spring",
    purpose="Sell jackets.",
    owner=MAX,
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    at=MONDAY,
)
FORM = CampaignForm(name="Spring", purpose="Mine.", owner=MAX, first=SPRING.first, last=SPRING.last)


def test_an_owner_without_a_role_neither_changes_nor_hands_on_nor_closes_a_campaign() -> None:
    begun = replace(WORKSPACE, campaigns=(SPRING,))
    here = without(MAX, begun)
    assert may_change(MAX, SPRING, workspace=begun)
    assert not may_change(MAX, SPRING, workspace=here)
    for form in (FORM, replace(FORM, owner=MIA)):
        with pytest.raises(Refusal, match=f"You have no role.*Ask .*{ADA}"):
            change_campaign(here, form, seen=1, by=MAX, at=later())
    with pytest.raises(Refusal, match="You have no role"):
        close_campaign(here, "Spring", by=MAX, at=later())
    with pytest.raises(Refusal, match=f"{MAX}.*has no role here any more, so only admins.*Ask .*{ADA}"):
        close_campaign(here, "Spring", by=MIA, at=later())
    with pytest.raises(InvalidForm) as wrong:
        change_campaign(here, FORM, seen=1, by=ADA, at=later())
    assert list(wrong.value.errors) == ["owner"], "an admin gives it to somebody who has a role"
    handed = change_campaign(here, replace(FORM, owner=MIA), seen=1, by=ADA, at=later())
    assert handed.campaigns[0].owner == MIA


def test_what_is_an_authors_to_do_is_the_admins_once_the_author_has_no_role() -> None:
    asked = request_changes(
        proposed(), version=1, by=MIA, at=later(), comment="Which sizes?", workspace=WORKSPACE
    )
    overdue = replace(proposed(), state_because=OVERDUE)
    for post in (EXPIRED, overdue, asked):
        (wait,) = waits(post, workspace=WORKSPACE, at=later(11))
        assert wait.people == (EVE,)
        (wait,) = waits(post, workspace=HERE, at=later(11))
        assert wait.people == (ADA,)
        nobody = replace(HERE, deactivated=frozenset({ADA}))
        (wait,) = waits(post, workspace=nobody, at=later(11))
        assert wait.people == ()
    told = [one.user for one in concerned(asked, workspace=HERE, at=later(11)) if one.acts]
    assert told == [ADA]
