"""The parts of a text a rule may look at: Vale's scopes, as far as a post has them."""

from collections.abc import Iterable

from rulebook.rules import Rule, RuleError
from rulebook.sentences import sentences
from rulebook.subject import Subject

PARTS = ("text", "sentence", "paragraph")
_SAME = {"text": "text", "raw": "text", "summary": "text", "sentence": "sentence", "paragraph": "paragraph"}


def scope_of(rule: Rule) -> str:
    """Which of `PARTS` a rule looks at.

    `raw` and `summary` are the whole text, as a post has no markup; parts that a post lacks, such as headings, may be
    excluded (`~heading`) but not asked for.

    Raises:
        RuleError: the rule looks at nothing a post has.
    """
    found: list[str] = []
    for scope in rule.scope or ("text",):
        wanted = [part.strip() for part in scope.split("&")]
        asked = [part for part in wanted if not part.startswith("~")]
        if any(_SAME.get(part.removeprefix("~")) for part in wanted if part.startswith("~")):
            continue
        if all(part in _SAME for part in asked):
            names = [_SAME[part] for part in asked if part != "text"]
            found.append(names[0] if names else "text")
    if not found:
        raise RuleError(
            f"the scope '{', '.join(rule.scope)}' cannot occur in a post; the rule is left out", key="scope"
        )
    return found[0]


def parts_of(subject: Subject, part: str) -> Iterable[tuple[int, Subject]]:
    """The parts of a text, each with the place where it begins."""
    if part == "text":
        return ((0, subject),)
    lines = subject.typed.replace("\r\n\r\n", "  \n\n").replace("\r\n", " \n")
    spans = sentences(lines) if part == "sentence" else paragraphs(lines)
    return ((start, Subject(subject.typed[start:end], subject.allowance)) for start, end in spans)


def paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """The spans of paragraphs, each with the blank line that ends it; blank ones are left out."""
    start = 0
    while start < len(text):
        end = text.find("\n\n", start) + 2
        end = len(text) if end == 1 else end
        if not text[start:end].isspace():
            yield start, end
        start = end
