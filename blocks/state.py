"""State: what stands in a form's inputs, and the errors under them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from blocks.cutting import cut
from blocks.text import visible
from domain.networks import Network
from domain.people import UserId
from domain.refusals import InvalidForm

Kind = TypeVar("Kind", bound=StrEnum)
ERROR_LIMIT = 1_000
"""Weight of an error under a field. Slack gives no figure; its client shows a few lines."""
LAST_SECOND = int(datetime.max.replace(microsecond=0, tzinfo=UTC).timestamp())
"""As far as calendars go here; a later moment is taken for it."""
NETWORKS = "networks"
"""Block and action id of the input "Networks": the name of the field in `Draft` and in `InvalidForm`."""


def held(view: Mapping[str, Any], block_id: str, key: str) -> Any:  # noqa: ANN401  # Slack's JSON
    """What an input holds under this key; None when the form has no such input.

    The action id does not matter: a form gives an input a new one to put another text into it.
    """
    inputs: dict[str, dict[str, Any]] = view.get("state", {}).get("values", {}).get(block_id, {})
    return next((one.get(key) for one in inputs.values()), None)


def typed(view: Mapping[str, Any], block_id: str) -> str:
    """What was typed into a text input; empty when nothing was, or nothing that is a text."""
    text = held(view, block_id, "value")
    return text if isinstance(text, str) else ""


def chosen_person(view: Mapping[str, Any], block_id: str) -> UserId | None:
    """The person chosen in a menu; None when nobody is."""
    user = held(view, block_id, "selected_user")
    return UserId(user) if user and isinstance(user, str) else None


def chosen_people(view: Mapping[str, Any], block_id: str) -> tuple[UserId, ...]:
    """The people chosen in a menu, in their order."""
    users = held(view, block_id, "selected_users")
    return tuple(UserId(one) for one in _listed(users) if isinstance(one, str))


def chosen_moment(view: Mapping[str, Any], block_id: str) -> datetime | None:
    """The moment chosen in an input for date and time, in UTC; None when there is none, or nothing that is one."""
    seconds = held(view, block_id, "selected_date_time")
    if not isinstance(seconds, int) or seconds <= 0:
        return None
    return datetime.fromtimestamp(min(seconds, LAST_SECOND), UTC)


def chosen_day(view: Mapping[str, Any], block_id: str) -> date | None:
    """The day chosen in an input for dates; None when there is none, or nothing that is one."""
    day = held(view, block_id, "selected_date")
    try:
        return date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        return None


def typed_visibly(view: Mapping[str, Any], block_id: str) -> str:
    """What was typed into a text input; empty when nothing of it can be seen."""
    text = typed(view, block_id)
    return text if visible(text) else ""


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The value of the option chosen in a menu; empty when none is."""
    return _value(held(view, block_id, "selected_option"))


def chosen_of(view: Mapping[str, Any], block_id: str, kinds: type[Kind]) -> Kind | None:
    """Which of these was chosen in a menu; None when none of them is."""
    value = chosen(view, block_id)
    return next((one for one in kinds if one.value == value), None)


def chosen_several(view: Mapping[str, Any], block_id: str) -> tuple[str, ...]:
    """The values of all options chosen in a menu, or ticked."""
    return tuple(filter(None, map(_value, _listed(held(view, block_id, "selected_options")))))


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _value(option: object) -> str:
    value = option.get("value") if isinstance(option, dict) else None
    return value if isinstance(value, str) else ""


def read_networks(view: Mapping[str, Any]) -> tuple[Network, ...]:
    """The networks chosen in a form, in their own order."""
    keys = chosen_several(view, NETWORKS)
    return tuple(one for one in Network if one.value in keys)


def with_blocks(view: Mapping[str, Any], blocks: Sequence[Block | Mapping[str, Any]]) -> View:
    """The form that somebody has before them, with other blocks in it.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").
    """
    return View(
        type="modal",
        callback_id=view["callback_id"],
        title=view["title"],
        submit=view["submit"],
        close=view["close"],
        private_metadata=view["private_metadata"],
        blocks=list(blocks),  # type: ignore[arg-type]  # slack_sdk takes dicts of blocks as well
    )


def has_inputs(body: Mapping[str, Any]) -> bool:
    """Whether this request is a form's submission, with an input below which an error can stand."""
    submitted = body.get("type") == "view_submission"
    return submitted and any(one["type"] == "input" for one in body["view"]["blocks"])


def form_errors(invalid: InvalidForm, view: Mapping[str, Any]) -> dict[str, str]:
    """The errors by block id, as `response_action: errors` takes them.

    An error of a field that this form does not show stands under its first input: Slack would drop it.
    """
    inputs = [one["block_id"] for one in view["blocks"] if one["type"] == "input"]
    errors: dict[str, str] = {}
    for field, said in invalid.errors.items():
        block = field if field in inputs else inputs[0]
        errors[block] = cut(f"{errors[block]} · {said}" if block in errors else said, ERROR_LIMIT)
    return errors
