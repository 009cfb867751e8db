"""What is wrong with a draft: a sentence for each field of the form."""

from datetime import datetime, timedelta

from domain.aims import aim_problems
from domain.drafts import (
    ALT_TEXT_LIMIT,
    BUDGET_LIMIT,
    CAMPAIGN_LIMIT,
    TAG_LIMIT,
    TAGS_LIMIT,
    TITLE_LIMIT,
    Draft,
)
from domain.findings import Verdict
from domain.links import link_problem
from domain.refusals import InvalidForm
from domain.text_problems import text_problem, variant_problems
from domain.workspaces import Workspace

FARTHEST = timedelta(days=731)
"""Two years: who plans a post for later has most likely mistaken the year."""


def publish_time_problem(publish_at: datetime, *, at: datetime) -> str:
    """What is wrong with a publish time at this moment, in a sentence; empty when nothing is."""
    if publish_at <= at:
        return "This time has passed. Choose a later one."
    return "That is more than two years away. Look at the year again." if publish_at - at > FARTHEST else ""


def refuse_invalid(draft: Draft, verdict: Verdict, *, workspace: Workspace, at: datetime | None) -> None:
    """Say no to a form that cannot stay as it is.

    Args:
        at: the present; None when the publish time was accepted earlier and has not been touched.

    Raises:
        InvalidForm: with a sentence for each field, blocking findings under the text.
    """
    errors = {
        field: sentence
        for field, sentence in (
            ("text", text_problem(draft, verdict)),
            ("title", _title_error(draft)),
            ("department", _department_error(draft, workspace)),
            ("networks", "" if draft.networks else "Choose at least one network."),
            ("publish_at", _publish_error(draft, at)),
            ("media_link", _link_error(draft)),
            ("alt_text", _alt_text_error(draft)),
            ("stores", _stores_error(draft, workspace)),
            *variant_problems(draft, verdict),
            ("campaign", _campaign_error(draft)),
            ("tags", _tags_error(draft)),
            ("budget", _budget_error(draft)),
            *aim_problems(draft.aim).items(),
        )
        if sentence
    }
    if errors:
        raise InvalidForm(errors)


def _campaign_error(draft: Draft) -> str:
    if len(draft.campaign) > CAMPAIGN_LIMIT:
        return f"{CAMPAIGN_LIMIT} characters is the most for a campaign's name."
    return (
        "A post belongs to one campaign: write its short name, without commas."
        if "," in draft.campaign
        else ""
    )


def _tags_error(draft: Draft) -> str:
    long = next((one for one in draft.tags if len(one) > TAG_LIMIT), "")
    if long:
        return f"“{long[:TAG_LIMIT]}…” is too long for a tag: {TAG_LIMIT} characters is the most. Put commas between tags."
    return (
        f"{TAGS_LIMIT} tags is the most; these are {len(draft.tags)}." if len(draft.tags) > TAGS_LIMIT else ""
    )


def _budget_error(draft: Draft) -> str:
    fits = draft.budget is None or 0 <= draft.budget <= BUDGET_LIMIT
    return "" if fits else f"Give the budget as a whole number from 0 to {BUDGET_LIMIT:,}."


def _title_error(draft: Draft) -> str:
    return "" if len(draft.title) <= TITLE_LIMIT else f"{TITLE_LIMIT} characters is the most for a title."


def _department_error(draft: Draft, workspace: Workspace) -> str:
    return "" if workspace.department(draft.department) else "Choose one of the departments."


def _publish_error(draft: Draft, at: datetime | None) -> str:
    if at is None or draft.publish_at is None:
        return ""
    return publish_time_problem(draft.publish_at, at=at)


def _link_error(draft: Draft) -> str:
    link = draft.media_link.strip()
    if not link:
        return "Add the picture's link, or leave the alt text empty." if draft.alt_text.strip() else ""
    return link_problem(link)


def _alt_text_error(draft: Draft) -> str:
    return (
        ""
        if len(draft.alt_text) <= ALT_TEXT_LIMIT
        else f"{ALT_TEXT_LIMIT:,} characters is the most for alt text."
    )


def _stores_error(draft: Draft, workspace: Workspace) -> str:
    known = {store.key for store in workspace.stores}
    unknown = [key for key in draft.stores if key not in known]
    return f"There is no store {', '.join(unknown)} any more." if unknown else ""
