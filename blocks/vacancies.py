"""Vacancies: what admins hear of a seat that nobody can fill."""

from datetime import datetime

from blocks.approvals import TITLE_SHOWN
from blocks.elements import section
from blocks.messages import Message, said
from blocks.moments import when
from blocks.seats import department_name
from blocks.text import escape, inline, linked
from blocks.waiting import no_longer_waits
from domain.approvals import SeatState, seats
from domain.posts import Post, State
from domain.waivers import to_waive
from domain.workspaces import Workspace


def vacant_seat(
    post: Post, department: str, *, workspace: Workspace, at: datetime, card_link: str = ""
) -> Message:
    """Tells an admin that a post waits for a seat that nobody can fill, or that it no longer does.

    Args:
        at: the present, in UTC.
    """
    name = department_name(department, workspace=workspace)
    title = escape(inline(post.title, limit=TITLE_SHOWN))
    every = seats(post, workspace=workspace, at=at)
    vacant = [one.department for one in every if one.state is SeatState.VACANT]
    waits = post.state.open or post.state is State.ON_HOLD
    if not waits or department not in vacant:
        named = linked(title, card_link)
        return said(no_longer_waits(post, named=named, awaited=f"for somebody to sign for {name}"))
    away = next((one.vacancy.until for one in every if one.department == department and one.vacancy), None)
    mend = (
        f"Whoever may sign is away until {when(away)}: the first of them to come back can sign, or let them name "
        "somebody with `/social away`"
        if away
        else "The post waits: add an approver who did not write it (`/social setup`)"
    )
    can_waive = department in to_waive(post, workspace=workspace, at=at)
    waive = ". If nobody needs to sign, choose *⋯* › *Waive seat* on the card" if can_waive else ""
    return Message(
        f"🟠 {name} has nobody who can sign “{title}”",
        (
            section(
                f"🟠 *{name}* has nobody who can sign “{linked(title, card_link)}”. {mend}, "
                f"then it moves on{waive}. Nothing is approved by silence."
            ),
        ),
    )
