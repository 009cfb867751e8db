"""Posts by department, published and waiting: a native chart with its sentence, or all of it in words."""

from slack_sdk.models.blocks import Block

from blocks.charts import CATEGORIES, Chart
from blocks.text import escape, inline, plural
from domain.digest import Digest
from domain.workspaces import Workspace

NAME_SHOWN = 60
"""Weight of a department's name inside a line."""
TITLE_SHOWN = 24
"""The same in a chart's title."""


def posts_by_department(digest: Digest, *, workspace: Workspace, charts: bool) -> tuple[list[Block], str]:
    """What each department published and has waiting: a chart under what it shows, or every figure of it in a sentence.

    Args:
        charts: whether Slack takes charts.
    """
    out = digest.now.went_out
    waiting = digest.waiting
    known = [one.key for one in workspace.departments]
    counted = sorted(
        {*out, *waiting}, key=lambda key: (key not in known, known.index(key) if key in known else 0)
    )
    if not counted:
        return [], ""
    names = {key: workspace.department_name(key) for key in counted}
    if not charts or len(counted) > CATEGORIES:
        each = [f"{named(names[key])} {_counts(key, digest)}" for key in counted[:CATEGORIES]]
        if more := len(counted) - len(each):
            each.append(f"{plural(more, 'more department', 'more departments')} in the workbook")
        return [], f"By department: {' · '.join(each)}"
    series = {"Published": [out.get(key, 0) for key in counted]}
    if waiting:
        series["Waiting at its end" if digest.whole else "Waiting"] = [waiting.get(key, 0) for key in counted]
    chart = Chart(
        "bar",
        _finding(digest, workspace=workspace),
        categories=[names[key] for key in counted],
        series=series,
        block_id="digest_departments",
    )
    return [chart], ""


def _counts(key: str, digest: Digest) -> str:
    out, waiting = digest.now.went_out.get(key), digest.waiting.get(key)
    said = [f"{out:,} published"] if out else []
    return ", ".join([*said, *([f"{waiting:,} {_waits(digest)}"] if waiting else [])])


def _finding(digest: Digest, *, workspace: Workspace) -> str:
    """What the chart shows, as plain text: where posts wait, which can still be changed, else where they came from."""
    what, counts = ("waiting", digest.waiting) if digest.waiting else ("published", digest.now.went_out)
    total, most = sum(counts.values()), max(counts.values())
    first = [key for key, count in counts.items() if count == most]
    if len(first) > 1 and most * len(first) == total:
        return f"{total:,} {what}, {most:,} in each of {len(first)} departments"
    if len(first) > 1:
        return f"{total:,} {what}, at most {most:,} in one department"
    name = inline(workspace.department_name(first[0]), limit=TITLE_SHOWN)
    return f"{total:,} {what}, {'all' if most == total else f'{most:,}'} in {name}"


def _waits(digest: Digest) -> str:
    return "waiting at its end" if digest.whole else "waiting"


def named(name: str) -> str:
    """A name or title inside a line, short and harmless."""
    return escape(inline(name, limit=NAME_SHOWN))
