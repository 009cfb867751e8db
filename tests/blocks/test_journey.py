"""What a text suggests stands with its words and one button; a choice of the author's is never overwritten unasked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.aims import STEP, read_aim
from blocks.details import post_details
from blocks.form_findings import with_findings
from blocks.journey import (
    SERVE,
    TAKE,
    names_now,
    read_steps,
    read_suggested,
    steps_form,
    steps_line,
    suggestion,
    with_step,
)
from blocks.proposals import proposal_form
from domain.aims import Aim
from domain.findings import Verdict
from domain.journey import Step, StepName, Suggestion
from domain.posts import PostId
from domain.refusals import Refusal
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT, EVE, WORKSPACE, proposed

FOUND = Suggestion(step=Step.TRIAL, words=("try on", "<!here>"))
FORM = proposal_form(WORKSPACE, id=PostId("post-2"), by=EVE, text="Come and try on a jacket")


def test_the_details_name_the_step_and_the_words_with_a_button_for_this_post() -> None:
    view = judged_view(post_details(proposed(), workspace=WORKSPACE, entries=[], at=AT, suggested=FOUND))
    (block,) = (one for one in view["blocks"] if one.get("accessory", {}).get("action_id") == SERVE)
    assert block["text"]["text"] == "🧭 Suggested: *trial*, because of “try on” and “&lt;!here&gt;”"
    assert read_suggested(block["accessory"]["value"]) == (Step.TRIAL, PostId("post-1"))


def test_inside_the_form_one_click_chooses_it_and_keeps_everything_else() -> None:
    block = suggestion(FOUND, workspace=WORKSPACE)
    checked = judged_view(with_findings(submitted(FORM), Verdict(), {}, suggested=block))
    assert any(one.get("accessory", {}).get("action_id") == TAKE for one in checked["blocks"])
    taken = with_step({**submitted(FORM), "blocks": checked["blocks"]}, Step.TRIAL, workspace=WORKSPACE)
    assert read_aim(submitted(taken)) == Aim(step=Step.TRIAL)
    after = judged_view(taken)
    assert not any("Suggested" in one for one in strings(after["blocks"]))
    (menu,) = (one for one in after["blocks"] if one["block_id"] == STEP)
    assert menu["element"]["action_id"] != STEP  # else Slack keeps what stands there
    assert len(after["blocks"]) == len(checked["blocks"]) - 1


def test_checking_again_after_a_choice_shows_no_suggestion_any_more() -> None:
    block = suggestion(FOUND, workspace=WORKSPACE)
    once = with_findings(submitted(FORM), Verdict(), {}, suggested=block).to_dict()
    again = judged_view(with_findings({**submitted(FORM), "blocks": once["blocks"]}, Verdict(), {}))
    assert not any("Suggested" in one for one in strings(again["blocks"]))


@pytest.mark.parametrize("value", ["", "trail", "trail:P1", ":P1"])
def test_a_button_that_is_none_of_ours_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="Open the post's card again"):
        read_suggested(value)


def test_a_step_that_there_is_not_reads_as_none() -> None:
    chosen = submitted(FORM, step={"value": "gone", "text": {"type": "plain_text", "text": "gone"}})
    assert read_aim(chosen).step is None
    trial = submitted(FORM, step=option(FORM, STEP, "trial"))
    assert read_aim(trial).step is Step.TRIAL


@patiently
@given(st.dictionaries(st.sampled_from(Step), st.text("aé<&*🧥", min_size=1, max_size=15)))
def test_the_names_survive_their_form(names: dict[Step, str]) -> None:
    named = replace(WORKSPACE, step_names=tuple(StepName(step=one, name=names[one]) for one in names))
    view = steps_form(named)
    judged_view(view)
    read, seen = read_steps(submitted(view))
    assert read == {one: named.step_name(one) for one in Step}
    assert seen == names_now(named)


def test_the_setup_shows_the_way_in_its_order() -> None:
    named = replace(WORKSPACE, step_names=(StepName(step=Step.TRIAL, name="*try*"),))
    assert steps_line(named).startswith("*The customer's way* · discovery › research › preference › ∗try∗ ›")
