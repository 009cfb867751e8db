"""Campaigns: the list with how far each has come, and all about one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    HeaderBlock,
    RichTextElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from blocks.elements import context, lines, mrkdwn, plain, section, words
from blocks.moments import when
from blocks.paging import AGE, Page, turn_buttons
from blocks.seats import department_name
from blocks.text import begun, escape, inline, listed, mention, plural
from domain.campaign import Campaign
from domain.campaign_progress import CampaignPost, Progress
from domain.campaigns import may_change, today
from domain.measures import Measure
from domain.people import Role, UserId
from domain.posts import State
from domain.refusals import Refusal
from domain.results import OWN, RESULT_MEASURES
from domain.workspaces import Workspace

OPEN = "setup_campaign_open"
NEW = "setup_campaign_new"
EDIT = "setup_campaign_edit"
CLOSE = "setup_campaign_close"
TURN = "setup_campaigns_turn"
"""Action ids; they begin as the setup's do, which hands them on."""
NAME_SHOWN = 80
PURPOSE_SHOWN = 150
CENTRE_SHOWN = 60
CENTRES_SHOWN = 5
POSTS_SHOWN = 15
TITLE_SHOWN = 80
BAR = 10
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of campaigns.

    Attributes:
        spend: what was spent and is planned of the campaigns on it, by cost centre.
        without: how many recent posts name no campaign, and of how many.
    """

    page: Page[Progress]
    spend: Mapping[str, tuple[int, int]]
    without: tuple[int, int]


def read_page(value: str) -> int:
    """The page that a button leads to.

    Raises:
        Refusal: no button of ours has such a value.
    """
    if not (value.isascii() and value.isdecimal() and len(value) < _DIGITS):
        raise Refusal("I do not know this button any more. Type /social campaigns again.")
    return int(value)


def campaigns_view(listed: Listed, *, workspace: Workspace, reader: UserId, at: datetime) -> View:
    """Every campaign, those first that posts can name."""
    day = today(workspace, at=at)
    admin = Role.ADMIN in workspace.roles_of(reader)
    begin = ButtonElement(text="New campaign", action_id=NEW, value="new", style="primary")
    turns = turn_buttons(listed.page, action_id=TURN, value=str, labels=AGE)
    blocks: list[Block] = [
        *([ActionsBlock(block_id=NEW, elements=[begin])] if admin else []),
        *(_entry(one, day=day) for one in listed.page.items),
        *([] if listed.page.items else [section(_nothing(workspace, admin=admin))]),
        *([context(listed.page.words)] if turns else []),
        *([ActionsBlock(block_id=TURN, elements=list(turns))] if turns else []),
        DividerBlock(),
        *([context(_spend(listed.spend))] if listed.spend else []),
        context(_tactics(*listed.without)),
    ]
    return View(type="modal", title="Campaigns", close="Close", blocks=blocks)


def campaign_view(
    progress: Progress, posts: Sequence[CampaignPost], *, workspace: Workspace, reader: UserId, at: datetime
) -> View:
    """All about one campaign.

    Args:
        posts: those that name it, what changed last first.
    """
    campaign = progress.campaign
    departments = [department_name(one, workspace=workspace) for one in campaign.departments]
    gap = f" · at least {plural(campaign.gap, 'hour', 'hours')} between its posts" if campaign.gap else ""
    facts = [
        f"🎯 {_purpose(campaign)}",
        f"{_dates(campaign)}{_state(campaign, day=today(workspace, at=at))} · {mention(campaign.owner)}",
        f"{listed(departments) or 'All departments'}{gap}",
        _measured(progress),
        _money(progress),
        "🔗 Links of its posts are tracked" if campaign.tracking else "",
    ]
    blocks: list[Block] = [
        HeaderBlock(text=plain(inline(campaign.name), 150)),
        section("\n".join(one for one in facts if one)),
        section(f"*Posts* {_states(progress)}"),
        *([lines(*(_post(one) for one in posts[:POSTS_SHOWN]))] if posts else []),
        *([context(f"+{len(posts) - POSTS_SHOWN:,} more")] if len(posts) > POSTS_SHOWN else []),
        context(f"Changed last {when(campaign.at)}"),
        *_buttons(campaign, workspace=workspace, reader=reader),
    ]
    return View(type="modal", title="Campaign", close="Back", blocks=blocks)


def measure_of(campaign: Campaign) -> Measure | None:
    """The measure by which its posts are counted; None where nobody chose one."""
    return next((one for one in RESULT_MEASURES if one.key == campaign.measure), None)


def _entry(progress: Progress, *, day: date) -> SectionBlock:
    campaign = progress.campaign
    told = [
        f"*{_name(campaign)}* · {_dates(campaign)}{_state(campaign, day=day)} · {mention(campaign.owner)}",
        f"🎯 {_purpose(campaign)}",
        f"{_states(progress)}",
        _measured(progress),
        _money(progress),
    ]
    button = ButtonElement(text="Open", action_id=OPEN, value=campaign.name)
    return SectionBlock(
        block_id=f"campaign:{campaign.name}",
        text=mrkdwn("\n".join(one for one in told if one)),
        accessory=button,
    )


def _name(campaign: Campaign) -> str:
    return escape(inline(campaign.name, limit=NAME_SHOWN))


def _purpose(campaign: Campaign) -> str:
    return escape(inline(campaign.purpose, limit=PURPOSE_SHOWN))


def _dates(campaign: Campaign) -> str:
    first, last = campaign.first, campaign.last
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b} {last.year}"


def _state(campaign: Campaign, *, day: date) -> str:
    if campaign.closed_at is not None:
        return f" · closed by {mention(campaign.closed_by)} {when(campaign.closed_at)}"
    if campaign.last < day:
        return " · over"
    return " · not begun yet" if campaign.first > day else ""


def _states(progress: Progress) -> str:
    """Its posts by state, in the order of their life."""
    found = [
        f"{progress.states[one]:,} {'with ' if one is State.CHANGES_REQUESTED else ''}{one.value}"
        for one in State
        if progress.states.get(one)
    ]
    return " · ".join(found) or "No post yet: name it in *Campaign* when you propose one"


def _measured(progress: Progress) -> str:
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


def _money(progress: Progress) -> str:
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


def _spend(spend: Mapping[str, tuple[int, int]]) -> str:
    found = [
        f"{escape(inline(centre, limit=CENTRE_SHOWN)) if centre else 'none'}: {spent:,} spent, {planned:,} planned"
        for centre, (spent, planned) in spend.items()
    ]
    hidden = len(found) - CENTRES_SHOWN
    more = [f"+{hidden:,} more"] if hidden > 0 else []
    return f"💰 By cost centre · {' · '.join([*found[:CENTRES_SHOWN], *more])}"


def _tactics(without: int, every: int) -> str:
    if not every:
        return "No post was proposed in the last four weeks."
    if not without:
        return f"Every one of {plural(every, 'post', 'posts')} of the last four weeks names its campaign. 🎉"
    return f"{without:,} of {plural(every, 'post', 'posts')} of the last four weeks name no campaign: tactics without a purpose."


def _nothing(workspace: Workspace, *, admin: bool) -> str:
    what = "A campaign says in one sentence what its posts are for; every card of it shows that."
    if admin:
        return f"There is no campaign yet. {what} *New campaign* begins the first one."
    admins = listed([mention(one) for one in workspace.admins if one not in workspace.deactivated], last="or")
    return f"There is no campaign yet. {what} Ask {admins or 'whoever runs Onevoice'} to begin one."


def _post(post: CampaignPost) -> list[RichTextElement]:
    budget = f" · budget {post.budget:,}" if post.budget is not None else ""
    return [words(f"• {inline(post.title, limit=TITLE_SHOWN)} · {post.state.value}{budget}\n")]


def _buttons(campaign: Campaign, *, workspace: Workspace, reader: UserId) -> list[Block]:
    if campaign.closed_at is not None or not may_change(reader, campaign, workspace=workspace):
        return []
    sure = ConfirmObject(
        title="Close the campaign?",
        text=plain("No new post can name it then. Posts that do keep it, and its progress stays.", 300),
        confirm="Close it",
        deny="Keep it open",
        style="danger",
    )
    edit = ButtonElement(text="Edit", action_id=EDIT, value=campaign.name)
    close = ButtonElement(
        text="Close campaign", action_id=CLOSE, value=campaign.name, style="danger", confirm=sure
    )
    return [ActionsBlock(block_id=EDIT, elements=[edit, close])]
