"""Campaign words: what there is to say of one campaign, each in a line."""

from datetime import date

from blocks.moments import when
from blocks.text import begun, escape, inline, mention, plural
from domain.campaign import Campaign
from domain.campaign_progress import Progress
from domain.measures import Measure
from domain.posts import State
from domain.results import OWN, RESULT_MEASURES

NAME_SHOWN = 80
PURPOSE_SHOWN = 150
CENTRE_SHOWN = 60
BAR = 10


def measure_of(campaign: Campaign) -> Measure | None:
    """The measure by which its posts are counted; None where nobody chose one."""
    return next((one for one in RESULT_MEASURES if one.key == campaign.measure), None)


def name_words(campaign: Campaign) -> str:
    """Its name."""
    return escape(inline(campaign.name, limit=NAME_SHOWN))


def purpose_words(campaign: Campaign) -> str:
    """Its purpose, on one line."""
    return escape(inline(campaign.purpose, limit=PURPOSE_SHOWN))


def date_words(campaign: Campaign) -> str:
    """From its first day to its last."""
    first, last = campaign.first, campaign.last
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b} {last.year}"


def standing_words(campaign: Campaign, *, day: date) -> str:
    """Whether it is closed, over or not begun; empty while it runs."""
    if campaign.closed_at is not None:
        return f" · closed by {mention(campaign.closed_by)} {when(campaign.closed_at)}"
    if campaign.last < day:
        return " · over"
    return " · not begun yet" if campaign.first > day else ""


def state_words(progress: Progress) -> str:
    """Its posts by state, in the order of their life."""
    found = [
        f"{progress.states[one]:,} {'with ' if one is State.CHANGES_REQUESTED else ''}{one.value}"
        for one in State
        if progress.states.get(one)
    ]
    return " · ".join(found) or "No post yet: name it in *Campaign* when you propose one"


def measure_words(progress: Progress) -> str:
    """What its posts have brought, against the target; empty without a measure."""
    campaign, measure = progress.campaign, measure_of(progress.campaign)
    if measure is None:
        return ""
    what = escape(inline(begun(campaign.counts) if measure is OWN else measure.name, limit=NAME_SHOWN))
    target = campaign.target
    wanted = f" of {measure.shown(target)}" if target is not None else ""
    if progress.reached is None:
        return f"📏 {what}: nothing recorded yet{wanted}"
    reached = f"{progress.reached:,.10g}{wanted}, from {plural(progress.measured, 'post', 'posts')}"
    if not target:
        return f"📏 {what}: {reached}"
    share = progress.reached / target
    filled = min(BAR, int(share * BAR))
    return f"📏 {'▰' * filled}{'▱' * (BAR - filled)} {share * 100:,.0f} % · {what}: {reached}"


def money_words(progress: Progress) -> str:
    """What was spent and is planned, against the budget; empty where nobody speaks of money."""
    campaign = progress.campaign
    centre = (
        f" · cost centre {escape(inline(campaign.cost_centre, limit=CENTRE_SHOWN))}"
        if campaign.cost_centre
        else ""
    )
    if not (progress.spent or progress.planned or campaign.budget is not None or centre):
        return ""
    of = f" of {campaign.budget:,}" if campaign.budget is not None else ""
    over = f" · ⚠️ {progress.over_budget:,} over budget" if progress.over_budget else ""
    return f"💰 {progress.spent:,} spent, {progress.planned:,} planned{of}{centre}{over}"
