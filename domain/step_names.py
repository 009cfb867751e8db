"""What a company calls the steps of its customers' way. Admins rename them; their keys stay."""

from collections.abc import Mapping
from dataclasses import replace

from domain.journey import NAME_LIMIT, Step, StepName
from domain.people import UserId
from domain.setup import refuse_errors, refuse_non_admin
from domain.sight import likeness, visible
from domain.workspaces import Workspace


def rename_steps(workspace: Workspace, names: Mapping[Step, str], *, by: UserId) -> Workspace:
    """The workspace that calls its steps so; an empty name means the step's own.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: a name that cannot be, by `step_field`.
    """
    refuse_non_admin(by, workspace=workspace)
    refuse_errors({step_field(step): said for step, said in name_problems(names).items()})
    return with_names(workspace, names)


def with_names(workspace: Workspace, names: Mapping[Step, str]) -> Workspace:
    """The workspace that calls its steps so, whoever says it; those without a name go by their own."""
    tidy = {step: " ".join(names.get(step, "").split()) or step.value for step in Step}
    renamed = (StepName(step=step, name=name) for step, name in tidy.items() if name != step.value)
    return replace(workspace, step_names=tuple(renamed))


def name_problems(names: Mapping[Step, str]) -> dict[Step, str]:
    """What is wrong with these names, in sentences; those that are right are left out."""
    called = {step: " ".join(names.get(step, "").split()) or step.value for step in Step}
    said = {step: _problem(name) or _twin(step, called) for step, name in called.items()}
    return {step: problem for step, problem in said.items() if problem}


def step_field(step: Step) -> str:
    """The field of a form that holds this step's name."""
    return f"step_{step}"


def _problem(name: str) -> str:
    if not visible(name):
        return "Nothing of this name can be seen. Give it letters."
    if "," in name or len(name) > NAME_LIMIT:
        return f"A name has no comma, and at most {NAME_LIMIT} characters."
    return ""


def _twin(step: Step, called: Mapping[Step, str]) -> str:
    """A step before this one that is called the same."""
    before = (one for one in Step if list(Step).index(one) < list(Step).index(step))
    twin = next((one for one in before if likeness(called[one]) == likeness(called[step])), None)
    return f"“{called[twin]}” is what {twin} is called already. Give each its own name." if twin else ""
