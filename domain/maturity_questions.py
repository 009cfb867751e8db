"""Questions of the week: which capabilities a check-in asks about."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction

from domain.checkins import CheckIn
from domain.maturity import Anchor, MaturityModel
from domain.maturity_problems import QUESTIONS, ROUND
from domain.maturity_score import Score, standing
from domain.refusals import Refusal
from domain.weeks import Week


class Why(StrEnum):
    """Why a question is asked now, as admins read it."""

    DUE = f"due, as each is asked at least every {ROUND} weeks"
    NEW = "never asked before"
    CHOSEN = "chosen"
    UNANSWERED = "no answer that counts yet"
    EDGE = "close to winning or losing its stage"
    ROTATION = "its turn"


def questions_of_week(
    model: MaturityModel,
    history: Iterable[CheckIn],
    *,
    department: str,
    week: Week,
    chosen: Iterable[str] = (),
) -> tuple[str, ...]:
    """Keys of at most seven capabilities to ask a department about this week, in the model's order.

    First, those that have to come now so that each comes round within four weeks. What is left of the seven goes, in
    this order, to those never asked, those an admin has chosen, those without an answer that counts, those at their
    stage's edge, and those asked longest ago. The same arguments always give the same questions.

    Args:
        history: check-ins in any order; those of other departments and of this week or later are passed over.
        chosen: keys that an admin wants asked this week; those that are gone are passed over.
    """
    return tuple(reasons(model, history, department=department, week=week, chosen=chosen))


def reasons(
    model: MaturityModel,
    history: Iterable[CheckIn],
    *,
    department: str,
    week: Week,
    chosen: Iterable[str] = (),
) -> Mapping[str, Why]:
    """`questions_of_week`, and the first reason for each."""
    mine = [one for one in history if one.department == department and one.week < week]
    score = standing(model, mine, departments=(department,), week=week).organisation
    last: dict[str, Week] = {}
    for check_in in sorted(mine, key=lambda one: one.week):
        last |= dict.fromkeys(check_in.questions, check_in.week)
    ages = {one.key: week.since(last[one.key]) for one in model.capabilities if one.key in last}
    must = _due(ages)
    wanted, edge = set(chosen), on_the_edge(model, score)
    rest = sorted(
        (one.key for one in model.capabilities if one.key not in must),
        key=lambda key: (
            key in ages,
            key not in wanted,
            score.capability(key).level is not None,
            key not in edge,
            -ages.get(key, 0),
        ),
    )
    asked = {*must, *rest[: QUESTIONS - len(must)]}

    def why(key: str) -> Why:
        said = {
            Why.DUE: key in must,
            Why.NEW: key not in ages,
            Why.CHOSEN: key in wanted,
            Why.UNANSWERED: score.capability(key).level is None,
            Why.EDGE: key in edge,
        }
        return next((one for one, holds in said.items() if holds), Why.ROTATION)

    return {one.key: why(one.key) for one in model.capabilities if one.key in asked}


def _due(ages: dict[str, int]) -> tuple[str, ...]:
    """The fewest that have to be asked now, the longest waiting first, so that none waits for more than four weeks.

    With seven a week, those due within the next n weeks fit when they are no more than 7 n; what is too many for
    any n has to come now. With at most 28 in all, what is asked now never is too many again before it is due.

    Args:
        ages: capability to the weeks since it was asked, in the model's order.
    """
    waiting = sorted(ages, key=lambda key: -ages[key])
    too_many = (
        sum(age >= ROUND - ahead for age in ages.values()) - QUESTIONS * ahead for ahead in range(ROUND)
    )
    return tuple(waiting[: min(max(0, *too_many), QUESTIONS)])


def on_the_edge(model: MaturityModel, score: Score) -> frozenset[str]:
    """Keys of the capabilities whose next answer, one level up or down, could win or lose their stage.

    Stages beyond the first that is not held have no edge yet.
    """
    found: set[str] = set()
    for stage in score.stages:
        known = [one for one in model.of_stage(stage.stage) if score.capability(one.key).level is not None]
        total = sum(one.weight for one in known)
        level = stage.level if stage.level is not None else Fraction(0)
        held = level >= Anchor.USUALLY
        for one in known:
            step = Fraction(one.weight, total)
            own = score.capability(one.key).level
            if held:
                turns = level - step < Anchor.USUALLY
            else:
                turns = own != Anchor.ALWAYS and level + step >= Anchor.USUALLY
            found |= {one.key} if turns else set()
        if not stage.held:
            break
    return frozenset(found)


def choose_questions(model: MaturityModel, keys: Iterable[str]) -> tuple[str, ...]:
    """The questions that an admin wants asked this week, each once.

    Raises:
        Refusal: more than seven, or one that the model does not have.
    """
    chosen = tuple(dict.fromkeys(keys))
    for key in chosen:
        if model.capability(key) is None:
            raise Refusal("There is no question “{key}” any more. Choose again.", key=key)
    if len(chosen) > QUESTIONS:
        raise Refusal(
            "{most} questions a week are the most: a check-in takes two or three minutes. Choose the {most} that matter now.",
            most=QUESTIONS,
        )
    return chosen
