"""What needs a leader: in the digest, and with how the desk stands on a leader's Home."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from blocks.digest_page import PART_SHOWN, Page, Part
from blocks.elements import section
from blocks.lines import told
from blocks.text import escape, inline, linked, plural
from domain.digest import Digest
from domain.digest_lines import Line, in_room, needs_lines
from domain.digest_needs import Need
from domain.posts import PostId
from domain.workspaces import Workspace

ON_A_PHONE = 110
"""Characters of needs that a digest's screen holds; the first one stands there whole."""
ON_A_HOME = 300


def needs_head(digest: Digest) -> str:
    """What stands before them; of a week that is over they are not the week's any more."""
    return "Needs you now" if digest.whole else "Needs you"


def needs_briefly(page: Page) -> list[str]:
    """The most pressing first, as far as there is room; the others are counted."""
    lines = needs_lines(page.digest, workspace=page.workspace)
    shown = in_room(lines, room=ON_A_PHONE)
    each = [said for line, said in zip(lines, _linked(page), strict=True) if line in shown]
    return [*each, *_more(len(lines) - len(each))]


def every_need(page: Page) -> list[str]:
    """All of them, the most pressing first, each leading to its card."""
    return _linked(page)


def desk_now(digest: Digest, *, workspace: Workspace) -> Block:
    """How the desk stands, for a leader's Home: what waits, what has expired this week, and what needs a leader."""
    waiting = sum(digest.waiting.values())
    waits = plural(waiting, "post waits", "posts wait") if waiting else "Nothing waits"
    needs = needs_lines(digest, workspace=workspace)
    shown = in_room(needs, room=ON_A_HOME)
    needed = [*(told(one, limit=PART_SHOWN) for one in shown), *_more(len(needs) - len(shown))]
    counts = f"*The desk now*  {waits} for a decision · {digest.now.expired:,} expired this week"
    return section(f"{counts}\n{Part('Needs you', needed or ['nothing right now']).line}")


def _more(hidden: int) -> list[str]:
    return [f"and {hidden:,} more"] if hidden else []


def _linked(page: Page) -> list[str]:
    needs: Sequence[Need] = page.digest.present.needs if page.digest.present else ()
    lines = needs_lines(page.digest, workspace=page.workspace)
    return [_need(line, need, page.links) for line, need in zip(lines, needs, strict=True)]


def _need(line: Line, need: Need, links: Mapping[PostId, str]) -> str:
    link = links.get(need.post[0], "") if need.post else ""
    parts = {name: escape(inline(text, limit=PART_SHOWN)) for name, text in line.parts.items()}
    if "title" in parts:
        parts["title"] = linked(parts["title"], link)
    return line.sentence.format(**parts)
