"""Changes: what a new version says differently, for those who signed an earlier one."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import RichTextBlock, RichTextElement

from blocks.diffs import LINE_LIMIT, diff_line, only_blanks
from blocks.elements import lines, person, words
from blocks.labels import label_changes
from blocks.text import listed
from domain.audit import Action, Entry
from domain.diffs import differences, since_last_sign_off
from domain.drafts import typed_title
from domain.people import UserId
from domain.posts import Post
from domain.versions import Version

CHANGED = "changed"
"""Detail of an edit in the record: what it changed besides the text, in words."""
KEPT = "kept"
"""Detail of an edit that made no new version."""
SINCE_LIMIT = 300
"""Weight of the changes since an earlier version that somebody signed."""
SEEN_SHOWN = 3
"""Earlier versions on the card that somebody signed; "History" compares any two."""
PEOPLE_SHOWN = 4


def other_changes(before: Post, after: Post) -> tuple[str, ...]:
    """What an edit changed besides the text, in words; the record keeps them with a comma between two."""
    old, new = before.version.content, after.version.content
    facts = (
        ("title", typed_title(before), typed_title(after)),
        ("department", before.department, after.department),
        ("networks", set(old.networks), set(new.networks)),
        *(
            (f"text for {one.label}", old.text_for(one), new.text_for(one))
            for one in new.networks
            if one in old.networks and one in {own.network for own in (*old.variants, *new.variants)}
        ),
        ("publish time", before.publish_at, after.publish_at),
        ("media link", old.media_link, new.media_link),
        ("alt text", old.alt_text, new.alt_text),
        ("stores", set(before.stores), set(after.stores)),
        ("agreement of the people shown", before.shows_people, after.shows_people),
        ("audience", before.aim.audience, after.aim.audience),
        ("measure", before.aim.measure, after.aim.measure),
        ("who gains", before.aim.gains, after.aim.gains),
        ("cost centre", before.aim.cost_centre, after.aim.cost_centre),
    )
    return (*(name for name, was, is_now in facts if was != is_now), *label_changes(before, after))


def edits_of(entries: Iterable[Entry]) -> dict[int, tuple[str, ...]]:
    """By the number of the version that an edit made, what it changed besides the text, as the record has it."""
    return {
        one.event.version: tuple(said.split(", "))
        for one in entries
        if one.event.action is Action.REVISED
        and KEPT not in one.event.detail
        and (said := one.event.detail.get(CHANGED))
    }


def change_line(post: Post, *, others: Sequence[str] = ()) -> RichTextBlock | None:
    """What the present version changed against the one before, and since each earlier one that somebody signed.

    Args:
        others: what else its edit changed, as `other_changes` found it then.
    """
    if len(post.versions) < 2:  # noqa: PLR2004  # a change has two sides
        return None
    before = post.versions[-2]
    seen = _seen(post)
    paragraphs = [
        [
            *_head(f"Version {post.version.number}", seen.pop(before.number, [])),
            *_told(before, post.version, others),
        ]
    ]
    for number, people in sorted(seen.items(), reverse=True)[:SEEN_SHOWN]:
        version = post.version_of(number)
        if version is not None:
            paragraphs.append([*_since(number, people), *_told(version, post.version, (), limit=SINCE_LIMIT)])
    return lines(*paragraphs)


def _seen(post: Post) -> dict[int, list[UserId]]:
    """By version, who decided about it and about no later one."""
    found: dict[int, list[UserId]] = {}
    for user in dict.fromkeys(one.by for one in post.sign_offs):
        version = since_last_sign_off(post, user)
        if version is not None:
            found.setdefault(version.number, []).append(user)
    return found


def _head(name: str, people: Sequence[UserId]) -> list[RichTextElement]:
    if not people:
        return [words(f"{name}: ", bold=True)]
    return [words(name, bold=True), words(", since "), *_people(people), words(" decided: ")]


def _since(number: int, people: Sequence[UserId]) -> list[RichTextElement]:
    return [
        words(f"Since version {number}", bold=True),
        words(", about which "),
        *_people(people),
        words(" decided: "),
    ]


def _people(people: Sequence[UserId]) -> list[RichTextElement]:
    named: list[RichTextElement] = []
    for user in people[:PEOPLE_SHOWN]:
        named += [words(", "), person(user)] if named else [person(user)]
    hidden = len(people) - PEOPLE_SHOWN
    return [*named, words(f" and {hidden:,} more")] if hidden > 0 else named


def _told(
    before: Version, after: Version, others: Sequence[str], *, limit: int = LINE_LIMIT
) -> list[RichTextElement]:
    """The changes of the text word by word, those of the rest by name."""
    changed = differences(before.content, after.content)
    names = list(others) or [one.part for one in changed if one.part != "text"]
    text = next((one for one in changed if one.part == "text"), None)
    if text is None:
        return [words(f"same text, other {listed(names) or 'details'}")]
    also = f" · also other {listed(names)}" if names else ""
    if only_blanks(text.runs):
        return [words(f"same words, other spaces, line breaks or ending{also}")]
    return [*diff_line(text.runs, limit=limit), *([words(also)] if also else [])]
