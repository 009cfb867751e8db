"""The coming week as a customer near one store meets it, across departments and networks."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    InteractiveElement,
    RichTextBlock,
)
from slack_sdk.models.views import View

from blocks.aims import step_name
from blocks.calendar import (
    AGENDA,
    CUSTOMER,
    HEADING_LIMIT,
    LEGEND,
    NAME_SHOWN,
    POSTS_A_DAY,
    TITLE,
    day_name,
    span,
    told,
)
from blocks.elements import context, lines, plain, section, words
from blocks.stores import single_element
from blocks.text import escape, inline, listed, plural
from domain.calendar import CustomersDay, CustomersWeek
from domain.journey import Step
from domain.workspaces import Workspace
from domain.zones import zone

STORE = "setup_calendar_store"
"""The menu of stores; its options are asked for under this action id."""
ID_LIMIT = 255
"""Characters of a block's id (Slack's reference, "Blocks")."""


def customers_view(week: CustomersWeek, *, workspace: Workspace) -> View:
    """Each day as the customer meets it, which are too much at once, and which steps nobody serves."""
    store = week.store
    agenda = ButtonElement(text="Agenda", action_id=AGENDA, value=str(week.week.plus(-1)))
    elements: list[InteractiveElement] = [
        *([single_element(store, action_id=STORE)] if store else []),
        agenda,
    ]
    near = f" near {inline(store.name, limit=NAME_SHOWN * 2)}" if store else ""
    whose = ", and what is for this store" if store else ""
    blocks: list[Block] = [
        # Another store gives the row another id, or Slack would go on showing the one that was chosen.
        ActionsBlock(block_id=f"{CUSTOMER}:{store.key if store else ''}"[:ID_LIMIT], elements=elements),
        HeaderBlock(text=plain(f"Next week as a customer{near} meets it", HEADING_LIMIT)),
        context(f"{span(week.days[0].day, week.days[-1].day)} · what is for every customer{whose}"),
        section(_conclusion(week, workspace=workspace)),
        *(_day(one, week, workspace=workspace) for one in week.days),
        *([context(LEGEND)] if week.meets else []),
    ]
    return View(type="modal", title=TITLE, close="Close", blocks=blocks)


def _day(day: CustomersDay, week: CustomersWeek, *, workspace: Workspace) -> RichTextBlock:
    here = zone(week.timezone)
    much = f"  ⚠️ {len(day.meets):,} things at once" if day.crowded else ""
    nothing = "" if day.meets else "  nothing"
    hidden = len(day.meets) - POSTS_A_DAY
    return lines(
        [words(day_name(day.day), bold=True), *([words(much or nothing)] if much or nothing else [])],
        *(
            [words(f"{one.publish_at.astimezone(here):%H:%M}"), *told(one, workspace=workspace)]
            for one in day.meets[:POSTS_A_DAY]
        ),
        *([[words(f"+{plural(hidden, 'more post', 'more posts')} on this day")]] if hidden > 0 else []),
    )


def _conclusion(week: CustomersWeek, *, workspace: Workspace) -> str:
    """Which steps nobody serves, by name; what could be done where that cannot be said."""
    if not week.meets:
        return "Nothing reaches this customer next week. `/social propose` begins a post."
    left = week.unserved
    if len(left) == len(Step):
        return (
            "Which steps of the customer's way these posts serve, nobody has said: “Journey step” in *⋯* › *Edit*, "
            "and in *⋯* › *Details* what their words suggest."
        )
    names = [f"*{escape(step_name(one, workspace=workspace))}*" for one in left]
    said = (
        f"Nobody serves {listed(names, last='or')}."
        if left
        else "Every step of the customer's way is served."
    )
    mute = plural(week.without_step, "post names", "posts name")
    return f"{said} {mute} no step." if week.without_step else said
