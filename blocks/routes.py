"""Routes: the policy in words, and what a change of it would mean before it counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, section
from blocks.kept_routes import kept_route, route_of
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.seats import department_name
from blocks.setup import version_words
from blocks.text import escape, inline, listed, plural
from domain.policy import Policy, PolicyVersion
from domain.policy_words import route_words
from domain.posts import Post
from domain.reconsidering import asked_now, asks_the_same
from domain.refusals import Refusal
from domain.routes import Route
from domain.trusted_words import trusted_words
from domain.workspaces import Workspace

ROUTE = "setup_route"
ADD_ROUTE = "setup_add_route"
PREVIEW_FORM = "setup_route_preview"
ROUTES_SHOWN = 40
POSTS_SHOWN = 5
EARLIER_SHOWN = 5
TRUSTED_SHOWN = 5
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
    for route in policy.routes[:ROUTES_SHOWN]:
        name, because = (escape(inline(one, limit=100)) for one in (route.name, route.because))
        words = escape(inline(route_words(route, workspace=workspace), limit=WORDS_SHOWN))
        button = ButtonElement(text="Change", action_id=ROUTE, value=route.name)
        blocks.append(
            SectionBlock(
                block_id=f"{ROUTE}:{route.name}"[:255],
                text=mrkdwn(f"*{name}* · because {because}\n{words}"),
                accessory=button,
            )
        )
    hidden = len(policy.routes) - ROUTES_SHOWN
    blocks += [context(f"+{hidden:,} more routes, as the policy file has them")] if hidden > 0 else []
    blocks.append(
        ActionsBlock(
            block_id=ADD_ROUTE,
            elements=[ButtonElement(text="Add a route", action_id=ADD_ROUTE, value="new")],
        )
    )
    blocks.append(_trusted(policy, workspace=workspace))
    blocks += [context(version_words(one)) for one in history[:EARLIER_SHOWN]]
    return View(type="modal", title="Routes", close="Back", blocks=blocks)


def _trusted(policy: Policy, *, workspace: Workspace) -> SectionBlock:
    """What is asked instead of a filled template; the first that fits counts."""
    said = [
        f"• *{escape(inline(one.name, limit=NAME_SHOWN))}*: "
        f"{escape(inline(trusted_words(one, workspace=workspace), limit=WORDS_SHOWN))}"
        for one in policy.trusted[:TRUSTED_SHOWN]
    ]
    hidden = len(policy.trusted) - TRUSTED_SHOWN
    said += [f"+{hidden:,} more"] if hidden > 0 else []
    told = "\n".join(said) or "Nothing else: they are reviewed as any post."
    return section(
        f"*What is asked of filled templates instead*, as `[[trusted]]` of the policy file has it\n{told}"
    )


def preview_form(
    changes: Sequence[str],
    warnings: Sequence[str],
    posts: Sequence[tuple[Post, Post]],
    *,
    was: str,
    route: Route | None,
    version: int,
    workspace: Workspace,
) -> View:
    """What a changed policy means, before it counts.

    Args:
        changes: what differs, a line each.
        warnings: what its admin should know, a sentence each.
        posts: the posts under way whose needs change, if only by their reasons, as they are and as they would be.
        was: the name of the route that is changed or removed; empty for a new one.
        route: the route as it will be; None when it is removed.
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
    kept = {"was": was, "route": None if route is None else kept_route(route), "version": version}
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


def read_preview(view: Mapping[str, Any]) -> tuple[str, Route | None, int]:
    """The name of the route it was, the route as it will be, and the policy's version it was made from.

    Raises:
        Refusal: no form of ours looks like this.
    """
    kept = read_metadata(view, again=FROM_SETUP)
    removed = "route" in kept and kept.carried["route"] is None
    return kept.text("was"), None if removed else route_of(kept.inner("route")), kept.number("version")


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


def changed(policy: Policy, *, was: str, route: Route | None) -> Policy:
    """The policy with this route in the place of the one called `was`; at the end when there was none.

    Raises:
        Refusal: there is no such route any more.
    """
    names = [one.name for one in policy.routes]
    if was and was not in names:
        raise Refusal(
            "There is no route “{name}” any more. Type /social setup to see what there is.", name=was
        )
    new = () if route is None else (route,)
    if not was:
        return replace(policy, routes=(*policy.routes, *new))
    place = names.index(was)
    return replace(policy, routes=(*policy.routes[:place], *new, *policy.routes[place + 1 :]))
