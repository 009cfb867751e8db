"""Maturity: the finding first, then what to do next, the matrix, the trend and where views differ."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, plain, section
from blocks.lines import PART_SHOWN, told
from blocks.maturity_matrix import matrix_table, matrix_words
from blocks.maturity_trend import trend_chart, trend_words
from blocks.messages import Message
from blocks.text import escape, inline, mention, plural
from blocks.unknown import unknown_button, week_of
from blocks.waiting import packed
from domain.maturity_lines import (
    answered_line,
    disagreement_lines,
    evidence_lines,
    finding_line,
    gap_line,
    stage_lines,
    step_lines,
)
from domain.maturity_report import MaturityReport
from domain.open_moves import OpenMove
from domain.weeks import Week
from domain.workspaces import Workspace

TURN = "maturity_turn"
"""The beginning of the action ids that lead to another week; their values are the week."""
SEE_ALL = "home_maturity"
"""Action id of the Home's button."""
MOVE_SHOWN = 100
MOVES_SHOWN = 6
_STAGE_MARKS = {True: "✅", False: "▫️"}


def read_week(value: str) -> Week:
    """The week that a button leads to.

    Raises:
        Refusal: no button of ours has such a value.
    """
    return week_of(value, unknown=unknown_button(again="Type /social maturity again."))


def maturity_message(report: MaturityReport, *, workspace: Workspace) -> Message:
    """One week's maturity with native table and chart; in the simpler form all of it stands in words."""
    finding = told(finding_line(report))
    head = HeaderBlock(text=plain(_title(report), 150))
    if report.empty:
        blocks = (head, section(_empty(report, workspace=workspace)), *_turns(report))
        return Message(f"{_title(report)}: {finding}", blocks)
    text = "\n".join([f"{_title(report)}: {finding}", *_stages(report)])
    table = matrix_table(report, workspace=workspace, finding=str(finding_line(report)))
    ends = (*_views(report, workspace=workspace), context(told(answered_line(report))), *_turns(report))
    begins = (head, *_top(report, workspace=workspace))
    words = matrix_words(report, workspace=workspace)
    return Message(
        text,
        (*begins, *table, *trend_chart(report), *ends),
        simpler=(*begins, *words, *trend_words(report), *ends),
    )


def maturity_form(report: MaturityReport, *, workspace: Workspace) -> View:
    """The same in a modal, which takes neither charts nor tables."""
    message = maturity_message(report, workspace=workspace)
    return View(
        type="modal",
        title=plain("Maturity", 24),
        close=plain("Close", 24),
        blocks=list(message.simpler or message.blocks),
    )


def maturity_snapshot(report: MaturityReport, *, workspace: Workspace) -> list[Block]:
    """The stages and the next move, for the App Home."""
    button = ButtonElement(text="See all", action_id=SEE_ALL, value=str(report.week))
    if report.empty:
        lines = [
            told(finding_line(report)),
            "A department's lead answers with `/social checkin` in two or three minutes.",
        ]
    else:
        move = (
            f"Next move: {move_words(report.moves[0], report, workspace=workspace)}" if report.moves else ""
        )
        lines = [*_stages(report), *([move] if move else [])]
    return [SectionBlock(text=mrkdwn("\n".join(lines)), accessory=button)]


def _title(report: MaturityReport) -> str:
    year = "" if report.week.year == report.last.year else f" of {report.week.year}"
    return f"Maturity, week {report.week.number}{year}"


def _empty(report: MaturityReport, *, workspace: Workspace) -> str:
    """Nobody has answered: what to do next."""
    if report.week != report.last:
        return f"{told(finding_line(report))} The weeks after it may say more."
    waiting = [escape(inline(workspace.department_name(one), limit=PART_SHOWN)) for one in report.asked]
    leaderless = [one.name for one in workspace.departments if one.lead is None]
    lines = ["*Nobody has answered a check-in yet, so there is nothing to show.*"]
    if waiting:
        lines.append(
            f"This week's questions are with the leads of {', '.join(waiting)}. It takes two or three minutes: `/social checkin`"
        )
    else:
        lines.append(
            "Each week the lead of every department gets up to seven questions; the first answers appear here."
        )
    if leaderless:
        names = ", ".join(escape(inline(one, limit=PART_SHOWN)) for one in leaderless)
        lines.append(f"Without a lead, so nobody is asked: {names}. An admin names one in `/social setup`.")
    return "\n".join(lines)


