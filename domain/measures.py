"""Measures: figures that stand beside a capability, and how people type them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.refusals import Refusal

LONGEST = 40
"""Characters of a figure as typed; longer ones are pasted by mistake."""
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[, \u00a0\u202f'’][0-9]{3})+)(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,4})?"
)
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that a department may give with an answer.

    Attributes:
        name: what is counted, as the form asks for it.
        unit: such as `%` or `h`; empty for a plain number.
        least: the smallest figure that is plausible, in that unit.
        most: the largest one.
    """

    key: str
    name: str
    unit: str = ""
    least: float = 0
    most: float

    def shown(self, value: float) -> str:
        """A figure with its unit: `1,200`, `62 %`, `4.5 h`."""
        return f"{value:,.10g} {self.unit}".rstrip()


def read_measure(typed: str, measure: Measure) -> float | None:
    """The figure that somebody typed, in the measure's unit; None when nothing was typed.

    Thousands may be parted by commas or spaces, decimals stand behind a point, and the unit may follow.

    Raises:
        Refusal: it is no number, or one beyond what is plausible.
    """
    typed = typed.strip()
    bare = typed.removesuffix(measure.unit).strip().lower()
    if not bare:
        return None
    if len(typed) > LONGEST:
        raise Refusal("This is too long for a number. Give one such as {example}.", example=_example(measure))
    if not _NUMBER.fullmatch(bare):
        point = " Decimals stand behind a point: 4.5." if _COMMA.fullmatch(bare) else ""
        raise Refusal(
            "“{typed}” is no number.{point} Give one such as {example}, or leave this empty.",
            typed=typed,
            point=point,
            example=_example(measure),
        )
    value = Decimal(re.sub(r"[, \u00a0\u202f'’]", "", bare))
    if not Decimal(measure.least) <= value <= Decimal(measure.most):
        raise Refusal(
            "{typed} cannot be right for “{name}”: it lies between {least} and {most}. Check it, or leave this empty.",
            typed=typed,
            name=measure.name,
            least=measure.shown(measure.least),
            most=measure.shown(measure.most),
        )
    return float(value)


def _example(measure: Measure) -> str:
    """A plausible figure: a whole one where there is one."""
    middle = (measure.least + measure.most) / 2
    return measure.shown(round(middle) if measure.most - measure.least > 1 else middle)
