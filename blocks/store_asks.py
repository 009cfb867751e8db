"""Store asks: what a store's manager is asked about a post, and the buttons to answer right there."""

from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from blocks.readiness import NOT_READY, READY
from blocks.readiness_words import item_name, said_no, some_stores
from blocks.targets import target
from blocks.text import listed, mention
from domain.managers import managed
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import Readiness, readiness_of
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody is asked about the stores of a post that they manage.

    Attributes:
        lines: how these stores stand, as mrkdwn; empty for somebody who manages none of them.
        buttons: to say that they are ready, or not; empty when nothing is asked of them.
    """

    lines: tuple[str, ...] = ()
    buttons: tuple[ButtonElement, ...] = ()


NOTHING_ASKED = Ask()


def ask_of(post: Post, reader: UserId, *, workspace: Workspace) -> Ask:
    """What this person is asked about their stores while the post is open; once it is approved, whether they are part of it."""
    told = post.state.open or post.state is State.APPROVED
    mine = told and workspace.stores_of(reader)
    readiness = readiness_of(post, workspace=workspace) if mine else None
    if readiness is None:
        return NOTHING_ASKED
    out = _left_out(readiness, reader, workspace=workspace)
    keys = frozenset(managed(post, reader, workspace=workspace) if post.state.open else ())
    if not keys or readiness.waiver:
        waived = (
            (f"⏭️ {mention(readiness.waiver.by)} says that nobody need be ready",)
            if readiness.waiver and keys
            else ()
        )
        return Ask(lines=(*waived, *out))
    units = [one for one in readiness.units if one.key in keys]
    done = [one.key for one in units if one.ready]
    asked = [one.key for one in units if not one.ready and one.refusal is None]
    lines = []
    if asked:
        items = [item_name(one) for one in readiness.items]
        lines.append(
            f"🏬 *Can {some_stores(asked, workspace=workspace)} keep this?* {listed(items, limit=len(items))}"
        )
    lines += [
        f"🔴 {some_stores([one.key], workspace=workspace)} is not ready: {said_no(one.refusal)}"
        for one in units
        if one.refusal
    ]
    if done:
        lines.append(f"✅ {some_stores(done, workspace=workspace)} {'is' if len(done) == 1 else 'are'} ready")
    return Ask(lines=(*lines, *out), buttons=_buttons(post) if len(done) < len(units) else ())


def _left_out(readiness: Readiness, reader: UserId, *, workspace: Workspace) -> tuple[str, ...]:
    keys = [one.key for one in workspace.stores_of(reader) if one.key in readiness.excluded]
    if not keys:
        return ()
    by = mention(readiness.excluded[keys[0]].by)
    return (f"🚫 {by} left {some_stores(keys, workspace=workspace)} out of this post",)


def _buttons(post: Post) -> tuple[ButtonElement, ...]:
    return (
        ButtonElement(text="We are ready", action_id=READY, value=target(post), style="primary"),
        ButtonElement(text="Not ready…", action_id=NOT_READY, value=target(post)),
    )
