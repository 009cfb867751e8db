"""Steps are renamed by admins, each to a name of its own; what they are known by stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.differences import differences
from domain.journey import Step, StepName
from domain.refusals import InvalidForm, Refusal
from domain.step_names import name_problems, rename_steps, step_field, with_names
from tests.domain.stories import ADA, EVE, WORKSPACE


def test_an_admin_renames_steps_and_takes_a_name_back() -> None:
    renamed = rename_steps(WORKSPACE, {Step.TRIAL: "  come  and try ", Step.LOYALTY: ""}, by=ADA)
    assert renamed.step_names == (StepName(step=Step.TRIAL, name="come and try"),)
    assert [renamed.step_name(one) for one in (Step.TRIAL, Step.LOYALTY)] == ["come and try", "loyalty"]
    assert list(differences(WORKSPACE, renamed)) == ["step trial: trial → come and try"]
    assert rename_steps(renamed, {Step.TRIAL: "trial"}, by=ADA) == WORKSPACE


def test_nobody_else_does() -> None:
    with pytest.raises(Refusal, match="Only an admin"):
        rename_steps(WORKSPACE, {Step.TRIAL: "try"}, by=EVE)


@pytest.mark.parametrize(
    ("names", "field", "said"),
    [
        ({Step.TRIAL: "\u200b"}, Step.TRIAL, "Nothing of this name can be seen"),
        ({Step.TRIAL: "try, buy"}, Step.TRIAL, "no comma"),
        ({Step.TRIAL: "t" * 31}, Step.TRIAL, "at most 30 characters"),
        ({Step.TRIAL: "buy", Step.PURCHASE: "Buy"}, Step.PURCHASE, "“buy” is what trial is called already"),
        ({Step.DISCOVERY: "loyalty"}, Step.LOYALTY, "“loyalty” is what discovery is called already"),
    ],
)
def test_a_name_that_cannot_be_is_said_under_its_field(
    names: dict[Step, str], field: Step, said: str
) -> None:
    with pytest.raises(InvalidForm) as refused:
        rename_steps(WORKSPACE, names, by=ADA)
    assert list(refused.value.errors) == [step_field(field)]
    assert said in refused.value.errors[step_field(field)]


def test_names_may_be_exchanged() -> None:
    exchanged = {Step.TRIAL: "purchase", Step.PURCHASE: "trial"}
    assert rename_steps(WORKSPACE, exchanged, by=ADA).step_name(Step.TRIAL) == "purchase"


@given(st.dictionaries(st.sampled_from(Step), st.text(max_size=40)))
def test_whatever_is_accepted_tells_six_steps_apart(names: dict[Step, str]) -> None:
    if not name_problems(names):
        called = with_names(WORKSPACE, names)
        assert len({called.step_name(one) for one in Step}) == len(Step)
        assert with_names(WORKSPACE, {one: called.step_name(one) for one in Step}) == called
