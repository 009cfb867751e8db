from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.approvals import sign
from domain.exceptions import (
    excusing,
    exempt,
    grant,
    granted_to_themselves,
    granters,
    other_granters,
    refuse_grant,
    request,
    run_out,
    without_exceptions,
)
from domain.exemptions import Exemption
from domain.findings import Finding, Level, Verdict
from domain.groups import deactivate
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.settling import settled
from tests.domain.stories import ELI, EVE, MAX, MIA, MONDAY, WORKSPACE, Stated, finding, later, proposed

OFFER = finding(level=Level.ERROR, rule="House.OfferEndDate")
TOO_LONG = finding(level=Level.ERROR, rule="Network.X")
RULE = Stated("House.OfferEndDate", level=Level.ERROR)


def blocked(*findings: Finding) -> Post:
    """A post in review with findings that its author asked exceptions for."""
    post = proposed()
    return replace(post, versions=(replace(post.version, findings=findings or (OFFER,)),))


def granted(post: Post, *, because: str = "A standing price.") -> Post:
    return grant(post, version=1, because=because, by=MIA, at=later(), workspace=WORKSPACE)


def until(day: date | None, *, because: str = "Stocktaking.", rule: Stated = RULE) -> Exemption:
    return exempt(rule, until=day, because=because, by=MIA, at=MONDAY, workspace=WORKSPACE)


def test_what_stops_a_form_is_what_blocks_and_is_not_excused() -> None:
    verdict = Verdict(findings=(finding(), OFFER, TOO_LONG))
    assert verdict.stopping == (OFFER, TOO_LONG)
    assert excusing(verdict, exemptions=(), writers={EVE}, asked=True, at=MONDAY).stopping == (TOO_LONG,)
    dated = until(MONDAY.date())
    assert excusing(verdict, exemptions=(dated,), writers={EVE}, asked=False, at=MONDAY).stopping == (
        TOO_LONG,
    )
    assert excusing(verdict, exemptions=(dated,), writers={EVE}, asked=False, at=later(24)).stopping == (
        OFFER,
        TOO_LONG,
    )


def test_a_request_needs_words_and_something_to_be_excused_from() -> None:
    asked = request(blocked(), because=" It never ends. ", by=EVE, at=MONDAY)
    assert asked.plea is not None
    assert (asked.plea.because, asked.plea.version, asked.plea.by) == ("It never ends.", 1, EVE)
    assert request(asked, because="It never ends.", by=EVE, at=later()) is asked
    assert request(proposed(), because="x", by=EVE, at=MONDAY).plea is None
    for because in ("  ", "x" * 3_001):
        with pytest.raises(InvalidForm) as wrong:
            request(blocked(), because=because, by=EVE, at=MONDAY)
        assert list(wrong.value.errors) == ["because"]


def test_a_post_with_every_seat_signed_waits_for_the_exception_and_is_approved_by_it() -> None:
    signed = sign(blocked(), version=1, by=MAX, at=later(), workspace=WORKSPACE)
    assert signed.state is State.IN_REVIEW
    free = granted(signed)
    assert free.state is State.APPROVED
    assert [(one.rule, one.words, one.by) for one in free.exemptions] == [
        ("House.OfferEndDate", "Autumn", MIA)
    ]


def test_an_exception_covers_its_own_words_only() -> None:
    free = granted(blocked())
    assert free.blocking(at=later()) == ()
    other = replace(OFFER, match="Winter")
    edited = replace(free, versions=(replace(free.version, findings=(other,)),))
    assert edited.blocking(at=later()) == (other,)


def test_a_dated_exception_runs_out_in_the_middle_of_a_review() -> None:
    post = replace(blocked(), exemptions=(until(MONDAY.date()),))
    assert post.blocking(at=MONDAY) == ()
    assert post.blocking(at=MONDAY + timedelta(days=1)) == (OFFER,)


def test_who_may_not_grant_hears_why() -> None:
    post = blocked()
    with pytest.raises(Refusal, match="Only approvers of Marketing grant exceptions"):
        grant(post, version=1, because="x", by=ELI, at=later(), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="Only approvers of Marketing grant exceptions"):
        grant(post, version=1, because="x", by=MIA, at=later(), workspace=deactivate(WORKSPACE, user=MIA))
    with pytest.raises(Refusal, match="You wrote this post"):
        refuse_grant(replace(post, author=MIA), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="made version 1"):
        refuse_grant(post, version=2, by=MIA, at=later(), workspace=WORKSPACE)
    for nothing in (blocked(TOO_LONG), granted(post)):
        with pytest.raises(Refusal, match="Nothing is left"):
            refuse_grant(nothing, version=1, by=MIA, at=later(), workspace=WORKSPACE)
    ended = replace(post, state=State.REJECTED, state_by=MIA)
    with pytest.raises(Refusal, match="was rejected"):
        refuse_grant(ended, version=1, by=MAX, at=later(), workspace=WORKSPACE)
    with pytest.raises(InvalidForm):
        granted(post, because=" ")