def _top(report: MaturityReport, *, workspace: Workspace) -> Iterable[Block]:
    """What a leader needs who reads no further: the finding, the stages, what to do."""
    yield section(f"*{told(finding_line(report))}*")
    yield section("\n".join(_stages(report)))
    gap = gap_line(report)
    if gap and report.gap:
        practice = escape(inline(report.gap.capability.practice, limit=PART_SHOWN))
        yield section(f"*Biggest gap*  {told(gap)}\n*Try next*  {practice}")
    yield from _moves(report, workspace=workspace)


def _stages(report: MaturityReport) -> list[str]:
    held = [one.held for one in report.score.stages]
    current = next((place for place, holds in enumerate(held) if not holds), None)
    return [
        f"{'➡️' if place == current else _STAGE_MARKS[held[place]]} *{escape(name)}*  {told(line)}"
        for place, (name, line) in enumerate(stage_lines(report))
    ]


def _moves(report: MaturityReport, *, workspace: Workspace) -> Iterable[Block]:
    if not report.moves:
        return
    lines = [f"• {move_words(one, report, workspace=workspace)}" for one in report.moves[:MOVES_SHOWN]]
    hidden = len(report.moves) - len(lines)
    yield from packed(["*Open moves*", *lines, *([f"and {hidden:,} more"] if hidden else [])])


def move_words(one: OpenMove, report: MaturityReport, *, workspace: Workspace) -> str:
    """A step as mrkdwn: what, where, who, and by when."""
    due = f"{one.move.due:%a} {one.move.due.day} {one.move.due:%b}"
    when = f"by {due}"
    if one.overdue:
        when = f"was to happen by {due}, {plural(one.overdue, 'day', 'days')} {_ago(report)}"
    what = escape(inline(one.move.what, limit=MOVE_SHOWN))
    department = escape(inline(workspace.department_name(one.department), limit=PART_SHOWN))
    return f"“{what}” · {department}, {mention(one.move.who)} · {when}"


def _ago(report: MaturityReport) -> str:
    return "ago" if report.week == report.last else "before the end of that week"


def _views(report: MaturityReport, *, workspace: Workspace) -> Iterable[Block]:
    """What changed, and where views differ."""
    steps = [told(one) for one in step_lines(report, workspace=workspace)]
    yield from _part(f"Changed since week {report.week.plus(-1).number}", steps)
    yield from _part(
        "Departments see it differently",
        [told(one) for one in disagreement_lines(report, workspace=workspace)],
        " · worth five minutes together",
    )
    yield from _part(
        "Answers and the desk's record differ",
        [told(one) for one in evidence_lines(report, workspace=workspace)],
        " · it only knows what went through the desk",
    )


def _part(head: str, lines: Sequence[str], hint: str = "") -> list[Block]:
    if not lines:
        return []
    return [*packed([f"*{head}*{hint}", *(f"• {one}" for one in lines)])]


def _turns(report: MaturityReport) -> list[Block]:
    """Buttons to the weeks before and after this one."""
    before, after = report.week.plus(-1), report.week.plus(1)
    buttons = []
    if before >= report.first:
        buttons.append(_turn(f"◀ Week {before.number}", before, "back"))
    if after <= report.last:
        buttons.append(_turn(f"Week {after.number} ▶", after, "on"))
    return [ActionsBlock(block_id=f"maturity:{report.week}", elements=buttons)] if buttons else []


def _turn(label: str, week: Week, way: str) -> ButtonElement:
    return ButtonElement(text=label, action_id=f"{TURN}:{way}", value=str(week))
