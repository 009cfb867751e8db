"""The demo's library: what was approved becomes templates, and Sam makes posts for his store of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.approvals import sign
from domain.audit import Action, Event
from domain.local_posts import Filling, drafted, propose_filled
from domain.people import UserId
from domain.posts import PostId
from domain.template_changes import make_template
from domain.template_form import TemplateForm
from domain.templates import TemplateId
from domain.trust import Grounds
from handlers.deciding import find
from handlers.kit import Kit
from handlers.record import record
from handlers.template_keeping import keep_template
from storage.database import Transaction

SAVED, FILLED, SIGNED = "saved templates", "filled a template", "signed a local post"
LIBRARY = ((10, SAVED), (4, FILLED), (3, SIGNED), (1, FILLED))
"""Days before the demo is opened, and what happened then."""
_FAY, _FINN, _HAL, _SAM = map(UserId, ("U0FAY", "U0FINN", "U0HAL", "U0SAM"))
_LEEDS = "S001"
_NOT_CHOSEN = 1.0
"""A chance that sends nothing to full review."""
_WEEKDAYS = "choice of Mondays, Tuesdays, Wednesdays, Thursdays, Fridays, Saturdays, Sundays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A template of the demo.

    Attributes:
        post: title of the post whose words it says.
    """

    post: str
    name: str
    text: str
    slots: str
    by: UserId = _FAY


_TEMPLATES = (
    Saved(
        post="A choir in Bristol",
        name="Local event",
        text="Come by: {what} in our {city} store on {day} at {time}. Tea is on us, and everybody is welcome.",
        slots="what: text up to 60; who does what, such as: the school choir sings\nday: date\ntime: time",
    ),
    Saved(
        post="York opens late on Thursdays",
        name="Opening hours",
        text="Our {city} store now stays open until {time} on {weekday}. Bring a friend, the kettle is on.",
        slots=f"time: time\nweekday: {_WEEKDAYS}",
    ),
    Saved(
        post="Collect until nine",
        name="Click and collect",
        text="Click & collect in {city} is open until {time} on {weekday} now.",
        slots=f"time: time\nweekday: {_WEEKDAYS}",
    ),
    Saved(
        post="Recruiting day in Bristol",
        name="Recruiting day",
        text="Recruiting day in our {city} store: talk to the team on {day} from {time}. Bring a CV or just yourself.",
        slots="day: date\ntime: time",
        by=_HAL,
    ),
)


def live_with_library(kit: Kit, work: Transaction, verb: str, *, at: datetime) -> None:
    """One of the things that happened with the library."""
    if verb == SAVED:
        _save_templates(kit, work, at=at)
    elif verb == SIGNED:
        _sign(kit, work, PostId(f"local-{_HOURS}"), at=at)
    elif not work.posts.some([PostId(f"local-{_HOURS}")]):
        _fill(kit, work, _HOURS, {"time": "20:00", "weekday": "Fridays"}, at=at)
    else:
        day = (at + timedelta(days=9)).date().isoformat()
        values = {"what": "the Armley brass band plays", "day": day, "time": "11:00"}
        _fill(kit, work, _EVENT, values, at=at, publish_at=at + timedelta(days=6))


_EVENT, _HOURS = (TemplateId(f"demo-template-{number}") for number in (1, 2))


def _save_templates(kit: Kit, work: Transaction, *, at: datetime) -> None:
    posts = {one.title: one for one in work.posts.all()}
    for number, one in enumerate(_TEMPLATES, start=1):
        form = TemplateForm(name=one.name, text=one.text, slots=one.slots)
        template = make_template(
            posts[one.post],
            form,
            id=TemplateId(f"demo-template-{number}"),
            by=one.by,
            at=at,
            workspace=work.people.workspace(),
            others=work.templates.all(),
        )
        keep_template(work, template, by=one.by, at=at, new_id=kit.new_id)


def _fill(
    kit: Kit,
    work: Transaction,
    id: TemplateId,
    values: dict[str, str],
    *,
    at: datetime,
    publish_at: datetime | None = None,
) -> None:
    template, workspace = work.templates.get(id), work.people.workspace()
    assert template is not None
    filling = Filling(number=1, values=values, store=_LEEDS, publish_at=publish_at)
    draft, _ = drafted(template, filling, by=_SAM, at=at, workspace=workspace)
    post = propose_filled(
        template,
        filling,
        kit.verdict(draft.text, workspace=workspace.id, networks=draft.networks, seen=publish_at or at),
        id=PostId(f"local-{id}"),
        by=_SAM,
        at=at,
        workspace=workspace,
        grounds=Grounds(
            policy=work.policies.current(), lost=work.templates.lost_trust(id), chance=_NOT_CHOSEN
        ),
    )
    event = Event(action=Action.PROPOSED, by=_SAM, at=at, subject=post.id, detail={"template": template.name})
    record(kit, work, post, event)


def _sign(kit: Kit, work: Transaction, id: PostId, *, at: datetime) -> None:
    post = sign(find(work, id), version=1, by=_FINN, at=at, workspace=work.people.workspace())
    newest = post.sign_offs[-1]
    detail = {"department": newest.department}
    record(kit, work, post, Event(action=Action.APPROVED, by=_FINN, at=at, subject=id, detail=detail))
