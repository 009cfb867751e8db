"""Maturity: the model that check-ins ask about: stages, their capabilities, and what each asks.

A model is data (`maturity.toml`); `domain.maturity_problems` says what is wrong with one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from domain.measures import Measure
from domain.people import UserId


class Anchor(IntEnum):
    """How far a practice has come: the four answers to every question."""

    NOT_YET = 0
    SOMETIMES = 1
    USUALLY = 2
    ALWAYS = 3

    @property
    def label(self) -> str:
        """The word people choose."""
        return self.name.replace("_", " ").capitalize()


class Source(StrEnum):
    """What the desk's own record can say beside an answer; `domain.maturity_evidence` says it."""

    RHYTHM = "rhythm"
    """In how many of the last four weeks something went out."""
    STORES = "stores"
    """How many of the stores were named in a post."""
    ALT_TEXT = "alt-text"
    """How many pictures were described."""
    QUESTIONS = "questions"
    """How many posts invited an answer."""
    STAFF = "staff"
    """How many posts showed or named people."""
    DEPARTMENTS = "departments"
    """How many posts three or more departments had seen."""
    TRACKED_LINKS = "tracked-links"
    """How many posts with a link can be told apart where it leads (utm parameters)."""
    PRODUCT_LINKS = "product-links"
    """How many posts about a price or an offer led to where it can be bought."""
    RECRUITING = "recruiting"
    """How many posts about jobs led to where one applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of maturity. Each inherits the ones before it.

    Attributes:
        purpose: what it is about, in one sentence.
    """

    key: str
    name: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something a retailer can be good at, and how it is asked about.

    Attributes:
        key: names it for good: its history goes by this, whatever its words become.
        stage: key of its stage.
        name: a few words, for tables.
        statements: what each answer means, from `not yet` to `always`.
        practice: what to try next when this is the gap.
        weight: how much it counts within its stage.
        evidence: what the desk's record can say about it, if anything.
    """

    key: str
    stage: str
    name: str
    question: str
    statements: tuple[str, ...]
    practice: str
    weight: int = 1
    measures: tuple[Measure, ...] = ()
    evidence: Source | None = None

    def measure(self, key: str) -> Measure | None:
        """The measure with this key, or None."""
        return next((one for one in self.measures if one.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityModel:
    """The stages, the earliest first, and all their capabilities in the order in which they are asked."""

    stages: tuple[Stage, ...]
    capabilities: tuple[Capability, ...]

    def capability(self, key: str) -> Capability | None:
        """The capability with this key; None for one that was removed."""
        return next((one for one in self.capabilities if one.key == key), None)

    def of_stage(self, key: str) -> tuple[Capability, ...]:
        """The capabilities of one stage."""
        return tuple(one for one in self.capabilities if one.stage == key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """A model that is or was in force.

    Attributes:
        number: counted from 1 within the workspace.
        by: who changed it; None when a file did.
        at: when, in UTC.
    """

    model: MaturityModel
    number: int
    by: UserId | None
    at: datetime
