"""The check-in's form: last week's move, anchored questions with what the record says, and one next move."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    RadioButtonsElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks.checkin_said import move_words
from blocks.checkins import read_start, takes
from blocks.elements import context, mrkdwn, section
from blocks.fields import field_input, option, text_field
from blocks.metadata import read_metadata
from blocks.seats import department_name
from blocks.state import chosen, chosen_day, chosen_of, chosen_person, typed, with_blocks
from blocks.text import escape, inline
from domain.answering import CheckInForm, figure_field, level_field
from domain.checkins import CheckIn
from domain.maturity import Anchor, Capability
from domain.measures import LONGEST as FIGURE_LIMIT
from domain.measures import Measure
from domain.moves import WHAT_LIMIT, WORD_LIMIT, Move, MoveForm, Outcome
from domain.people import UserId
from domain.refusals import InvalidForm
from domain.weeks import Week
from domain.workspaces import Workspace

CHECKIN_FORM = "checkin_form"
SAVE = "checkin_save"
OUTCOME, WORD, WHAT, WHO, DUE = "outcome", "word", "what", "who", "due"
"""Block and action ids of the parts about moves: the names of the fields in `MoveForm` and in `InvalidForm`."""
PROBLEMS = "problems"
"""Block id of what keeps the form from being saved."""
WORDS_SHOWN = 300
_OUTCOMES = {Outcome.DONE: "Done", Outcome.NOT_YET: "Not yet", Outcome.DROPPED: "Dropped"}


def checkin_form(
    check_in: CheckIn,
    questions: Sequence[Capability],
    *,
    before: Move | None,
    levels: Mapping[str, Anchor],
    evidence: Mapping[str, str],
    by: UserId,
    workspace: Workspace,
    at: datetime,
) -> View:
    """The form, with everything that is known already in it.

    Args:
        before: the move that it opens by asking about.
        levels: capability to the answer that is preset.
        evidence: capability to what the desk's record says.
        by: who fills it in.
        at: the present, in UTC.
    """
    name = department_name(check_in.department, workspace=workspace)
    late = " · closed: your answers are kept and marked as late" if at >= check_in.closes_at else ""
    filled = _filled_move(check_in) or MoveForm(who=None if before else by)
    save = ButtonElement(text="Save and finish later", action_id=SAVE, value=check_in.subject)
    return View(
        type="modal",
        callback_id=CHECKIN_FORM,
        title="Check-in",
        submit="Submit",
        close="Close",
        private_metadata=json.dumps({"checkin": check_in.subject}),
        blocks=[
            context(f"*{name}* · week {check_in.week.number} · {takes(len(questions))}{late}"),
            *_last_move(before, filled),
            *(
                block
                for one in questions
                for block in _question(one, check_in, levels=levels, evidence=evidence)
            ),
            *_next_move(filled, goes_on=before is not None),
            ActionsBlock(block_id=SAVE, elements=[save]),
        ],
    )


def _filled_move(check_in: CheckIn) -> MoveForm | None:
    """How far the parts about moves were filled in already."""
    if check_in.draft is not None:
        return check_in.draft
    if check_in.move is None:
        return None
    told = check_in.report
    return MoveForm(
        outcome=told.outcome if told else None,
        word=told.word if told else "",
        what=check_in.move.what,
        who=check_in.move.who,
        due=check_in.move.due,
    )


def _last_move(before: Move | None, filled: MoveForm) -> Iterator[Block]:
    if before is None:
        return
    yield section(f"*Your last move*\n{move_words(before)}")
    options = {one: option(one.value, label) for one, label in _OUTCOMES.items()}
    menu = RadioButtonsElement(
        action_id=OUTCOME,
        options=list(options.values()),
        initial_option=options[filled.outcome] if filled.outcome else None,
    )
    yield field_input(OUTCOME, "What came of it?", menu, optional=False)
    yield text_field(
        WORD, "A word about it", filled.word, limit=WORD_LIMIT, hint="Needed when it was dropped."
    )


def _question(
    capability: Capability, check_in: CheckIn, *, levels: Mapping[str, Anchor], evidence: Mapping[str, str]
) -> Iterator[Block]:
    field = level_field(capability.key)
    options = {
        anchor: option(str(int(anchor)), f"{anchor.label}: {inline(said)}")
        for anchor, said in zip(Anchor, capability.statements, strict=True)
    }
    level = levels.get(capability.key)
    menu = RadioButtonsElement(
        action_id=field,
        options=list(options.values()),
        initial_option=None if level is None else options[level],
    )
    record = evidence.get(capability.key)
    hint = f"From the desk: {inline(record)}" if record else ""
    yield field_input(field, inline(capability.question), menu, hint=hint, optional=False)
    readings = {one.measure: one.value for one in check_in.readings if one.capability == capability.key}
    for measure in capability.measures:
        yield _figure(capability, measure, readings.get(measure.key))


def _figure(capability: Capability, measure: Measure, value: float | None) -> Block:
    field = figure_field(capability.key, measure.key)
    unit = f" ({inline(measure.unit)})" if measure.unit else ""
    return text_field(
        field,
        f"{inline(measure.name)}{unit}",
        "" if value is None else measure.shown(value),
        limit=2 * FIGURE_LIMIT,  # so that what is too long is told and not cut
    )


def _next_move(filled: MoveForm, *, goes_on: bool) -> Iterator[Block]:
    """One next step; may be left out where the last one goes on."""
    yield section(
        "*Your next move*: one small step until the next check-in"
        + (". Leave it empty to go on with the last one, if that has not happened yet." if goes_on else ".")
    )
    yield text_field(WHAT, "What", filled.what, limit=WHAT_LIMIT, optional=goes_on)
    yield field_input(WHO, "Who", UserSelectElement(action_id=WHO, initial_user=filled.who), optional=goes_on)
    due = DatePickerElement(action_id=DUE, initial_date=filled.due.isoformat() if filled.due else None)
    yield field_input(DUE, "By when", due, optional=goes_on)


def read_checkin(view: Mapping[str, Any]) -> tuple[tuple[Week, str], CheckInForm]:
    """The week and department that a form is about, and what was filled in.

    Raises:
        Refusal: no form of ours looks like this.
    """
    name = read_metadata(view, again="Type /social checkin to open it again.").text("checkin")
    fields = [str(one) for one in view.get("state", {}).get("values", {})]
    levels = {
        one.removeprefix("level."): int(level)
        for one in fields
        if one.startswith("level.") and (level := chosen(view, one)).isdecimal()
    }
    figures = {
        (capability, measure): typed(view, one)
        for one in fields
        if one.startswith("figure.")
        for _, capability, measure in [one.split(".", 2)]
    }
    return read_start(name), CheckInForm(levels=levels, figures=figures, move=_read_move(view))


def _read_move(view: Mapping[str, Any]) -> MoveForm:
    return MoveForm(
        outcome=chosen_of(view, OUTCOME, Outcome),
        word=typed(view, WORD),
        what=typed(view, WHAT),
        who=chosen_person(view, WHO),
        due=chosen_day(view, DUE),
    )


def with_problems(view: Mapping[str, Any], invalid: InvalidForm) -> View:
    """The form as it was filled in, with what keeps it from being saved on top."""
    labels = {one["block_id"]: one["label"]["text"] for one in view["blocks"] if one["type"] == "input"}
    told = [
        f"• {escape(labels.get(field, ''))}: {escape(inline(said, limit=WORDS_SHOWN))}"
        for field, said in invalid.errors.items()
    ]
    rest = [one for one in view["blocks"] if one.get("block_id") != PROBLEMS]
    problems = SectionBlock(block_id=PROBLEMS, text=mrkdwn("\n".join(["⚠️ *Not saved yet*", *told])))
    return with_blocks(view, [problems, *rest])
