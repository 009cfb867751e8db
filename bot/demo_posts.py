"""The demo's posts as they were proposed and decided: what `demo_posts.toml` says, taken by the domain."""

from dataclasses import replace
from datetime import datetime, timedelta

from blocks.drafts import draft_of
from bot.demo_aims import aim_of
from bot.demo_campaigns import campaign_of
from bot.demo_happening import Happening
from domain.approvals import reject, request_changes, sign, withdraw
from domain.audit import Action
from domain.drafts import Draft
from domain.exceptions import grant
from domain.networks import Network
from domain.policy import Policy
from domain.posts import Post
from domain.proposals import propose, revise
from domain.signoffs import RejectReason
from domain.workspaces import Workspace
from handlers.kit import Kit


def proposed(one: Happening, kit: Kit, workspace: Workspace, policy: Policy) -> Post:
    """The post as somebody's words make it at that moment."""
    campaign, budget = campaign_of(one.entry["title"])
    draft = Draft(
        text=one.said[0],
        title=one.entry["title"],
        department=one.entry["department"],
        networks=tuple(map(Network, one.entry["networks"])),
        publish_at=_publish_at(one),
        media_link=one.entry.get("media", ""),
        alt_text=one.entry.get("alt", ""),
        stores=_stores(one.entry.get("stores", ()), workspace=workspace),
        shows_people=one.entry.get("people", False),
        campaign=campaign,
        budget=budget,
        aim=aim_of(one.entry),
    )
    asked = "plea" in one.entry
    verdict = kit.verdict(
        draft.text, workspace=workspace.id, networks=draft.networks, asked=asked, seen=one.at
    )
    return propose(draft, verdict, id=one.post, by=one.by, at=one.at, workspace=workspace, policy=policy)


def decided(
    one: Happening, post: Post, kit: Kit, workspace: Workspace, policy: Policy
) -> tuple[Action, Post]:
    """What somebody did with a post, and what it has become by it.

    Raises:
        ValueError: the file says a word that is none of these.
    """
    version = post.version.number
    match one.verb, one.said:
        case "approve", _:
            return Action.APPROVED, sign(post, version=version, by=one.by, at=one.at, workspace=workspace)
        case "changes", (comment,):
            return Action.CHANGES_REQUESTED, request_changes(
                post, version=version, by=one.by, at=one.at, comment=comment, workspace=workspace
            )
        case "reject", (reason, comment):
            return Action.REJECTED, reject(
                post,
                version=version,
                by=one.by,
                at=one.at,
                reason=RejectReason(reason),
                comment=comment,
                workspace=workspace,
            )
        case "grant", (because,):
            return Action.EXCEPTION_GRANTED, grant(
                post, version=version, because=because, by=one.by, at=one.at, workspace=workspace
            )
        case "edit", (text,):
            draft = replace(draft_of(post), text=text)
            verdict = kit.verdict(
                text,
                workspace=workspace.id,
                networks=draft.networks,
                seen=post.publish_at or post.proposed_at,
            )
            return Action.REVISED, revise(
                post,
                draft,
                verdict,
                read=version,
                by=one.by,
                at=one.at,
                workspace=workspace,
                policy=policy,
            )
        case "withdraw", _:
            return Action.WITHDRAWN, withdraw(post, by=one.by, at=one.at, workspace=workspace)
    raise ValueError(f"demo_posts.toml: nobody can {one.verb}")


def _stores(said: str | list[str], *, workspace: Workspace) -> tuple[str, ...]:
    return tuple(one.key for one in workspace.stores) if said == "all" else tuple(said)


def _publish_at(one: Happening) -> datetime | None:
    days = one.entry.get("publish")
    return one.at + timedelta(days=days, hours=1) if days else one.entry.get("publish_at")
