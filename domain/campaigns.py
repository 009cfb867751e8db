"""Campaigns: what posts are for. Admins begin them; they and each campaign's owner change and close it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.belonging import refuse_outsider
from domain.campaign import Campaign
from domain.campaign_form import NAME_LIMIT, CampaignForm, form_problems, gap_of, target_of
from domain.clashes import DEFAULT_GAP
from domain.labels import read_budget
from domain.people import Role, UserId
from domain.refusals import Refusal
from domain.results import OWN
from domain.setup import refuse_errors, refuse_non_admin
from domain.sight import likeness, visible
from domain.workspaces import Workspace
from domain.zones import zone

CAMPAIGNS_LIMIT = 500
"""Campaigns of a workspace, the closed ones among them: all are read with each card."""


def find_campaign(workspace: Workspace, name: str) -> Campaign | None:
    """The campaign of this name, else the first that looks the same; None when there is none."""
    alike = likeness(name)
    found = [one for one in workspace.campaigns if likeness(one.name) == alike]
    return next((one for one in found if one.name == name), found[0] if found else None)


def today(workspace: Workspace, *, at: datetime) -> date:
    """The workspace's own day at this moment."""
    return at.astimezone(zone(workspace.timezone)).date()


def open_campaigns(workspace: Workspace, *, at: datetime | None) -> tuple[Campaign, ...]:
    """Those that posts can still be made for: neither closed nor over, what begins first first.

    Args:
        at: the present, in UTC; None does not ask whether they are over.
    """
    day = today(workspace, at=at) if at else date.min
    found = (one for one in workspace.campaigns if one.closed_at is None and one.last >= day)
    return tuple(sorted(found, key=lambda one: (one.first, one.name)))


def may_change(user: UserId, campaign: Campaign, *, workspace: Workspace) -> bool:
    """Whether this person may change and close it: admins, and its owner as long as they are somebody here."""
    entitled = user == campaign.owner or Role.ADMIN in workspace.roles_of(user)
    return entitled and workspace.is_staff(user)


def refuse_changing(user: UserId, campaign: Campaign, *, workspace: Workspace) -> None:
    """Say no to a change of a campaign.

    Raises:
        Refusal: this person may not, or it is closed.
    """
    if not may_change(user, campaign, workspace=workspace):
        refuse_outsider(user, workspace=workspace)
        said = "Only {owner}, who owns this campaign, and admins can change it."
        if not workspace.is_staff(campaign.owner):
            said = "{owner}, who owns this campaign, has no role here any more, so only admins can change it. Ask {who}."
        raise Refusal(said, owner=campaign.owner, who=workspace.admins or "an admin")
    if campaign.closed_at is not None and campaign.closed_by is not None:
        raise Refusal(
            "{who} closed “{name}” {when}. Begin a new campaign with another name instead.",
            who=campaign.closed_by,
            name=campaign.name,
            when=campaign.closed_at,
        )


def begin_campaign(workspace: Workspace, form: CampaignForm, *, by: UserId, at: datetime) -> Workspace:
    """The workspace with one more campaign.

    Raises:
        Refusal: not asked by an admin, or there are too many.
        InvalidForm: something in the form cannot stay as it is.
    """
    refuse_non_admin(by, workspace=workspace)
    if len(workspace.campaigns) >= CAMPAIGNS_LIMIT:
        raise Refusal("{most} campaigns is the most. Use one that is open.", most=CAMPAIGNS_LIMIT)
    name = " ".join(form.name.split())
    refuse_errors(
        {"name": _name_problem(name, workspace=workspace), **form_problems(form, workspace=workspace)}
    )
    return replace(workspace, campaigns=(*workspace.campaigns, _made(form, name=name, revision=1, at=at)))


def change_campaign(
    workspace: Workspace, form: CampaignForm, *, seen: int, by: UserId, at: datetime
) -> Workspace:
    """The workspace in which this campaign is as the form says.

    Args:
        seen: the campaign's revision when the form was opened.

    Raises:
        Refusal: this person may not, it is closed or gone, or somebody else changed it meanwhile.
        InvalidForm: something in the form cannot stay as it is.
    """
    before = _found(workspace, form.name)
    refuse_changing(by, before, workspace=workspace)
    refuse_errors(form_problems(form, workspace=workspace))
    after = _made(form, name=before.name, revision=before.revision + 1, at=at)
    if replace(after, revision=before.revision, at=before.at) == before:
        return workspace
    if seen != before.revision:
        raise Refusal(
            "Somebody else changed “{name}” {when}, while you were writing, so nothing was saved. Open it again to see "
            "what it is now.",
            name=before.name,
            when=before.at,
        )
    return _with(workspace, after)


