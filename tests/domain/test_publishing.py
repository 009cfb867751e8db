"""An approved post went out: who may say so, in which words, and what it brought."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.approvals import sign
from domain.diffs import Change
from domain.freeze import Scope
from domain.freezes import freeze
from domain.networks import Network
from domain.people import Absence, UserId
from domain.posts import Post, State
from domain.publishing import (
    TEXT_FIELD,
    Link,
    Publication,
    altered,
    link_field,
    may_publish,
    publish,
    publisher,
)
from domain.refusals import InvalidForm, Refusal
from domain.results import (
    MOST,
    NAME_FIELD,
    RESULT_MEASURES,
    Figure,
    Outcome,
    Results,
    ResultsForm,
    figure_field,
    record_results,
    told,
)
from domain.taking_back import take_back
from domain.versions import Variant
from domain.workspaces import Workspace
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MIA, SAM, WORKSPACE, later, proposed

TEXT = "Autumn jackets are here. Come and feel the wool."
WHO = UserId("U0WHO")
TWO_TEXTS = (Variant(network=Network.X, text="Jackets!"),)


def approved(**changes: Any) -> Post:
    return sign(proposed(**changes), version=1, by=MIA, at=later(), workspace=WORKSPACE)


def out(post: Post, *, workspace: Workspace = WORKSPACE, **changes: Any) -> tuple[Post, Publication]:
    plain: dict[str, Any] = {"version": 1, "text": TEXT, "by": EVE, "at": later(2)}
    return publish(post, workspace=workspace, **plain | changes)


def measured(post: Post, newest: Results | None = None, /, **said: Any) -> tuple[Post, Results]:
    read = said.pop("read", newest.number if newest else 0)
    by, at = said.pop("by", EVE), said.pop("at", later(50))
    form = ResultsForm(name=said.pop("name", ""), figures=said)
    return record_results(post, form, newest=newest, read=read, by=by, at=at, workspace=WORKSPACE)


@pytest.mark.parametrize("by", [EVE, ELI, MIA, HAL, FAY, ADA])
def test_its_author_its_department_approvers_and_admins_say_that_it_went_out(by: UserId) -> None:
    post, publication = out(approved(), by=by)

    assert (post.state, post.state_by, post.state_at) == (State.PUBLISHED, by, later(2))
    assert (publication.by, publication.at, publication.version) == (by, later(2), 1)
    assert (publication.approved_by, publication.approved_at) == (MIA, later())
    assert altered(post, publication) == ()


def test_others_do_not() -> None:
    with pytest.raises(Refusal, match="Only U0EVE, people of E-commerce, approvers and admins"):
        out(approved(), by=SAM)
    with pytest.raises(Refusal, match="You have no role"):
        out(approved(), by=WHO)


def test_an_author_who_has_left_does_not() -> None:
    gone = replace(WORKSPACE, deactivated=frozenset({EVE}))

    assert may_publish(EVE, approved(), workspace=WORKSPACE)
    assert not may_publish(EVE, approved(), workspace=gone)
    with pytest.raises(Refusal, match="You have no role"):
        out(approved(), workspace=gone)


def test_its_author_is_called_and_while_they_are_away_or_gone_the_next_who_knows() -> None:
    post, away = approved(), Absence(user=EVE, since=later(), until=later(9))
    assert publisher(post, workspace=WORKSPACE, at=later(2)) == EVE
    assert publisher(post, workspace=replace(WORKSPACE, absences=(away,)), at=later(2)) == ELI
    assert publisher(post, workspace=replace(WORKSPACE, absences=(away,)), at=later(9)) == EVE

    gone = replace(WORKSPACE, deactivated=frozenset({EVE, ELI}))
    assert publisher(post, workspace=gone, at=later(2)) == ADA
    assert publisher(post, workspace=replace(gone, departments=()), at=later(2)) == ADA
    assert publisher(post, workspace=replace(gone, admins=()), at=later(2)) is None
    alone = replace(WORKSPACE, absences=(away,), departments=(), admins=(EVE,))
    assert publisher(post, workspace=alone, at=later(2)) == EVE


def test_only_what_is_approved_went_out() -> None:
    with pytest.raises(Refusal, match="in review and not approved"):
        out(proposed())
    with pytest.raises(Refusal, match="withdrawn by U0EVE"):
        out(approved().moved(State.WITHDRAWN, by=EVE, at=later()))


def test_nothing_frozen_goes_out_and_the_refusal_says_why() -> None:
    cold = freeze(WORKSPACE, id="F1", scope=Scope(), reason="A recall.", by=ADA, at=later())

    with pytest.raises(Refusal, match=r"U0ADA froze this post .*“A recall.”"):
        out(approved(), workspace=cold)


def test_the_second_press_hears_who_was_quicker() -> None:
    post, _ = out(approved(), by=ELI)
    with pytest.raises(Refusal, match="U0ELI marked this post as published"):
        out(post)

    done, _ = measured(post, clicks="3")
    with pytest.raises(Refusal, match="its results are recorded"):
        out(done)


def test_another_version_than_the_one_looked_at_is_not_marked() -> None:
    with pytest.raises(Refusal, match="Version 1 is the approved one, and you looked at version 2"):
        out(approved(), version=2)


def test_what_was_published_otherwise_is_kept_word_by_word() -> None:
    post, publication = out(approved(), text="Winter jackets are here. Come and feel the wool.")

    (difference,) = altered(post, publication)
    changed = [(run.change, run.text) for run in difference.runs if run.change is not Change.KEPT]
    assert difference.part == "text"
    assert changed == [(Change.REMOVED, "Autumn"), (Change.ADDED, "Winter")]
    assert post.version.content.text == TEXT


def test_each_network_has_its_text_and_one_left_empty_is_as_approved() -> None:
    post = approved(variants=TWO_TEXTS)
    same, publication = out(post, variants=(Variant(network=Network.X, text="  "),))
    assert altered(same, publication) == ()

    other, publication = out(post, variants=(Variant(network=Network.X, text="Jackets?"),))
    assert [one.part for one in altered(other, publication)] == ["text for X"]
    assert publication.content.text_for(Network.X) == "Jackets?"


def test_links_are_kept_by_network_and_empty_ones_left_out() -> None:
    links = (
        Link(network=Network.X, url=" https://x.com/shop/1 "),
        Link(network=Network.INSTAGRAM, url=""),
    )
    _, publication = out(approved(), links=links)

    assert publication.links == (Link(network=Network.X, url="https://x.com/shop/1"),)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("javascript:alert(1)", "https://"),
        ("https://x.com@evil.example", "https://"),
        ("https://a|b", "https://"),
        ("see the app", "https://"),
        ("https://x.com/" + "a" * 2_000, "2,000"),
    ],
)
def test_what_is_no_link_is_refused_below_its_input(url: str, said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        out(approved(), links=(Link(network=Network.X, url=url),))

    assert said in refused.value.errors[link_field(Network.X)]


def test_a_link_of_a_network_it_never_went_to_is_refused() -> None:
    with pytest.raises(InvalidForm, match="does not go to TikTok"):
        out(approved(), links=(Link(network=Network.TIKTOK, url="https://tiktok.com/1"),))


@pytest.mark.parametrize(("text", "said"), [("  ", "as it was published"), ("x" * 3_001, "3,000")])
def test_a_text_is_required(text: str, said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        out(approved(), text=text)

    assert said in refused.value.errors[TEXT_FIELD]


def test_a_slip_is_taken_back_and_the_approval_is_as_it_was() -> None:
    before = approved()
    post, publication = out(before)

    assert (
        take_back(post, publication, by=EVE, at=later(2) + timedelta(minutes=59), workspace=WORKSPACE)
        == before
    )


@pytest.mark.parametrize(
    ("by", "hours", "said"),
    [(ELI, 2.5, "Only U0EVE, who marked"), (EVE, 3, "for one hour")],
)
def test_nobody_else_takes_it_back_and_nobody_after_an_hour(by: UserId, hours: float, said: str) -> None:
    post, publication = out(approved())
    with pytest.raises(Refusal, match=said):
        take_back(post, publication, by=by, at=later(hours), workspace=WORKSPACE)


def test_what_is_not_published_or_measured_already_is_not_taken_back() -> None:
    post, publication = out(approved())
    with pytest.raises(Refusal, match="nothing to take back"):
        take_back(approved(), None, by=EVE, at=later(2), workspace=WORKSPACE)

    done, _ = measured(post, reach="5")
    with pytest.raises(Refusal, match="it did go out"):
        take_back(done, publication, by=EVE, at=later(2), workspace=WORKSPACE)


def test_results_begin_with_the_own_measure_and_carry_units() -> None:
    post, results = measured(
        out(approved())[0], name=" jackets  sold ", own="1,204", reach="12 000", revenue="99.50"
    )

    assert (post.state, post.state_by) == (State.MEASURED, EVE)
    assert (results.number, results.name) == (1, "jackets sold")
    assert results.figures == (
        Figure(measure="own", value=1204),
        Figure(measure="reach", value=12000, unit="people"),
        Figure(measure="revenue", value=99.5),
    )
    assert told(results.figures[0], name=results.name) == ("jackets sold", "1,204")
    assert told(results.figures[1]) == ("Reach", "12,000 people")
    assert (results.value("reach"), results.value("clicks")) == (12000, None)


def test_a_measure_that_is_known_no_more_goes_by_its_key() -> None:
    assert told(Figure(measure="saves", value=2.5, unit="h")) == ("saves", "2.5 h")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, figure_field("own"), "at least one figure"),
        ({"own": "5"}, NAME_FIELD, "what this figure counts"),
        ({"name": "sold"}, figure_field("own"), "Give the figure"),
        ({"name": "x" * 61, "own": "5"}, NAME_FIELD, "60 characters"),
        ({"reach": "many"}, figure_field("reach"), "no number"),
        ({"reach": "-1"}, figure_field("reach"), "cannot be right"),
        ({"applications": "1e7"}, figure_field("applications"), "cannot be right"),
        ({"clicks": "=1+1"}, figure_field("clicks"), "no number"),
        ({"clicks": "9" * 41}, figure_field("clicks"), "too long"),
    ],
)
def test_figures_that_cannot_be_are_refused_below_their_inputs(
    typed: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(InvalidForm) as refused:
        measured(out(approved())[0], None, **typed)

    assert said in refused.value.errors[field]


def test_a_wrong_own_figure_is_the_only_error_of_its_measure() -> None:
    with pytest.raises(InvalidForm) as refused:
        measured(out(approved())[0], name="sold", own="some")

    assert list(refused.value.errors) == [figure_field("own")]
    assert "no number" in refused.value.errors[figure_field("own")]


def test_results_are_corrected_and_the_same_once_more_changes_nothing() -> None:
    post, first = measured(out(approved())[0], clicks="3")
    again, same = measured(post, first, clicks="3", read=0, by=MIA)
    assert (again, same) == (post, first)

    corrected, second = measured(post, first, clicks="30", by=MIA, at=later(60))
    assert (second.number, second.by, second.value("clicks")) == (2, MIA, 30)
    assert corrected == post


def test_figures_that_somebody_else_gave_meanwhile_are_not_overwritten_unseen() -> None:
    post, first = measured(out(approved())[0], clicks="3")

    with pytest.raises(Refusal, match="U0EVE recorded results of this post"):
        measured(post, first, clicks="4", read=0, by=MIA)


def test_only_a_published_post_has_results_and_strangers_know_none() -> None:
    with pytest.raises(Refusal, match="Mark this post as published first"):
        measured(approved(), clicks="1")
    with pytest.raises(Refusal, match="in review and not published"):
        measured(proposed(), clicks="1")
    with pytest.raises(Refusal, match="was withdrawn"):
        measured(approved().moved(State.WITHDRAWN, by=EVE, at=later()), clicks="1")
    with pytest.raises(Refusal, match="You have no role"):
        measured(out(approved())[0], clicks="1", by=WHO)


@given(
    st.dictionaries(st.sampled_from([one.key for one in RESULT_MEASURES]), st.text(max_size=50)), st.text()
)
def test_whatever_is_typed_it_is_recorded_within_bounds_or_refused(typed: dict[str, str], name: str) -> None:
    post, _ = out(approved())
    try:
        _, results = measured(post, None, name=name, **typed)
    except InvalidForm:
        return
    assert results.figures
    assert all(0 <= one.value <= MOST for one in results.figures)


def test_the_results_that_count_are_the_last_ones() -> None:
    post, publication = out(approved())
    measured_post, first = measured(post, clicks="3")
    _, second = measured(measured_post, first, clicks="30")

    assert Outcome(publication=publication).newest is None
    assert Outcome(publication=publication, results=(first, second)).newest == second
