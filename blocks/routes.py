"""Routes: the policy in words, and what a change of it would mean before it counts."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, section
from blocks.kept_routes import change_of, kept_change
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.seats import department_name
from blocks.setup import version_words
from blocks.text import escape, inline, listed, plural
from domain.policy import Policy, PolicyVersion
from domain.policy_changes import PolicyChange
from domain.policy_words import route_words
from domain.posts import Post
from domain.reconsidering import asked_now, asks_the_same
from domain.routes import Route
from domain.trusted_routes import TrustedRoute
from domain.trusted_words import trusted_words
from domain.workspaces import Workspace

ROUTE = "setup_route"
ADD_ROUTE = "setup_add_route"
TRUSTED = "setup_trusted"
ADD_TRUSTED = "setup_add_trusted"
"""Action ids."""
PREVIEW_FORM = "setup_route_preview"
ROUTES_SHOWN = 40
POSTS_SHOWN = 5
EARLIER_SHOWN = 5
TRUSTED_SHOWN = 20
NAME_SHOWN = 100
WORDS_SHOWN = 300
METADATA_LIMIT = 3_000
"""Characters of "private_metadata" (Slack's reference, "View")."""


def routes_view(history: Sequence[PolicyVersion], *, workspace: Workspace) -> View:
    """Every route in words, each with a button to change it, and the latest versions.

    Args:
        history: the versions of the policy, the one in force first.
    """
    policy = history[0].policy
    blocks: list[Block] = [
        section(
            "*Who must sign what.* All routes that hold for a post add up. A change counts at once, also for posts "
            "under way; I show you what it means before."
        )
    ]
    blocks += [
        _route(one, route_words(one, workspace=workspace), action_id=ROUTE)
        for one in policy.routes[:ROUTES_SHOWN]
    ]
    hidden = len(policy.routes) - ROUTES_SHOWN
    blocks += [context(f"+{hidden:,} more routes, as the policy file has them")] if hidden > 0 else []
    blocks.append(
        ActionsBlock(
            block_id=ADD_ROUTE,
            elements=[ButtonElement(text="Add a route", action_id=ADD_ROUTE, value="new")],
        )
    )
    blocks += _trusted(policy, workspace=workspace)
    blocks += [context(version_words(one)) for one in history[:EARLIER_SHOWN]]
    return View(type="modal", title="Routes", close="Back", blocks=blocks)


def _trusted(policy: Policy, *, workspace: Workspace) -> list[Block]:
    """What is asked instead of a filled template, each with a button to change it; the first that fits counts."""
    counts = (
        "the first that fits counts." if policy.trusted else "nothing else: they are reviewed as any post."
    )
    hidden = len(policy.trusted) - TRUSTED_SHOWN
    more = f"+{hidden:,} more routes of templates, as the policy file has them"
    add = ButtonElement(text="Add a route of templates", action_id=ADD_TRUSTED, value="new")
    return [
        DividerBlock(),
        section(f"*What is asked of filled templates instead:* {counts}"),
        *(
            _route(one, trusted_words(one, workspace=workspace), action_id=TRUSTED)
            for one in policy.trusted[:TRUSTED_SHOWN]
        ),
        *([context(more)] if hidden > 0 else []),
        ActionsBlock(block_id=ADD_TRUSTED, elements=[add]),
    ]


def _route(route: Route | TrustedRoute, said: str, *, action_id: str) -> SectionBlock:
    name, because = (escape(inline(one, limit=NAME_SHOWN)) for one in (route.name, route.because))
    words = escape(inline(said, limit=WORDS_SHOWN))
    return SectionBlock(
        block_id=f"{action_id}:{route.name}"[:255],
        text=mrkdwn(f"*{name}* · because {because}\n{words}"),
        accessory=ButtonElement(text="Change", action_id=action_id, value=route.name),
    )


def preview_form(
    changes: Sequence[str],
    warnings: Sequence[str],
    posts: Sequence[tuple[Post, Post]],
    *,
    change: PolicyChange,
    version: int,
    workspace: Workspace,
) -> View:
    """What a changed policy means, before it counts.

    Args:
        changes: what differs, a line each.
        warnings: what its admin should know, a sentence each.
        posts: the posts under way whose needs change, if only by their reasons, as they are and as they would be.
        change: what is wanted of which route.
        version: number of the policy that it was made from.
    """
    blocks: list[Block] = [section("\n".join(f"• {escape(inline(one, limit=1_000))}" for one in changes[:2]))]
    touched = [one for one in posts if not asks_the_same(*one)]
    number = plural(len(touched), "post under way", "posts under way")
    blocks.append(
        section(
            f"*Changes who must sign for {number}.*" if touched else "Nobody else must sign a post under way."
        )
    )
    blocks += [section(_meaning(*one, workspace=workspace)) for one in touched[:POSTS_SHOWN]]
    hidden = len(touched) - POSTS_SHOWN
    blocks += [context(f"+{hidden:,} more")] if hidden > 0 else []
    if len(touched) < len(posts):
        others = plural(len(posts) - len(touched), "post under way", "posts under way")
        blocks.append(context(f"For {others} only the reasons change, which *Details* gives."))
    blocks += [context(f"⚠️ {escape(inline(one, limit=400))}") for one in warnings[:POSTS_SHOWN]]
    blocks.append(context("It does not count yet."))
    kept = {**kept_change(change), "version": version}
    return View(
        type="modal",
        callback_id=PREVIEW_FORM,
        title="What this changes",
        submit="Put in force",
        close="Back",
        private_metadata=json.dumps(kept, ensure_ascii=False, separators=(",", ":")),
        blocks=blocks,
    )


def fits(view: View) -> bool:
    """Whether Slack can carry what the preview has to remember."""
    return len(view.private_metadata or "") <= METADATA_LIMIT


def read_preview(view: Mapping[str, Any]) -> tuple[PolicyChange, int]:
    """What was wanted of which route, and the policy's version that it was made from.

    Raises:
        Refusal: no form of ours looks like this.
    """
    kept = read_metadata(view, again=FROM_SETUP)
    return change_of(kept), kept.number("version")


def _meaning(before: Post, after: Post, *, workspace: Workspace) -> str:
    asked, no_longer = asked_now(before, after)
    names = [
        listed([department_name(one, workspace=workspace) for one in several])
        for several in (asked, no_longer)
    ]
    said = [
        f"{names[0]} must sign" if asked else "",
        f"{names[1]} need not any more" if no_longer else "",
        f"it will be {after.state.value}" if after.state is not before.state else "",
    ]
    words = "; ".join(one for one in said if one) or "how many must sign, or in which order"
    return f"*{escape(inline(before.title, limit=100))}*: {words}"
