"""Drafts: what somebody typed into the "Propose" form, and how much of it there may be."""

from dataclasses import dataclass
from datetime import datetime

from domain.aims import NO_AIM, Aim
from domain.networks import Network
from domain.posts import Post
from domain.sight import visible
from domain.template_use import TemplateUse
from domain.versions import Content, Variant

TEXT_LIMIT = 3_000
"""Characters of a post's text; Slack's "plain-text input element" takes no more."""
TITLE_LIMIT = 150
"""Characters of a title; Slack's "header block" shows no more."""
ALT_TEXT_LIMIT = 2_000
"""Characters of a picture's description; Slack's "image block" takes no more."""
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
        aim: what the post is for besides its campaign.
        use: how a template was filled to make it; None where somebody typed it all.
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
    aim: Aim = NO_AIM
    use: TemplateUse | None = None

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
                if visible(one.text)
            ),
        )

    @property
    def effective_title(self) -> str:
        """The title as typed, or the one that follows from the text."""
        return " ".join(self.title.split()) or derived_title(self.text)


def derived_title(text: str) -> str:
    """The title of a post while nobody types one: the beginning of its text's first line, by whole words."""
    first_line = " ".join(text.strip().split("\n", 1)[0].split())
    if len(first_line) <= DEFAULT_TITLE:
        return first_line
    whole_words = first_line[:DEFAULT_TITLE].rpartition(" ")[0]
    enough = whole_words if len(whole_words) > DEFAULT_TITLE // 2 else first_line[: DEFAULT_TITLE - 1]
    return enough.rstrip(" .,;:–-") + "…"


def typed_title(post: Post) -> str:
    """The title that somebody gave a post; empty while it follows from the text."""
    return "" if post.title == derived_title(post.version.content.text) else post.title
