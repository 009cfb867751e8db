"""A button or a form that carries what none of ours does is answered with a sentence."""

import pytest

from blocks.targets import read_target, read_target_of
from domain.refusals import Refusal


@pytest.mark.parametrize(
    "value", [None, 3, ["a:1"], {}, "", "a", "a:", "a:٣", "a:" + "9" * 5_000, "a:" + "9" * 19]
)
def test_a_buttons_value_that_is_none_of_ours_is_refused(value: object) -> None:
    with pytest.raises(Refusal, match="I do not know this button any more"):
        read_target(value)


@pytest.mark.parametrize(
    "carried",
    [
        None,
        "[]",
        '{"post": ["a"], "version": 1}',
        '{"post": null, "version": 1}',
        '{"post": "a", "version": 1e999}',
        '{"post": "a", "version": 99999999999999999999}',
    ],
)
def test_what_a_form_carries_that_is_none_of_ours_is_refused(carried: object) -> None:
    with pytest.raises(Refusal, match="I do not know this form any more"):
        read_target_of({"private_metadata": carried})
