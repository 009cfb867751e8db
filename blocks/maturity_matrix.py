"""The matrix: capability by department, as a native table and in words.

The fuller the circle, the further the practice has come: one ink, and the word beside it, so that neither colour nor
shape alone carries the answer.
"""

from slack_sdk.models.blocks import Block

from blocks.cutting import cut, weight
from blocks.tables import Table
from blocks.text import escape, inline, plural
from blocks.waiting import packed
from domain.maturity import Anchor, Capability
from domain.maturity_report import MaturityReport
from domain.maturity_score import FRESH, CapabilityScore, percentage
from domain.workspaces import Workspace

COLUMNS = 10
"""Departments in the table: more could not be read, and would not fit into a message."""
PAGE = 6
"""Capabilities at a time: the finding above the table stays in sight."""
NAME = 24
"""Weight of a department's name here."""
ROOM = 6_000
"""Weight of the matrix in words: a message takes about 13,000 in all."""
_CIRCLES = {Anchor.NOT_YET: "○", Anchor.SOMETIMES: "◔", Anchor.USUALLY: "◕", Anchor.ALWAYS: "●"}
NO_ANSWER = "– No answer"


def matrix_table(report: MaturityReport, *, workspace: Workspace, finding: str) -> list[Block]:
    """The native table, and a line about departments for which it has no room.

    Args:
        finding: what the table shows in one sentence, for whoever cannot see it.
    """
    stages = {one.key: one.name for one in report.model.stages}
    departments = report.now.departments[:COLUMNS]
    heads = ["Capability", "Stage", "All"]
    heads += [cut(workspace.department_name(key), NAME) for key, _ in departments]
    rows: list[list[str | tuple[int, str]]] = [
        [
            one.name,
            stages[one.stage],
            _whole_share(report.score.capability(one.key)),
            *(_whole(_answer(score.capability(one.key), report)) for _, score in departments),
        ]
        for one in report.model.capabilities
    ]
    caption = f"{finding} Capabilities by department, week {report.week.number}"
    table = Table(caption, heads=heads, rows=rows, page=PAGE, block_id=f"maturity_matrix:{report.week}")
    hidden = len(report.now.departments) - len(departments)
    more = plural(hidden, "more department is", "more departments are")
    return [table, *(packed([f"{more} in the workbook: `/social export`"]) if hidden else [])]


def matrix_words(report: MaturityReport, *, workspace: Workspace) -> list[Block]:
    """The same as lists, stage by stage; what has no room is counted."""
    lines: list[str] = []
    room, hidden = ROOM, 0
    for stage in report.model.stages:
        lines.append(f"*{escape(stage.name)}*")
        for one in report.model.of_stage(stage.key):
            line = _in_words(one, report, workspace)
            room -= weight(line)
            if room > 0:
                lines.append(line)
            else:
                hidden += 1
    if hidden:
        lines.append(
            f"{plural(hidden, 'more capability is', 'more capabilities are')} in the workbook: `/social export`"
        )
    return [*packed(lines)]


def _in_words(one: Capability, report: MaturityReport, workspace: Workspace) -> str:
    said: dict[str, list[str]] = {}
    for key, score in report.now.departments:
        answer = _answer(score.capability(one.key), report)
        said.setdefault(answer, []).append(escape(inline(workspace.department_name(key), limit=NAME)))
    order = [*reversed(_CIRCLES.values()), NO_ANSWER[0]]
    answers = sorted(said, key=lambda answer: order.index(answer[0]))
    share = report.score.capability(one.key)
    stands = f" {_share(share)[1]}" if share.level is not None else ""
    return f"• {escape(one.name)}{stands}: " + " · ".join(f"{one} {', '.join(said[one])}" for one in answers)


def _answer(score: CapabilityScore, report: MaturityReport) -> str:
    """A department's answer, with its week where that is long ago."""
    if score.level is None or score.week is None:
        return NO_ANSWER
    level = Anchor(int(score.level))
    old = f" (week {score.week.number})" if report.week.since(score.week) > FRESH else ""
    return f"{_CIRCLES[level]} {level.label}{old}"


def _share(score: CapabilityScore) -> tuple[int, str]:
    """How far all departments together are; below every percentage without an answer."""
    if score.level is None:
        return -1, "–"
    share = percentage(score.level / Anchor.ALWAYS)
    return share, f"{share} %"


def _whole_share(score: CapabilityScore) -> tuple[int, str]:
    share, text = _share(score)
    return share, _whole(text)


def _whole(text: str) -> str:
    """The text with spaces that break no line: a circle stays beside its word."""
    return text.replace(" ", "\u00a0")
