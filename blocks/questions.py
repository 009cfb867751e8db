"""Check-in questions: what the next check-in asks and why, and what an admin wants asked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    InteractiveElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import MRKDWN_LIMIT, context, section
from blocks.fields import option
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.moments import when
from blocks.state import chosen_several
from blocks.text import escape, inline, listed, mention
from blocks.unknown import unknown_form, week_of
from domain.maturity import MaturityModel, ModelVersion
from domain.maturity_problems import QUESTIONS, ROUND
from domain.maturity_questions import Why
from domain.runs import Slot
from domain.weeks import Week

QUESTIONS_FORM = "setup_questions_form"
ROTATE = "setup_questions_rotate"
REWORD = "setup_question_reword"
CHOICE = "questions"
DEPARTMENT_SHOWN = 24
DEPARTMENTS_NAMED = 3


def questions_line(week: Week, *, chosen: Sequence[str], version: ModelVersion | None) -> str:
    """What the setup's overview says about the next check-in's questions."""
    asked = f"{len(chosen)} chosen for week {week.number}" if chosen else f"week {week.number} as they rotate"
    if version is None:
        return f"*Check-in questions* · {asked} · words as shipped"
    by = mention(version.by) if version.by else "the maturity file"
    return f"*Check-in questions* · {asked} · words by {by} {when(version.at)}"


def questions_form(
    model: MaturityModel,
    asked: Sequence[tuple[str, Mapping[str, Why]]],
    *,
    chosen: Sequence[str],
    begun: Sequence[str],
    slot: Slot,
) -> View:
    """What the next check-in will ask, and which of all questions an admin wants in it.

    Args:
        asked: each department's name with its questions, and why each.
        chosen: keys of what an admin chose already.
        begun: names of departments that have opened this check-in before its time, and keep what it asks.
        slot: when it opens.
    """
    names = {one.key: f"*{escape(inline(one.name))}*" for one in model.capabilities}
    options = {one.key: option(one.key, inline(one.name)) for one in model.capabilities}
    picked = [options[key] for key in chosen if key in options]
    menu = StaticMultiSelectElement(
        action_id=CHOICE,
        options=list(options.values()),
        initial_options=picked or None,
        max_selected_items=QUESTIONS,
    )
    buttons: list[InteractiveElement] = [
        StaticSelectElement(action_id=REWORD, placeholder="Change a question", options=list(options.values()))
    ]
    if picked:
        buttons.append(ButtonElement(text="Back to the rotation", action_id=ROTATE, value=str(slot.week)))
    blocks: list[Block] = [
        section(f"*Week {slot.week.number}*, asked {when(slot.due)}, at most {QUESTIONS} a department"),
        *_sections([*_preview(names, asked), *_left_out(names, asked, chosen)]),
        *([context(f"{_named(begun)} opened it already: its questions stay.")] if begun else []),
        InputBlock(
            block_id=CHOICE,
            label="Ask these in this week",
            element=menu,
            optional=True,
            hint=f"Every question is asked at least every {ROUND} weeks. What was never asked goes first; the rest take "
            "turns, more often where a stage is close to being won or lost.",
        ),
        ActionsBlock(block_id="buttons", elements=buttons),
    ]
    return View(
        type="modal",
        callback_id=QUESTIONS_FORM,
        title="Check-in questions",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"week": str(slot.week)}),
        blocks=blocks,
    )


def _preview(names: Mapping[str, str], asked: Sequence[tuple[str, Mapping[str, Why]]]) -> Iterator[str]:
    """Each question that somebody is asked, and why; with departments where these differ."""
    if not asked:
        yield "There is no department to ask yet."
    for key, name in names.items():
        by_reason = {
            why: [department for department, questions in asked if questions.get(key) is why] for why in Why
        }
        said = [
            str(why) if len(some) == len(asked) else f"{why} ({_named(some)})"
            for why, some in by_reason.items()
            if some
        ]
        if said:
            yield f"• {name} · {' · '.join(said)}"


def _left_out(
    names: Mapping[str, str], asked: Sequence[tuple[str, Mapping[str, Why]]], chosen: Sequence[str]
) -> Iterator[str]:
    """What was chosen and finds no room."""
    for key in chosen:
        without = [department for department, questions in asked if key not in questions]
        if key in names and without:
            yield f"🟠 {names[key]} · chosen, but this week has no room for it ({_named(without)})"


def _named(departments: Sequence[str]) -> str:
    shown = [escape(inline(one, limit=DEPARTMENT_SHOWN)) for one in departments]
    return listed(shown, limit=DEPARTMENTS_NAMED)


def _sections(lines: Sequence[str]) -> Iterator[Block]:
    """As few paragraphs as hold these lines."""
    text = ""
    for line in lines:
        if text and len(text) + 1 + len(line) > MRKDWN_LIMIT:
            yield section(text)
            text = ""
        text = f"{text}\n{line}" if text else line
    if text:
        yield section(text)


def read_questions(view: Mapping[str, Any]) -> tuple[Week, tuple[str, ...]]:
    """For which week an admin has chosen, and the keys of the questions.

    Raises:
        Refusal: no form of ours looks like this.
    """
    week = read_metadata(view, again=FROM_SETUP).text("week")
    return read_week(week), chosen_several(view, CHOICE)


def read_week(text: str) -> Week:
    """The week of a button or a form.

    Raises:
        Refusal: none of ours looks like this.
    """
    return week_of(text, unknown=unknown_form(again=FROM_SETUP))
