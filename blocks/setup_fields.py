"""Setup fields: what the forms of the setup share: people, and whether somebody changed it meanwhile."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256

from slack_sdk.models.blocks import UserMultiSelectElement

from domain.people import Department, Store, UserId
from domain.workspaces import Workspace


def fingerprint(shown: Department | Store | Workspace) -> str:
    """What tells whether somebody changed it since a form was opened."""
    kept = asdict(shown)
    if isinstance(shown, Workspace):
        kept = {name: kept[name] for name in _WHOLE}
    return sha256(json.dumps(kept, default=str, sort_keys=True).encode()).hexdigest()[:16]


_WHOLE = ("desk", "leadership", "timezone", "admins", "leaders", "timetable")


def user_menu(field: str, users: Sequence[UserId]) -> UserMultiSelectElement:
    """A menu of people, these chosen in it."""
    return UserMultiSelectElement(action_id=field, initial_users=list(users) or None)
