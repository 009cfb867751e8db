"""Posts by department, published and waiting: a native chart with its sentence, or all of it in words."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from blocks.charts import CATEGORIES, Chart
from blocks.text import escape, inline, plural
from domain.digest import Digest
from domain.workspaces import Workspace

NAME_SHOWN = 60
"""Weight of a department's name inside a line."""


def posts_by_department(digest: Digest, *, workspace: Workspace, charts: bool) -> tuple[list[Block], str]:
    """What each department published and has waiting: the chart, if any, and what it shows in a sentence.

    Without a chart every figure of it stands in the sentence.

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
        "Posts by department",
        categories=[names[key] for key in counted],
        series=series,
        block_id="digest_departments",
    )
    return [chart], _finding(digest, names)


def _counts(key: str, digest: Digest) -> str:
    out, waiting = digest.now.went_out.get(key), digest.waiting.get(key)
    said = [f"{out:,} published"] if out else []
    return ", ".join([*said, *([f"{waiting:,} {_waits(digest)}"] if waiting else [])])


def _finding(digest: Digest, names: Mapping[str, str]) -> str:
    """What the chart shows, in a sentence."""
    out, waiting = digest.now.went_out, digest.waiting
    said = [_most("published", out, names)] if out else ["Nothing was published"]
    return "; ".join([*said, *([_most(_waits(digest), waiting, names)] if waiting else [])])


def _waits(digest: Digest) -> str:
    return "waiting at its end" if digest.whole else "waiting"


def _most(what: str, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    total, most = sum(counts.values()), max(counts.values())
    first = [named(names[key]) for key in names if counts.get(key) == most]
    if len(first) > 1:
        return f"{total:,} {what}, {most:,} in each of {len(first)} departments"
    return f"{total:,} {what}, {'all' if most == total else f'{most:,}'} in {first[0]}"


def named(name: str) -> str:
    """A name or title inside a line, short and harmless."""
    return escape(inline(name, limit=NAME_SHOWN))
