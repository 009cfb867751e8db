"""Results: what a published post brought, its own measure first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.endings import ended
from domain.measures import Measure, read_measure
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.publishing import Publication, refuse_other
from domain.refusals import InvalidForm, Refusal
from domain.workspaces import Workspace

ASKED_AFTER = timedelta(days=7)
"""Results that nobody has recorded are asked for once, so long after the post went out."""
MOST = 1_000_000_000
"""More of anything is a slip of the keyboard."""
NAME_LIMIT = 60
NAME_FIELD = "measure"
OWN = Measure(key="own", name="Its figure", most=MOST)
"""The post's own measure: what it is called is said with each result."""
RESULT_MEASURES = (
    OWN,
    Measure(key="reach", name="Reach", unit="people", most=MOST),
    Measure(key="clicks", name="Clicks", most=MOST),
    Measure(key="redemptions", name="Redemptions", most=10_000_000),
    Measure(key="revenue", name="Revenue", most=MOST),
    Measure(key="applications", name="Applications", most=1_000_000),
)
"""What can be recorded, in the order of the form. Revenue is in the company's currency, as budgets are."""


def figure_field(measure: str) -> str:
    """The field of a form that holds this measure's figure."""
    return f"figure_{measure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsForm:
    """What the form holds, as typed.

    Attributes:
        name: what the post's own measure is called.
        figures: by the measure's key.
    """

    name: str = ""
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a result; the unit is kept with it, so that it means the same in later years."""

    measure: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a post brought, as somebody recorded it.

    Attributes:
        number: counted from 1 within the post; the highest counts, the others are kept.
        at: when it was recorded, in UTC.
        name: what the post's own measure is called; empty when its figure is not among them.
        figures: in the order of the form; never empty.
    """

    post: PostId
    number: int
    by: UserId
    at: datetime
    name: str
    figures: tuple[Figure, ...]

    def value(self, measure: str) -> float | None:
        """The figure of a measure, or None."""
        return next((one.value for one in self.figures if one.measure == measure), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a post went out and what it brought.

    Attributes:
        results: everything that was recorded, oldest first.
    """

    publication: Publication
    results: tuple[Results, ...] = ()

    @property
    def newest(self) -> Results | None:
        """What counts."""
        return self.results[-1] if self.results else None


def told(figure: Figure, *, name: str = "") -> tuple[str, str]:
    """What was measured and how much, in words: ("Reach", "1,200 people").

    Args:
        name: of the post's own measure.
    """
    known = next((one for one in RESULT_MEASURES if one.key == figure.measure), None)
    label = name if figure.measure == OWN.key else known.name if known else figure.measure
    return label, f"{figure.value:,.10g} {figure.unit}".rstrip()


def refuse_results(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to results of a post that brought none yet.

    Raises:
        Refusal: this person may not speak for it, or it is not marked as published.
    """
    refuse_other(by, post, workspace=workspace)
    if post.state is State.APPROVED:
        raise Refusal("Mark this post as published first: then it can have results.")
    if post.state not in {State.PUBLISHED, State.MEASURED}:
        if post.state.open:
            raise Refusal(
                "This post is {state} and not published, so it has no results yet.", state=post.state.value
            )
        raise ended(post)


def record_results(
    post: Post,
    form: ResultsForm,
    *,
    newest: Results | None,
    read: int,
    by: UserId,
    at: datetime,
    workspace: Workspace,
    measure: str = "",
) -> tuple[Post, Results]:
    """The post as measured, and what it brought. The same figures once more change nothing.

    Args:
        newest: the results that count so far.
        read: the number of those that this person had before them; 0 for none.
        measure: what the post itself says that it is judged by; its figure may be left out.

    Raises:
        Refusal: as `refuse_results`, or somebody recorded other figures meanwhile.
        InvalidForm: no figure at all, one that is none, or an own measure that is told by halves.
    """
    refuse_results(post, by=by, workspace=workspace)
    name, figures = _read(form, measure=measure)
    if newest and (newest.name, newest.figures) == (name, figures):
        return post, newest
    if newest and newest.number != read:
        raise Refusal(
            "{who} recorded results of this post {when}, after you had opened the form. Open it again to see them.",
            who=newest.by,
            when=newest.at,
        )
    results = Results(
        post=post.id,
        number=newest.number + 1 if newest else 1,
        by=by,
        at=at,
        name=name,
        figures=figures,
    )
    return (post.moved(State.MEASURED, by=by, at=at) if post.state is State.PUBLISHED else post), results


def _read(form: ResultsForm, *, measure: str) -> tuple[str, tuple[Figure, ...]]:
    errors: dict[str, str] = {}
    figures = []
    for one in RESULT_MEASURES:
        try:
            value = read_measure(form.figures.get(one.key, ""), one)
        except Refusal as refused:
            errors[figure_field(one.key)] = str(refused)
        else:
            if value is not None:
                figures.append(Figure(measure=one.key, value=value, unit=one.unit))
    has_own = any(one.measure == OWN.key for one in figures)
    name = _name(form, measure="" if has_own else measure)
    if len(name) > NAME_LIMIT:
        errors[NAME_FIELD] = f"{NAME_LIMIT} characters is the most for what was measured."
    elif has_own and not name:
        errors[NAME_FIELD] = "Say what this figure counts, such as “jackets sold”."
    elif name and not has_own:
        errors.setdefault(figure_field(OWN.key), "Give the figure, or say nothing of this measure.")
    if not figures and not errors:
        errors[figure_field(OWN.key)] = "Give at least one figure; a 0 is one too."
    if errors:
        raise InvalidForm(errors)
    return name, tuple(figures)


def _name(form: ResultsForm, *, measure: str) -> str:
    """What the post's own figure counts; empty when it is only what stood in the form already."""
    name = " ".join(form.name.split())
    return "" if name == measure else name
