"""What a post aims at: taken over from its campaign, changed without asking anybody again, never chosen over a choice."""

from dataclasses import replace
from datetime import date

import pytest

from domain.aiming import choose_step
from domain.aims import NO_AIM, Aim
from domain.approvals import sign
from domain.campaign import Campaign
from domain.charter import Gain
from domain.findings import Verdict
from domain.inheriting import inherited, measure_name, own_measure, whole_aim
from domain.journey import Step, StepName
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.proposals import Overtaken, revise
from domain.publishing import publish
from domain.refusals import InvalidForm, Refusal
from domain.results import ResultsForm, record_results
from tests.domain.stories import ADA, ELI, EVE, HAL, MIA, MONDAY, WORKSPACE, draft, later, proposed

AUTUMN = Campaign(
    name="Autumn",
    purpose="Fill stores on the first cold weekend",
    owner=MIA,
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    measure="own",
    counts="jackets sold",
    cost_centre="M-100",
    at=MONDAY,
)
SHOP = replace(WORKSPACE, campaigns=(AUTUMN,), step_names=(StepName(step=Step.TRIAL, name="come and try"),))
FORM = ResultsForm(figures={"reach": "1200"}, name="jackets sold")


def edited(post: Post, *, read: int = 1, by: UserId = EVE, **changes: object) -> Post:
    return revise(
        post,
        draft(**changes),
        Verdict(findings=(), rulebook="r1"),
        read=read,
        by=by,
        at=later(),
        workspace=SHOP,
        policy=SHIPPED_POLICY,
    )


def test_a_post_takes_over_its_campaigns_measure_and_who_pays_where_it_says_nothing() -> None:
    post = proposed(campaign="Autumn", workspace=SHOP)
    assert whole_aim(post, workspace=SHOP) == Aim(measure="jackets sold", cost_centre="M-100")
    assert post.aim == NO_AIM
    own = proposed(campaign="Autumn", workspace=SHOP, aim=Aim(measure=" visits ", gains=(Gain.STORES,)))
    assert whole_aim(own, workspace=SHOP) == Aim(measure="visits", gains=(Gain.STORES,), cost_centre="M-100")
    assert whole_aim(proposed(), workspace=SHOP) == NO_AIM
    assert inherited(Aim(audience="parents"), None) == Aim(audience="parents")


@pytest.mark.parametrize(
    ("measure", "name"), [("own", "jackets sold"), ("reach", "reach"), ("", ""), ("gone", "")]
)
def test_a_campaigns_measure_is_said_in_words(measure: str, name: str) -> None:
    assert measure_name(replace(AUTUMN, measure=measure)) == name


def test_an_edit_of_the_aim_alone_asks_nobody_again() -> None:
    post = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    aim = Aim(step=Step.TRIAL, audience="parents", measure="visits", gains=(Gain.STORES,), cost_centre="7")
    after = edited(post, aim=aim)
    assert after.aim == aim
    assert (after.versions, after.sign_offs, after.state) == (post.versions, post.sign_offs, post.state)
    assert edited(after, aim=NO_AIM).aim == NO_AIM


def test_an_edit_sent_twice_says_its_aim_twice() -> None:
    after = edited(proposed(), text="Another text", aim=Aim(step=Step.TRIAL))
    assert edited(after, text="Another text", aim=Aim(step=Step.TRIAL)) == after
    with pytest.raises(Overtaken):
        edited(after, text="Another text", aim=Aim(step=Step.LOYALTY))


def test_an_aim_that_is_too_long_is_said_under_its_field() -> None:
    with pytest.raises(InvalidForm) as refused:
        proposed(aim=Aim(audience="a" * 81))
    assert refused.value.errors == {"audience": "80 characters is the most, these are 81."}


@pytest.mark.parametrize("by", [EVE, ELI, ADA])
def test_whoever_may_edit_a_post_takes_over_the_step_that_is_suggested(by: UserId) -> None:
    post = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    after = choose_step(post, Step.TRIAL, by=by, workspace=SHOP)
    assert after == replace(post, aim=Aim(step=Step.TRIAL))
    assert choose_step(after, Step.TRIAL, by=by, workspace=SHOP) == after


def test_nobody_else_does_and_none_for_a_post_that_has_ended() -> None:
    with pytest.raises(Refusal, match="Only"):
        choose_step(proposed(), Step.TRIAL, by=HAL, workspace=SHOP)
    ended = proposed().moved(State.WITHDRAWN, by=EVE, at=later())
    with pytest.raises(Refusal):
        choose_step(ended, Step.TRIAL, by=EVE, workspace=SHOP)


def test_what_an_author_has_chosen_stands() -> None:
    chosen = proposed(aim=Aim(step=Step.TRIAL))
    with pytest.raises(Refusal, match="“come and try” for this post meanwhile"):
        choose_step(chosen, Step.PURCHASE, by=EVE, workspace=SHOP)


def out(aim: Aim) -> Post:
    post = replace(proposed(aim=aim, campaign="Autumn", workspace=SHOP), state=State.APPROVED)
    return publish(post, workspace=SHOP, version=1, text="x", by=EVE, at=later(2))[0]


def test_a_post_that_is_judged_by_its_own_figure_may_leave_it_out() -> None:
    post = out(NO_AIM)
    measure = own_measure(post, workspace=SHOP)
    assert measure == "jackets sold"

    def said(form: ResultsForm, measure: str) -> str:
        return record_results(
            post, form, newest=None, read=0, by=EVE, at=later(3), workspace=SHOP, measure=measure
        )[1].name

    assert said(FORM, measure) == ""
    assert said(ResultsForm(name="jackets sold", figures={"own": "7"}), measure) == "jackets sold"
    with pytest.raises(InvalidForm, match="Give the figure"):
        said(FORM, "")


def test_a_measure_that_every_post_can_have_is_not_asked_for_twice() -> None:
    assert own_measure(out(Aim(measure="Reach")), workspace=SHOP) == ""
    assert own_measure(out(Aim(measure="store visits")), workspace=SHOP) == "store visits"


def test_a_step_goes_by_the_companys_name() -> None:
    assert (SHOP.step_name(Step.TRIAL), SHOP.step_name(Step.LOYALTY)) == ("come and try", "loyalty")
