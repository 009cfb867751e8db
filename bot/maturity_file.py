"""`maturity.toml`: what check-ins ask about, as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.complaints import WrongFile
from bot.toml_files import fault, read_toml
from bot.workspace_entries import Key
from domain.maturity import Capability, MaturityModel, Source, Stage
from domain.maturity_problems import problems_of
from domain.measures import Measure
from domain.sight import visible

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SHIPPED_MODEL = Path(__file__).parent.parent / "maturity.toml"
"""The model for retailers that comes with Onevoice."""


def _source(name: object) -> object:
    known = [one.value for one in Source]
    if name not in known:
        raise ValueError(f"the desk has no such record; there are {', '.join(known)}")
    return Source(name)


def _visible(text: str) -> str:
    if text.strip() and not visible(text):
        raise ValueError("nothing of this can be seen; give it letters")
    return text


Words = Annotated[str, AfterValidator(_visible)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class MeasureEntry(_Entry):
    """One of `measures`."""

    key: Key
    name: Words
    unit: str = ""
    least: float = 0
    most: float

    def measure(self) -> Measure:
        """What it means."""
        return Measure(key=self.key, name=self.name, unit=self.unit, least=self.least, most=self.most)


class StageEntry(_Entry):
    """One `[[stage]]`."""

    key: Key
    name: Words
    purpose: str = ""

    def stage(self) -> Stage:
        """What it means."""
        return Stage(key=self.key, name=self.name, purpose=self.purpose)


class CapabilityEntry(_Entry):
    """One `[[capability]]`."""

    key: Key
    stage: str
    name: Words
    question: Words
    statements: list[Words]
    practice: Words
    weight: int = 1
    measures: list[MeasureEntry] = []
    evidence: Annotated[Source | None, BeforeValidator(_source)] = None

    def capability(self) -> Capability:
        """What it means."""
        return Capability(
            key=self.key,
            stage=self.stage,
            name=self.name,
            question=self.question,
            statements=tuple(self.statements),
            practice=self.practice,
            weight=self.weight,
            measures=tuple(one.measure() for one in self.measures),
            evidence=self.evidence,
        )


class MaturityFile(_Entry):
    """The whole file."""

    stage: list[StageEntry]
    capability: list[CapabilityEntry]

    def model(self) -> MaturityModel:
        """What it means."""
        return MaturityModel(
            stages=tuple(one.stage() for one in self.stage),
            capabilities=tuple(one.capability() for one in self.capability),
        )


def read_maturity_file(path: Path = SHIPPED_MODEL) -> MaturityModel:
    """The model in the file.

    Raises:
        WrongFile: it cannot be read, is no TOML, a key is unknown, missing or wrong, or the model is one that
            cannot be asked about; with file, line, key and reason for every fault.
    """
    source, said = read_toml(path)
    try:
        model = MaturityFile.model_validate(said).model()
    except ValidationError as error:
        faults = ((one["loc"], _said(one)) for one in error.errors())
        raise WrongFile("\n".join(fault(path, source, *one) for one in faults)) from None
    problems = problems_of(model)
    if problems:
        raise WrongFile("\n".join(fault(path, source, one.place, one.sentence) for one in problems))
    return model


_WORDS = {
    "extra_forbidden": "this key is unknown here",
    "missing": "this key is missing",
    "string_type": "write a text in quotes",
    "list_type": "write a list in [ ]",
    "int_type": "write a whole number",
    "float_type": "write a number",
    "string_pattern_mismatch": "take letters, digits, - and _, at most 40, the first one a letter or digit",
    "model_type": "write this as a table of its own",
}
"""What is wrong, by pydantic's name for it."""


def _said(problem: "ErrorDetails") -> str:
    return _WORDS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