def close_campaign(workspace: Workspace, name: str, *, by: UserId, at: datetime) -> Workspace:
    """The workspace in which no new post can name this campaign; those that do keep it.

    Raises:
        Refusal: this person may not, or it is closed already.
    """
    before = _found(workspace, name)
    refuse_changing(by, before, workspace=workspace)
    return _with(workspace, replace(before, closed_by=by, closed_at=at, revision=before.revision + 1))


def campaign_problem(name: str, *, workspace: Workspace, at: datetime) -> str:
    """Why a post cannot name this campaign, in a sentence; empty when it can.

    Where nobody has begun any campaign, every name will do: routes and freezes may go by it.

    Args:
        at: the present, in UTC.
    """
    if not name or not workspace.campaigns:
        return ""
    campaign = find_campaign(workspace, name)
    if campaign is None:
        return f"There is no campaign “{name}”. Choose another one, or none."
    if campaign.closed_at is not None:
        return f"“{campaign.name}” is closed. Choose another campaign, or none."
    if campaign.last < today(workspace, at=at):
        return f"“{campaign.name}” ended on {campaign.last:%d %B %Y}. Choose another campaign, or none."
    return ""


def campaign_gap(workspace: Workspace, name: str) -> timedelta:
    """The least time between two posts of this campaign on a network."""
    campaign = find_campaign(workspace, name)
    return timedelta(hours=campaign.gap) if campaign and campaign.gap else DEFAULT_GAP


def campaign_changes(old: Campaign | None, new: Campaign) -> Iterator[str]:
    """What differs, a line each, for the record; everything of a new one."""
    for part in ("purpose", "owner", "departments", "first", "last", "measure", "counts", "target", "gap"):
        yield from _became(part, old, new)
    for part in ("cost_centre", "budget", "tracking", "stores_choose"):
        yield from _became(part, old, new)


def _became(part: str, old: Campaign | None, new: Campaign) -> Iterator[str]:
    was, is_now = _shown(getattr(old, part, None)), _shown(getattr(new, part))
    if was != is_now:
        yield f"{part.replace('_', ' ')}: {was} → {is_now}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "all"
    if isinstance(value, float):
        return f"{value:.10g}"
    return "none" if value in (None, "") else str(value)


def _found(workspace: Workspace, name: str) -> Campaign:
    campaign = find_campaign(workspace, name)
    if campaign is None:
        raise Refusal("There is no campaign “{name}” any more.", name=name)
    return campaign


def _with(workspace: Workspace, campaign: Campaign) -> Workspace:
    others = (campaign if one.name == campaign.name else one for one in workspace.campaigns)
    return replace(workspace, campaigns=tuple(others))


def _made(form: CampaignForm, *, name: str, revision: int, at: datetime) -> Campaign:
    assert form.owner is not None
    assert form.first is not None
    assert form.last is not None
    return Campaign(
        name=name,
        purpose=" ".join(form.purpose.split()),
        owner=form.owner,
        departments=form.departments,
        first=form.first,
        last=form.last,
        measure=form.measure,
        counts=" ".join(form.counts.split()) if form.measure == OWN.key else "",
        target=target_of(form),
        gap=gap_of(form),
        cost_centre=" ".join(form.cost_centre.split()),
        budget=read_budget(form.budget),
        tracking=form.tracking,
        stores_choose=form.stores_choose,
        revision=revision,
        at=at,
    )


def _name_problem(name: str, *, workspace: Workspace) -> str:
    if not visible(name):
        return "Give the campaign a name."
    if "," in name or len(name) > NAME_LIMIT:
        return f"A name has no comma, and at most {NAME_LIMIT} characters."
    taken = find_campaign(workspace, name)
    return f"There is a campaign “{taken.name}” already. Choose another name." if taken else ""
