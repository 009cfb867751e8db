"""Setup fields: what the forms of the setup share: people, and whether somebody changed it meanwhile."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import UserMultiSelectElement

from blocks.state import held
from domain.people import Department, Store, UserId
from domain.workspaces import Workspace


def fingerprint(shown: Department | Store | Workspace) -> str:
    """What tells whether somebody changed it since a form was opened."""
    kept = asdict(shown)
    if isinstance(shown, Workspace):
        kept = {name: kept[name] for name in _WHOLE}
    return sha256(json.dumps(kept, default=str, sort_keys=True).encode()).hexdigest()[:16]


_WHOLE = ("desk", "leadership", "timezone", "admins", "leaders", "timetable")


def users_in(view: Mapping[str, Any], field: str) -> tuple[UserId, ...]:
    """The people chosen in a menu of the submitted form."""
    return tuple(UserId(one) for one in held(view, field, "selected_users") or ())


def user_menu(field: str, users: Sequence[UserId]) -> UserMultiSelectElement:
    """A menu of people, these chosen in it."""
    return UserMultiSelectElement(action_id=field, initial_users=list(users) or None)
