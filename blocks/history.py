"""History: every version of a post, who made and who signed it, and what changed between any two."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DividerBlock,
    HeaderBlock,
    Option,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.decided import decided_words
from blocks.diffs import diff_blocks, diff_line, only_blanks
from blocks.elements import context, lines, plain, quote, section, words
from blocks.fields import OPTIONS_LIMIT, option
from blocks.fitting import fitting
from blocks.post_past import version_head
from blocks.state import chosen
from blocks.targets import read_target_of, target_metadata
from blocks.text import inline, listed
from domain.diffs import Difference, differences
from domain.posts import Post, PostId
from domain.versions import Version
from domain.workspaces import Workspace

HISTORY_FORM = "history"
COMPARE = "history_compare"
"""Beginning of the action ids of the two menus."""
OLD = f"{COMPARE}_old"
NEW = f"{COMPARE}_new"
"""Block and action ids of the menus."""
TEXT_LIMIT = 12_000
PART_LIMIT = 600
"""Weight of one part's changes in the list of versions; the comparison above shows all of them."""


Edits = Mapping[int, Sequence[str]]
"""By the number of a version, what its edit changed besides the text, as `blocks.changes.edits_of` finds it."""


def history_form(
    post: Post, *, workspace: Workspace, edits: Edits, old: int | None = None, new: int | None = None
) -> View:
    """The versions, newest first, under a comparison of two of them.

    Args:
        old: number of the version to compare; the one before the newest without it.
        new: number of the version to compare it with; the newest without it.
    """
    pair = _version(post, old, otherwise=-2), _version(post, new, otherwise=-1)
    story = _story(post, *pair, workspace=workspace, edits=edits)
    return View(
        type="modal",
        callback_id=HISTORY_FORM,
        title="History",
        close="Close",
        private_metadata=target_metadata(post.id, version=post.version.number),
        blocks=fitting(story, rest="There are more than fit here: choose any two above to compare them."),
    )


def read_comparison(view: Mapping[str, Any]) -> tuple[PostId, int | None, int | None]:
    """The post and the two versions chosen; None where nothing is.

    Raises:
        Refusal: the form carries no post.
    """
    post_id, _ = read_target_of(view)
    return post_id, _number(chosen(view, OLD)), _number(chosen(view, NEW))


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() else None


def _version(post: Post, number: int | None, *, otherwise: int) -> Version:
    found = post.version_of(number) if number is not None else None
    return found or post.versions[max(otherwise, -len(post.versions))]


def _story(post: Post, old: Version, new: Version, *, workspace: Workspace, edits: Edits) -> Iterator[Block]:
    yield HeaderBlock(text=plain(inline(post.title, limit=150), 150))
    if len(post.versions) > 1:
        yield from _compared(post, old, new)
        yield DividerBlock()
    for version in reversed(post.versions):
        yield from _one(version, post, workspace=workspace, also=edits.get(version.number, ()))


def _compared(post: Post, old: Version, new: Version) -> Iterator[Block]:
    yield context("Compare two versions: what went is struck, what came is bold")
    yield _menu(OLD, old, post)
    yield _menu(NEW, new, post)
    yield section(f"*From version {old.number} to version {new.number}*")
    changed = differences(old.content, new.content)
    if changed:
        yield from diff_blocks(changed)
    else:
        yield section("The same text, networks and media.")


def _menu(id: str, preset: Version, post: Post) -> ActionsBlock:
    """The newest versions to choose from; one that is older by now is not among them and so not preset."""
    offered = post.versions[::-1][:OPTIONS_LIMIT]
    initial = _option(preset) if preset in offered else None
    element = StaticSelectElement(
        action_id=id, options=[_option(one) for one in offered], initial_option=initial
    )
    return ActionsBlock(block_id=id, elements=[element])


def _option(version: Version) -> Option:
    return option(str(version.number), f"Version {version.number}")


def _one(version: Version, post: Post, *, workspace: Workspace, also: Sequence[str]) -> Iterator[Block]:
    head = version_head(version)
    decided = [
        decided_words(one, workspace=workspace) for one in post.sign_offs if one.version == version.number
    ]
    before = post.version_of(version.number - 1)
    if before is None:
        yield _first(version, head)
        yield from [lines(*decided)] if decided else []
        return
    content = differences(before.content, version.content)
    changed = [_told(one) for one in content]
    others = [one for one in also if one not in {difference.part for difference in content}]
    if others:
        changed.append(
            [words(f"{'Also changed' if changed else 'Changed'}: {listed(others, limit=len(others))}")]
        )
    same = [[words("Same text, networks and media; something else about the post was edited.")]]
    yield lines(head, *(changed or same), *decided)


def _first(version: Version, head: list[RichTextElement]) -> RichTextBlock:
    """The version with which everything began: all of its texts."""
    texts: list[RichTextElement] = [
        RichTextSectionElement(elements=head),
        quote(version.content.text, limit=TEXT_LIMIT),
    ]
    for one in version.content.variants:
        heading = RichTextSectionElement(elements=[words(f"Text for {one.network.label}")])
        texts += [heading, quote(one.text, limit=TEXT_LIMIT)]
    return RichTextBlock(elements=texts)


def _told(difference: Difference) -> list[RichTextElement]:
    name = f"{difference.part[:1].upper()}{difference.part[1:]}: "
    if only_blanks(difference.runs):
        return [words(f"{name}same words, other spaces, line breaks or ending")]
    return [words(name), *diff_line(difference.runs, limit=PART_LIMIT)]
