"""What a post takes over from its campaign where its author says nothing: its measure, and who pays."""

from dataclasses import replace

from domain.aims import Aim
from domain.campaign import Campaign
from domain.campaigns import find_campaign
from domain.posts import Post
from domain.results import OWN, RESULT_MEASURES
from domain.workspaces import Workspace


def whole_aim(post: Post, *, workspace: Workspace) -> Aim:
    """The post's aim, with what it takes over from its campaign in the empty places."""
    return inherited(post.aim, find_campaign(workspace, post.campaign) if post.campaign else None)


def inherited(aim: Aim, campaign: Campaign | None) -> Aim:
    """The aim with the campaign's measure and cost centre where it has none; as it is without a campaign."""
    if campaign is None:
        return aim
    return replace(
        aim,
        measure=aim.measure or measure_name(campaign),
        cost_centre=aim.cost_centre or campaign.cost_centre,
    )


def measure_name(campaign: Campaign) -> str:
    """What a campaign is counted by, in words; empty where nobody said."""
    if campaign.measure == OWN.key:
        return campaign.counts
    return next((one.name.lower() for one in RESULT_MEASURES if one.key == campaign.measure), "")


def own_measure(post: Post, *, workspace: Workspace) -> str:
    """What the post is judged by, in words, where that is its own figure; one that every post can have is asked anyway."""
    measure = whole_aim(post, workspace=workspace).measure
    known = {one.name.casefold() for one in RESULT_MEASURES if one is not OWN}
    return "" if measure.casefold() in known else measure