def test_a_dated_exception_needs_a_day_that_comes() -> None:
    last = until(date(2026, 11, 30))
    assert last.until is not None
    assert last.until.isoformat() == "2026-12-01T00:00:00+00:00"
    for day in (None, date(2026, 11, 22), date(2028, 1, 1)):
        with pytest.raises(InvalidForm) as wrong:
            until(day)
        assert list(wrong.value.errors) == ["until"]
    with pytest.raises(Refusal, match="blocks nobody"):
        until(date(2026, 11, 30), rule=Stated("House.Price"))


def test_without_the_department_nobody_grants() -> None:
    assert granters(replace(WORKSPACE, departments=())) == ()


MIDNIGHT = MONDAY + timedelta(hours=15)
"""When what is granted for Monday runs out; London's clocks show GMT then."""


def exempted(*, state: State = State.IN_REVIEW) -> Post:
    """A post whose words a dated exception lets pass for Monday."""
    return replace(blocked(), exemptions=(until(MONDAY.date()),), state=state)


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.CHANGES_REQUESTED, State.APPROVED])
def test_a_dated_exception_runs_out_for_the_posts_it_let_pass(state: State) -> None:
    post = exempted(state=state)
    (one,) = post.exemptions
    assert run_out(post, since=MONDAY, at=MIDNIGHT - timedelta(seconds=1)) == ()
    assert run_out(post, since=MONDAY, at=MIDNIGHT) == (one,)
    assert run_out(post, since=MIDNIGHT, at=MIDNIGHT + timedelta(days=1)) == (), "that was looked at before"


def test_what_runs_out_is_no_news_where_nothing_is_blocked_by_it() -> None:
    post = exempted()
    (one,) = post.exemptions
    longer = replace(one, until=one.until and one.until + timedelta(days=1))
    other = replace(one, rule="House.Superlatives")
    written_later = replace(post.version, at=MIDNIGHT + timedelta(hours=1))
    for never in (
        replace(post, exemptions=(one, longer)),
        replace(post, exemptions=(other,)),
        replace(post, exemptions=(replace(one, until=None, words="Autumn"),)),
        replace(post, versions=(written_later,)),
        *(replace(post, state=state) for state in State if not state.open and state is not State.APPROVED),
    ):
        assert run_out(never, since=MONDAY, at=MIDNIGHT + timedelta(hours=2)) == ()


def test_an_approved_post_that_is_blocked_again_is_back_in_review() -> None:
    approved = exempted(state=State.APPROVED)
    back = without_exceptions(approved, at=MIDNIGHT)
    assert (back.state, back.state_by, back.state_at) == (State.IN_REVIEW, None, MIDNIGHT)
    assert back.state_because == "an exception has run out"
    assert without_exceptions(approved, at=MIDNIGHT - timedelta(seconds=1)) is approved
    assert without_exceptions(exempted(), at=MIDNIGHT) == exempted()


def by_mia(**changes: Any) -> Post:
    """A post that an approver of marketing wrote herself."""
    return replace(blocked(), author=MIA, **changes)


def test_a_rule_rests_for_everybody_but_the_one_who_lets_it_rest() -> None:
    of_hers, of_his = until(MONDAY.date()), replace(until(MONDAY.date()), by=MAX)
    assert by_mia(exemptions=(of_hers,)).blocking(at=MONDAY) == (OFFER,)
    assert by_mia(exemptions=(of_hers, of_his)).blocking(at=MONDAY) == ()
    verdict = Verdict(findings=(OFFER,))
    for writers, stopping in (({MIA}, (OFFER,)), ({EVE, MIA}, (OFFER,)), ({EVE}, ())):
        found = excusing(verdict, exemptions=(of_hers,), writers=writers, asked=False, at=MONDAY)
        assert found.stopping == stopping


def test_whoever_edits_a_post_they_granted_an_exception_is_its_writer_from_then_on() -> None:
    free = granted(blocked())
    hers = replace(free.version, number=2, by=MIA)
    edited = replace(free, versions=(*free.versions, hers))
    assert edited.blocking(at=later()) == (OFFER,)
    again = grant(edited, version=2, because="A standing price.", by=MAX, at=later(), workspace=WORKSPACE)
    assert again.blocking(at=later()) == ()


def test_a_post_waits_for_another_granter_than_its_author() -> None:
    signed = sign(by_mia(), version=1, by=MAX, at=later(), workspace=WORKSPACE)
    own = replace(signed, exemptions=(until(MONDAY.date()),))
    assert settled(own, by=MIA, at=later(), workspace=WORKSPACE).state is State.IN_REVIEW
    assert granted_to_themselves(own, at=later()) == (MIA,)
    assert run_out(own, since=MONDAY, at=MIDNIGHT) == (), "it never let this post pass"
    assert other_granters(own, workspace=WORKSPACE) == (MAX,)
    with pytest.raises(Refusal, match=f"Ask .*{MAX}"):
        refuse_grant(own, version=1, by=MIA, at=later(), workspace=WORKSPACE)
    with pytest.raises(Refusal, match="ask an admin to name another approver"):
        refuse_grant(own, version=1, by=MIA, at=later(), workspace=deactivate(WORKSPACE, user=MAX))
    freed = grant(own, version=1, because="It is.", by=MAX, at=later(), workspace=WORKSPACE)
    assert freed.state is State.APPROVED
