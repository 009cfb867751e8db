"""Changes of a maturity model: other words and weights, and what differs between two models, for the record."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from domain.maturity import Capability, MaturityModel
from domain.maturity_problems import problems_of
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an admin may change about a capability in Slack; the rest is the file's.

    Attributes:
        statements: what each answer means, from `not yet` to `always`.
    """

    name: str
    question: str
    statements: tuple[str, ...]
    practice: str
    weight: int


def reword(
    model: MaturityModel, key: str, wording: Wording, *, by: UserId, workspace: Workspace
) -> MaturityModel:
    """The model in which this capability has other words and another weight; its history goes on.

    Raises:
        Refusal: not asked by an admin, or the model has no such capability any more.
        InvalidForm: a word is missing or too long; fields are called as in `Wording`, statements `statements.0` and on.
    """
    refuse_non_admin(by, workspace=workspace)
    before = model.capability(key)
    if before is None:
        raise Refusal("There is no question “{key}” any more. Choose another one.", key=key)
    after = replace(
        before,
        name=wording.name.strip(),
        question=wording.question.strip(),
        statements=tuple(one.strip() for one in wording.statements),
        practice=wording.practice.strip(),
        weight=wording.weight,
    )
    place = model.capabilities.index(before)
    changed = replace(
        model, capabilities=(*model.capabilities[:place], after, *model.capabilities[place + 1 :])
    )
    errors: dict[str, str] = {}
    for one in problems_of(changed):
        field = ".".join(map(str, one.place[2:]))
        errors[field] = f"{one.sentence[:1].upper()}{one.sentence[1:]}."
    if errors:
        raise InvalidForm(errors)
    return changed


def model_changes(old: MaturityModel, new: MaturityModel) -> Iterator[str]:
    """What differs between two models, a line each; nothing when they ask and count the same."""
    before, after = ({one.key: one for one in model.capabilities} for model in (old, new))
    for key in before.keys() - after.keys():
        yield f"{key}: removed"
    for key, one in after.items():
        if key in before:
            yield from _changes(before[key], one)
        else:
            yield f"{key}: added"
    if old.stages != new.stages:
        yield f"stages: {', '.join(one.name for one in new.stages)}"


def _changes(old: Capability, new: Capability) -> Iterator[str]:
    for part in fields(Capability):
        was, now = getattr(old, part.name), getattr(new, part.name)
        if was == now:
            continue
        if part.name in {"measures", "evidence", "statements"}:
            yield f"{new.key}, {part.name}: changed"
        else:
            yield f"{new.key}, {part.name}: {was} → {now}"
