"""Local posts: a template, filled by somebody who may, becomes a post; and is filled anew in an edit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.campaigns import campaign_problem
from domain.drafts import TITLE_LIMIT, Draft
from domain.filling import Filled, fill
from domain.filling_problems import day_problem, day_words, networks_problem, over_problem, store_problem
from domain.findings import Verdict
from domain.networks import Network
from domain.people import Store, UserId
from domain.posts import Post, PostId
from domain.proposals import propose, revise
from domain.refusals import InvalidForm, Refusal
from domain.template_use import TemplateUse
from domain.templates import Template, TemplateState, may_use
from domain.trust import Grounds, weighed
from domain.workspaces import Workspace
from domain.zones import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What somebody filled in, as typed.

    Attributes:
        number: of the template's version that was before their eyes.
        values: by slot's name, as `domain.slot_values` takes them.
        store: the chosen store's key; empty for none.
        publish_at: in UTC, or None.
        networks: those that were left chosen; None for all of the template's.
        read: in an edit, the number of the post's version that was before their eyes.
        media_link: another picture, with `alt_text`; None for the template's own.
    """

    number: int
    values: Mapping[str, str] = field(default_factory=dict)
    store: str = ""
    publish_at: datetime | None = None
    networks: tuple[Network, ...] | None = None
    read: int = 0
    media_link: str | None = None
    alt_text: str = ""


def refuse_use(
    template: Template | None, *, by: UserId, at: datetime, workspace: Workspace, number: int | None = None
) -> Template:
    """The template, or no to somebody who cannot use it now; for the form and for what it brings.

    Args:
        template: as it is now; None when there is none of that id.
        number: of the version before their eyes, where there is one.

    Raises:
        Refusal: with what happened, by whom and when.
    """
    if template is None:
        raise Refusal("This template is not in the library any more. Type /social library to choose another.")
    if template.state is TemplateState.RETIRED and template.ended_by and template.ended_at:
        raise Refusal(
            "{who} took “{name}” out of the library {when}: “{why}”. Type /social library to choose another.",
            who=template.ended_by,
            name=template.name,
            when=template.ended_at,
            why=template.ended_because,
        )
    if not template.usable(at=at, workspace=workspace):
        raise Refusal(
            "“{name}” was for posts until {day}. Type /social library to choose another.",
            name=template.name,
            day=day_words(template.valid_until or template.at.date()),
        )
    if not may_use(template, by, workspace=workspace):
        raise Refusal(
            "“{name}” is not for you to fill. Type /social library to see those that are.", name=template.name
        )
    if number not in {None, template.number}:
        raise Refusal(
            "{who} changed “{name}” {when}, while you were filling it. Open it again to see what it says now.",
            who=template.by,
            name=template.name,
            when=template.at,
        )
    return template


def drafted(
    template: Template, filling: Filling, *, by: UserId, at: datetime, workspace: Workspace
) -> tuple[Draft, Filled]:
    """What the filled template says, for the rulebook and for the eye; nothing is proposed by it.

    Raises:
        Refusal: as `refuse_use`.
        InvalidForm: by field, "store", "publish_at", "networks" and each `slot_field`, what cannot stay as it is.
    """
    refuse_use(template, by=by, at=at, workspace=workspace, number=filling.number)
    store = next((one for one in workspace.stores if one.key == filling.store), None)
    errors = {
        "store": store_problem(template, filling.store, by=by, workspace=workspace),
        "publish_at": day_problem(template, filling.publish_at or at, workspace=workspace),
        "networks": networks_problem(template, filling.networks),
    }
    here = zone(store.timezone if store else workspace.timezone)
    try:
        filled = fill(template, filling.values, store=store, today=at.astimezone(here).date())
        goes_out = (filling.publish_at or at).astimezone(here).date()
        errors["publish_at"] = errors["publish_at"] or over_problem(
            template, dict(filled.values), goes_out=goes_out
        )
    except InvalidForm as wrong:
        errors = {**wrong.errors, **{one: said for one, said in errors.items() if said}}
        raise InvalidForm(errors) from None
    if errors := {one: said for one, said in errors.items() if said}:
        raise InvalidForm(errors)
    return _draft(template, filling, filled, store, at=at, workspace=workspace), filled


def propose_filled(
    template: Template,
    filling: Filling,
    verdict: Verdict,
    *,
    id: PostId,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    grounds: Grounds,
) -> Post:
    """A new local post: on the trusted route where nothing speaks against it, else in full review.

    It is approved at once where the policy asks nobody about this template: its `state_by` is None then, and
    `state_because` says so.

    Args:
        template: as it is in force, while the library is held.
        verdict: what the rulebook says about the draft of `drafted`.

    Raises:
        Refusal: as `refuse_use` and `propose`.
        InvalidForm: as `drafted` and `propose`; a blocking finding is told under "text".
    """
    draft, filled = drafted(template, filling, by=by, at=at, workspace=workspace)
    use = _use(template, filling, filled, by=by, workspace=workspace)
    draft = replace(draft, use=weighed(use, verdict, grounds=grounds))
    return propose(draft, verdict, id=id, by=by, at=at, workspace=workspace, policy=grounds.policy)


def refill(
    post: Post,
    template: Template,
    filling: Filling,
    verdict: Verdict,
    *,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    grounds: Grounds,
) -> Post:
    """The post with its slots filled anew. What went to full review before stays there.

    Raises:
        Refusal: as `refuse_use` and `revise`, or the post was made from another template.
        Overtaken, InvalidForm: as `revise` and `propose_filled`.
    """
    if post.use is None or post.use.template != template.id:
        raise Refusal("This post was not made from “{name}”.", name=template.name)
    draft, filled = drafted(template, filling, by=by, at=at, workspace=workspace)
    use = _use(template, filling, filled, by=by, workspace=workspace)
    if (
        post.use.trusted
    ):  # an edit is no new draw: nobody is sampled by it, and nobody fills anew until chance is kind
        use = weighed(use, verdict, grounds=replace(grounds, chance=1))
    else:
        use = replace(use, trusted=False, because=post.use.because)
    return revise(
        post,
        replace(draft, use=use),
        verdict,
        read=filling.read,
        by=by,
        at=at,
        workspace=workspace,
        policy=grounds.policy,
    )


def _use(
    template: Template, filling: Filling, filled: Filled, *, by: UserId, workspace: Workspace
) -> TemplateUse:
    return TemplateUse(
        template=template.id,
        number=template.number,
        name=template.name,
        store=filling.store,
        values=filled.values,
        finding_tags=template.finding_tags,
        by_manager=any(one.key == filling.store for one in workspace.stores_of(by)),
    )


def _draft(
    template: Template,
    filling: Filling,
    filled: Filled,
    store: Store | None,
    *,
    at: datetime,
    workspace: Workspace,
) -> Draft:
    networks = template.networks if filling.networks is None else filling.networks
    own = filling.media_link is not None
    over = campaign_problem(template.campaign, workspace=workspace, at=at)
    title = f"{template.name} · {store.name}" if store else template.name
    return Draft(
        text=filled.text,
        department=template.department,
        networks=networks,
        title=title[:TITLE_LIMIT],
        publish_at=filling.publish_at,
        media_link=(filling.media_link or "") if own else template.media_link,
        alt_text=filling.alt_text if own else template.alt_text,
        stores=(store.key,) if store else (),
        shows_people=template.shows_people,
        variants=tuple(one for one in filled.variants if one.network in networks),
        tags=template.tags,
        campaign="" if over else template.campaign,
        aim=template.aim,
    )
