"""Overtaking: two people edited a post at once, and the second decides whose words stand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.views import View

from blocks.answers import explanation, read_typed_words
from blocks.diffs import diff_blocks
from blocks.elements import section
from blocks.fitting import fitting
from blocks.inputs import form_inputs
from blocks.moments import when
from blocks.pleas import plea_inputs
from blocks.proposals import EDIT_FORM
from blocks.targets import target, target_metadata
from blocks.text import listed, mention
from domain.diffs import differences
from domain.drafts import Draft, derived_title, typed_title
from domain.exemptions import Plea
from domain.findings import Finding
from domain.people import UserId
from domain.policy import Policy
from domain.posts import Post
from domain.workspaces import Workspace

TAKE_THEIRS = "take_theirs"
ROOM = 80_000
"""Of the 250 KB of a view for what changed; the inputs need the rest."""
_REST = "There is more than fits here: *⋯* › *History* shows all of it."


def overtaken_form(
    post: Post,
    draft: Draft,
    *,
    read: int,
    workspace: Workspace,
    findings: Sequence[Finding],
    plea: Plea | None,
    at: datetime | None = None,
    policy: Policy | None = None,
) -> View:
    """The edit form again: what the other changed, what saving would change, and everything as it was typed.

    Sent again, it makes a version on top of the other's.

    Args:
        post: as it is now.
        read: number of the version that the editor had before their eyes.
        findings: what the rulebook says about the draft.
        plea: the exception that the editor asks for.
        policy: the one in force, for what its routes ask about.
    """
    return View(
        type="modal",
        callback_id=EDIT_FORM,
        title="Edit",
        submit=f"Save version {post.version.number + 1}"[:24],
        close="Cancel",
        private_metadata=target_metadata(post.id, version=post.version.number),
        blocks=[
            section(
                f"{mention(post.version.by)} made version {post.version.number} {when(post.version.at)}, while you "
                f"were editing version {read}. What you typed is below, and nothing of it is saved yet."
            ),
            *fitting(_changes(post, draft, read=read), rest=_REST, room=ROOM),
            ActionsBlock(
                block_id=TAKE_THEIRS,
                elements=[
                    ButtonElement(
                        text=f"Keep version {post.version.number}, drop mine",
                        action_id=TAKE_THEIRS,
                        value=target(post),
                    )
                ],
            ),
            *form_inputs(draft, workspace=workspace, at=at, policy=policy),
            *plea_inputs(tuple(findings), plea),
        ],
    )


def theirs_taken(view: Mapping[str, Any], *, number: int) -> View:
    """Where the form stood: nothing was saved, and the words that were typed, to copy.

    Args:
        number: of the version that stays.
    """
    return explanation(f"Version {number} stays, and nothing of yours was saved.", read_typed_words(view))


def _changes(post: Post, draft: Draft, *, read: int) -> list[Block]:
    seen, now = post.version_of(read), post.version
    meanwhile = differences(seen.content, now.content) if seen else ()
    own = differences(now.content, draft.content)
    others = _others(post, draft)
    also = f" It would also set {listed(others)} as below." if others else ""
    blocks: list[Block] = [
        section(f"*What changed from version {read} to version {now.number}*"),
        *diff_blocks(meanwhile),
    ]
    if not meanwhile:
        blocks.append(section("The same text, networks and media; something else about the post was edited."))
    blocks.append(section(f"*What saving yours would change in version {now.number}*"))
    if not own:
        blocks.append(section("Nothing of the text, networks and media."))
    blocks += diff_blocks(own)
    return [*blocks, section(also.strip())] if also else blocks


def _others(post: Post, draft: Draft) -> list[str]:
    """What else is different in the form, in the words of its labels."""
    typed = "" if draft.effective_title == derived_title(draft.text) else draft.effective_title
    facts = (
        ("title", typed_title(post), typed),
        ("department", post.department, draft.department),
        ("publish time", post.publish_at, draft.publish_at),
        ("stores", set(post.stores), set(draft.stores)),
        ("agreement of the people shown", post.shows_people, draft.shows_people),
        ("campaign", post.campaign, draft.campaign),
        ("tags", set(post.tags), set(draft.tags)),
        ("budget", post.budget, draft.budget),
    )
    return [name for name, is_now, would_be in facts if is_now != would_be]


def plea_of(because: str | None, *, post: Post, by: UserId) -> Plea | None:
    """An exception that is asked for and not kept yet."""
    if because is None:
        return None
    return Plea(version=post.version.number, by=by, at=post.version.at, because=because)
