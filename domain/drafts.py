"""Drafts: what somebody typed into the "Propose" form, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from domain.findings import Finding, Verdict
from domain.networks import Network
from domain.people import Workspace
from domain.refusals import InvalidForm
from domain.versions import Content, Variant

TEXT_LIMIT = 3_000
"""Characters of a post's text; Slack's "plain-text input element" takes no more."""
TITLE_LIMIT = 150
"""Characters of a title; Slack's "header block" shows no more."""
LINK_LIMIT = 2_000
"""Characters of a media link; longer ones break in browsers and in Slack's image block alike (3,000)."""
ALT_TEXT_LIMIT = 2_000
"""Characters of a picture's description; Slack's "image block" takes no more."""
WAY_OUT = "If it has to stay as it is, press “Check wording”: you can ask for an exception there."
"""What an author can do whose words a rule forbids and who cannot use others."""
CAMPAIGN_LIMIT = 75
"""Characters of a campaign's key; Slack's "option object" takes no more in its text."""
TAGS_LIMIT = 10
TAG_LIMIT = 40
"""Tags of a post, and characters of each: beyond that nobody reads them on a card."""
BUDGET_LIMIT = 1_000_000_000
"""Whole units of the company's currency; more is a slip of the keyboard."""
DEFAULT_TITLE = 60
"""Characters of the text that make a title when nobody gave one."""


def variant_field(network: Network) -> str:
    """The field of a form that holds this network's own text."""
    return f"variant_{network.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the "Propose" form holds, as typed.

    Attributes:
        publish_at: in UTC, or None.
        stores: keys of the stores the post touches.
        shows_people: "People shown have agreed" was ticked, so people are shown or named.
        variants: the texts of networks that have their own; an empty one means "as the common text".
        tags: labels for the policy.
        budget: in whole units of the company's currency, or None.
    """

    text: str
    department: str
    networks: tuple[Network, ...]
    title: str = ""
    publish_at: datetime | None = None
    media_link: str = ""
    alt_text: str = ""
    stores: tuple[str, ...] = ()
    shows_people: bool = False
    variants: tuple[Variant, ...] = ()
    tags: tuple[str, ...] = ()
    campaign: str = ""
    budget: int | None = None

    @property
    def content(self) -> Content:
        """The part that the public will see."""
        return Content(
            text=self.text.strip(),
            networks=self.networks,
            media_link=self.media_link.strip(),
            alt_text=self.alt_text.strip(),
            variants=tuple(
                Variant(network=one.network, text=one.text.strip())
                for one in self.variants
                if one.text.strip()
            ),
        )

    @property
    def effective_title(self) -> str:
        """The title as typed, or the beginning of the text's first line, by whole words."""
        if self.title.strip():
            return " ".join(self.title.split())
        first_line = " ".join(self.text.strip().split("\n", 1)[0].split())
        if len(first_line) <= DEFAULT_TITLE:
            return first_line
        whole_words = first_line[:DEFAULT_TITLE].rpartition(" ")[0]
        enough = whole_words if len(whole_words) > DEFAULT_TITLE // 2 else first_line[: DEFAULT_TITLE - 1]
        return enough.rstrip(" .,;:–-") + "…"


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
            ("text", _text_error(draft, verdict)),
            ("title", _title_error(draft)),
            ("department", _department_error(draft, workspace)),
            ("networks", "" if draft.networks else "Choose at least one network."),
            ("publish_at", _publish_error(draft, at)),
            ("media_link", _link_error(draft)),
            ("alt_text", _alt_text_error(draft)),
            ("stores", _stores_error(draft, workspace)),
            *_variant_errors(draft, verdict),
            ("campaign", _campaign_error(draft)),
            ("tags", _tags_error(draft)),
            ("budget", _budget_error(draft)),
        )
        if sentence
    }
    if errors:
        raise InvalidForm(errors)


def _text_error(draft: Draft, verdict: Verdict) -> str:
    if not draft.text.strip():
        return "Write the text of the post."
    if len(draft.text) > TEXT_LIMIT:
        return f"The text has {len(draft.text):,} characters; {TEXT_LIMIT:,} is the most. Please shorten it."
    return _blocking_sentences(verdict, lambda finding: finding.network is None)


def _variant_errors(draft: Draft, verdict: Verdict) -> list[tuple[str, str]]:
    """For each network's own text its field and what is wrong with it."""
    variants = draft.content.variants
    networks = [one.network for one in variants]
    return [
        (
            variant_field(one.network),
            _variant_error(one, draft, verdict, alone=networks.count(one.network) == 1),
        )
        for one in variants
    ]


def _variant_error(variant: Variant, draft: Draft, verdict: Verdict, *, alone: bool) -> str:
    name = variant.network.label
    if variant.network not in draft.networks:
        return f"There is a text for {name}, but the post does not go there. Choose it as a network too."
    if not alone:
        return f"There are two texts for {name}. Keep one."
    if len(variant.text) > TEXT_LIMIT:
        return (
            f"The text for {name} has {len(variant.text):,} characters; "
            f"{TEXT_LIMIT:,} is the most. Please shorten it."
        )
    return _blocking_sentences(verdict, lambda finding: finding.network is variant.network)


def _blocking_sentences(verdict: Verdict, about: Callable[[Finding], bool]) -> str:
    stopping = [finding for finding in verdict.stopping if about(finding)]
    said = " · ".join(map(_blocking_sentence, stopping))
    return f"{said} · {WAY_OUT}" if any(finding.excusable for finding in stopping) else said


def _blocking_sentence(finding: Finding) -> str:
    instead = f" Write “{finding.replacement}”." if finding.replacement else ""
    return f"{finding.where}{finding.message}{instead} ({finding.rule})"


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
    past = at is not None and draft.publish_at is not None and draft.publish_at <= at
    return "This time has passed. Choose a later one, or leave it empty." if past else ""


def _link_error(draft: Draft) -> str:
    link = draft.media_link.strip()
    if not link:
        return "Add the picture's link, or leave the alt text empty." if draft.alt_text.strip() else ""
    return link_problem(link)


def link_problem(link: str) -> str:
    """What is wrong with a link that somebody typed, in a sentence; empty when nothing is."""
    if len(link) > LINK_LIMIT:
        return f"{LINK_LIMIT:,} characters is the most for a link."
    return "" if _is_plain_link(link) else "Give a whole, plain link that begins with https://"


def _is_plain_link(link: str) -> bool:
    """Whether every reader of this link sees the same host in it.

    Browsers read a backslash as a slash and drop invisible characters ("URL Standard"), and a name before an @
    is no host: links with any of these are refused, so that the host people see is the one they get.
    """
    try:
        parts = urlsplit(link)
        port_holds = parts.port is None or parts.port > 0
    except ValueError:
        return False
    odd = any(not one.isprintable() or one.isspace() or one in '\\|"<>' for one in link)
    host = parts.hostname or ""
    host_holds = all(one.isalnum() or one in "-." for one in host) and host.strip("-.") != ""
    return (
        parts.scheme in {"http", "https"}
        and host_holds
        and port_holds
        and not odd
        and "@" not in parts.netloc
    )


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
