"""Offers: what a post promises for how much, on what, with which code and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EVERYTHING = "everything"
"""Stands for all products."""


class Unit(StrEnum):
    """What an amount means."""

    PERCENT = "percent off"
    MONEY = "money off"
    PIECES = "pieces"
    """Three for two, and the like."""
    PRICE = "price"
    NONE = "no amount"
    """A code whose post does not say what it is good for."""

    @property
    def comparable(self) -> str:
        """Units of the same kind of promise contradict each other; a price does not contradict a discount."""
        return self.value if self in {Unit.PRICE, Unit.NONE} else "discount"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Offer:
    """One promise.

    Attributes:
        amount: as a plain decimal number, or "3 for 2"; empty without one.
        currency: ISO 4217 code, where the amount is money; `$` is taken for US dollars.
        code: in capitals; empty without one.
        ends: the last day; None when the post does not say.
        products: the words for what it is good for, sorted; `everything` for all; none when the post does not say.
    """

    unit: Unit
    amount: str = ""
    currency: str = ""
    code: str = ""
    ends: date | None = None
    products: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The amount for people: "20 %", "10 GBP off", "49.99 GBP", "3 for 2"."""
        match self.unit:
            case Unit.PERCENT:
                return f"{self.amount} %"
            case Unit.MONEY:
                return f"{self.amount} {self.currency} off"
            case Unit.PRICE:
                return f"{self.amount} {self.currency}"
        return self.amount
