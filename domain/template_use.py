"""Template use: from which template a post was made, how it was filled, and whether it takes the trusted route."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUse:
    """How a post came out of a template.

    Attributes:
        template: the template's id.
        number: the number of its version.
        name: its name as it was then.
        store: key of the store for which it was filled; empty for none.
        values: by slot what was typed, to be typed again in an edit.
        finding_tags: what the approval of the template's words knew of; other findings come of the filling.
        by_manager: whether the store's own manager filled it.
        trusted: whether only its slots were changed and nothing speaks against the trusted route.
        because: why it goes to full review; empty while it is trusted.
        ended: why its template no longer lets it go out; empty while it does.
    """

    template: str
    number: int
    name: str
    store: str = ""
    values: tuple[tuple[str, str], ...] = ()
    finding_tags: frozenset[str] = frozenset()
    by_manager: bool = False
    trusted: bool = True
    because: str = ""
    ended: str = ""

    @property
    def by_hand(self) -> "TemplateUse":
        """The use after an edit of more than its slots: every seat is asked as of any post."""
        said = "it was edited by hand, and not in the template's slots"
        return replace(self, trusted=False, because=said) if self.trusted else self

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed, by slot."""
        return dict(self.values)
