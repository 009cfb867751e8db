"""Trusted routes: what the policy asks of a post that only fills the slots of an approved template."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.template_use import TemplateUse

WHOLE = 100
"""Percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedRoute:
    """One `[[trusted]]` of the policy; the first one that fits a filled template counts.

    Attributes:
        because: the reason as the card's details give it.
        templates: names of the templates it is for; empty for all.
        managers: whether it is only for what a store's manager fills for that store.
        department: key of the department whose sign-off is enough; empty for the template's own.
        sign_offs: how many of its approvers must sign; 0 for nobody, which only named templates can have.
        sample: of a hundred such posts, how many go to full review all the same, chosen by chance.
    """

    name: str
    because: str
    templates: frozenset[str] = frozenset()
    managers: bool = False
    department: str = ""
    sign_offs: int = 1
    sample: int = 10

    def fits(self, use: TemplateUse) -> bool:
        """Whether it is for such a use of a template."""
        named = {one.casefold() for one in self.templates}
        return (not named or use.name.casefold() in named) and (use.by_manager or not self.managers)

    def samples(self, *, chance: float) -> bool:
        """Whether this number from 0 to below 1, drawn by chance, sends the post to full review."""
        return chance * WHOLE < self.sample


def trusted_route(routes: Iterable[TrustedRoute], use: TemplateUse) -> TrustedRoute | None:
    """The first that fits; None when the policy trusts no such use."""
    return next((one for one in routes if one.fits(use)), None)


SHIPPED_TRUSTED = (
    TrustedRoute(
        name="local posts",
        because="a store's manager filled an approved template",
        managers=True,
        department="field-ops",
    ),
    TrustedRoute(name="templates", because="an approved template was filled"),
)
"""What holds until an admin says otherwise (PRODUCT.md section 4)."""
