"""The columns of "Posts" that say how far the stores are with what a post promises."""

from domain.posts import Post
from domain.readiness import readiness_of
from domain.ticking import store_names
from domain.workspaces import Workspace
from exports.listings import Column
from exports.looks import COUNT, TEXT


def readiness_columns(workspace: Workspace) -> tuple[Column[Post], ...]:
    """How many are ready, which are not and why, and which were left out; empty where nobody asks."""
    return (
        Column(
            heading="Stores ready",
            width=12,
            look=COUNT,
            value=lambda post: _ready(post, workspace),
            printed=False,
        ),
        Column(
            heading="Stores not ready",
            width=34,
            look=TEXT,
            value=lambda post: _not_ready(post, workspace),
            printed=False,
        ),
        Column(
            heading="Stores left out",
            width=24,
            look=TEXT,
            value=lambda post: _left_out(post, workspace),
            printed=False,
        ),
    )


def _ready(post: Post, workspace: Workspace) -> int | None:
    readiness = readiness_of(post, workspace=workspace)
    return readiness.ready if readiness else None


def _not_ready(post: Post, workspace: Workspace) -> str:
    """A line for each store that said so, with its words; the others after them."""
    readiness = readiness_of(post, workspace=workspace)
    if readiness is None:
        return ""
    silent = [one.key for one in readiness.open if one.refusal is None]
    waived = f"waived: {readiness.waiver.note}" if readiness.waiver else ""
    refusals = [(one.key, one.refusal.note) for one in readiness.refused if one.refusal]
    refusing = store_names([key for key, _ in refusals], workspace=workspace)
    said = [f"{name}: {note}" for name, (_, note) in zip(refusing, refusals, strict=True)]
    return "\n".join(
        one for one in (waived, *said, ", ".join(store_names(silent, workspace=workspace))) if one
    )


def _left_out(post: Post, workspace: Workspace) -> str:
    readiness = readiness_of(post, workspace=workspace)
    out = readiness.excluded if readiness else ()
    return ", ".join(store_names(out, workspace=workspace))
