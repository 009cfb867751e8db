"""Campaigns: the list with how far each has come, and all about one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

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

from blocks.campaign_words import (
    CENTRE_SHOWN,
    date_words,
    measure_words,
    money_words,
    name_words,
    purpose_words,
    standing_words,
    state_words,
)
from blocks.elements import context, lines, mrkdwn, plain, section, words
from blocks.moments import when
from blocks.paging import AGE, Page, turn_buttons
from blocks.participation import PROPOSE, Answers, own_blocks, part_blocks, part_line, propose_button
from blocks.seats import department_name
from blocks.text import escape, inline, listed, mention, plural
from domain.campaign import Campaign
from domain.campaign_progress import CampaignPost, Progress
from domain.campaigns import may_change, today
from domain.people import Role, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace

OPEN = "setup_campaign_open"
NEW = "setup_campaign_new"
EDIT = "setup_campaign_edit"
CLOSE = "setup_campaign_close"
TURN = "setup_campaigns_turn"
"""Action ids; they begin as the setup's do, which hands them on."""
CENTRES_SHOWN = 5
POSTS_SHOWN = 15
TITLE_SHOWN = 80
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of campaigns.

    Attributes:
        spend: what was spent and is planned of the campaigns on it, by cost centre.
        without: how many recent posts name no campaign, and of how many.
        answers: what stores said about those that let them choose.
    """

    page: Page[Progress]
    spend: Mapping[str, tuple[int, int]]
    without: tuple[int, int]
    answers: Mapping[str, Answers] = field(default_factory=dict)


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
    admin = Role.ADMIN in workspace.roles_of(reader)
    begin = ButtonElement(text="New campaign", action_id=NEW, value="new", style="primary")
    turns = turn_buttons(listed.page, action_id=TURN, value=str, labels=AGE)
    blocks: list[Block] = [
        *([ActionsBlock(block_id=NEW, elements=[begin])] if admin else []),
        *(
            block
            for one in listed.page.items
            for block in _entry(one, listed, workspace=workspace, reader=reader, at=at)
        ),
        *([] if listed.page.items else [section(_nothing(workspace, admin=admin))]),
        *([context(listed.page.words)] if turns else []),
        *([ActionsBlock(block_id=TURN, elements=list(turns))] if turns else []),
        DividerBlock(),
        *([context(_spend(listed.spend))] if listed.spend else []),
        context(_tactics(*listed.without)),
    ]
    return View(type="modal", title="Campaigns", close="Close", blocks=blocks)


def campaign_view(
    progress: Progress,
    posts: Sequence[CampaignPost],
    answers: Answers,
    *,
    workspace: Workspace,
    reader: UserId,
    at: datetime,
) -> View:
    """All about one campaign.

    Args:
        posts: those that name it, what changed last first.
        answers: what was said for each store, by its key.
    """
    campaign = progress.campaign
    departments = [department_name(one, workspace=workspace) for one in campaign.departments]
    gap = f" · at least {plural(campaign.gap, 'hour', 'hours')} between its posts" if campaign.gap else ""
    facts = [
        f"🎯 {purpose_words(campaign)}",
        f"{date_words(campaign)}{standing_words(campaign, day=today(workspace, at=at))} · {mention(campaign.owner)}",
        f"{listed(departments) or 'All departments'}{gap}",
        measure_words(progress),
        money_words(progress),
        "🔗 Links of its posts are tracked" if campaign.tracking else "",
    ]
    blocks: list[Block] = [
        HeaderBlock(text=plain(inline(campaign.name), 150)),
        section("\n".join(one for one in facts if one)),
        section(f"*Posts* {state_words(progress)}"),
        *([lines(*(_post(one) for one in posts[:POSTS_SHOWN]))] if posts else []),
        *([context(f"+{len(posts) - POSTS_SHOWN:,} more")] if len(posts) > POSTS_SHOWN else []),
        *part_blocks(campaign, answers, workspace=workspace, reader=reader, at=at),
        context(f"Changed last {when(campaign.at)}"),
        *_buttons(campaign, workspace=workspace, reader=reader, at=at),
    ]
    return View(type="modal", title="Campaign", close="Back", blocks=blocks)


def _entry(
    progress: Progress, listed: Listed, *, workspace: Workspace, reader: UserId, at: datetime
) -> list[Block]:
    campaign, day = progress.campaign, today(workspace, at=at)
    answers = listed.answers.get(campaign.name, {})
    told = [
        f"*{name_words(campaign)}* · {date_words(campaign)}{standing_words(campaign, day=day)} · {mention(campaign.owner)}",
        f"🎯 {purpose_words(campaign)}",
        f"{state_words(progress)}",
        measure_words(progress),
        money_words(progress),
        part_line(campaign, answers, workspace=workspace),
    ]
    button = ButtonElement(text="Open", action_id=OPEN, value=campaign.name)
    entry = SectionBlock(
        block_id=f"campaign:{campaign.name}",
        text=mrkdwn("\n".join(one for one in told if one)),
        accessory=button,
    )
    own = own_blocks(
        campaign, answers, workspace=workspace, reader=reader, at=at, page=listed.page.number, most=1
    )
    return [entry, *own]


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
    names = "names" if without == 1 else "name"
    return (
        f"{without:,} of {plural(every, 'post', 'posts')} of the last four weeks {names} no campaign. "
        "*Edit* on the card of one that is still to go out lets its author choose the campaign whose purpose it shares."
    )


def _nothing(workspace: Workspace, *, admin: bool) -> str:
    what = "A campaign says in one sentence what its posts are for; every card of it shows that."
    if admin:
        return f"There is no campaign yet. {what} *New campaign* begins the first one."
    admins = listed([mention(one) for one in workspace.admins if one not in workspace.deactivated], last="or")
    return f"There is no campaign yet. {what} Ask {admins or 'whoever runs Onevoice'} to begin one."


def _post(post: CampaignPost) -> list[RichTextElement]:
    budget = f" · budget {post.budget:,}" if post.budget is not None else ""
    return [words(f"• {inline(post.title, limit=TITLE_SHOWN)} · {post.state.value}{budget}\n")]


def _buttons(campaign: Campaign, *, workspace: Workspace, reader: UserId, at: datetime) -> list[Block]:
    if campaign.closed_at is not None:
        return []
    over = campaign.last < today(workspace, at=at)
    propose = [] if over else [propose_button(campaign)]
    if not may_change(reader, campaign, workspace=workspace):
        return [ActionsBlock(block_id=PROPOSE, elements=propose)] if propose else []
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
    return [ActionsBlock(block_id=EDIT, elements=[*propose, edit, close])]
