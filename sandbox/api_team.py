"""Web API: auth.test, api.test, team.info, apps.connections.open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.methods import Method
from sandbox.problems import SlackError

if TYPE_CHECKING:
    from sandbox.arguments import Call
    from sandbox.values import Json


def auth_test(call: Call) -> Json:
    """Say whose token it is."""
    app, team = call.app, call.workspace.team
    return {
        "url": f"{call.workspace.base_url}/",
        "team": team.name,
        "user": app.bot_person().handle,
        "team_id": team.id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def team_info(call: Call) -> Json:
    """Describe the workspace."""
    team = call.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


def connections_open(call: Call) -> Json:
    """Return the address of a Socket Mode connection; it can be used once."""
    if call.app.request_url is not None:
        raise SlackError("socket_mode_not_enabled")
    host = call.workspace.base_url.removeprefix("http://")
    ticket = call.workspace.ids.token("ticket")
    call.workspace.tickets[ticket] = call.app.id
    return {"url": f"ws://{host}/link/?ticket={ticket}&app_id={call.app.id}"}


METHODS = {
    "auth.test": Method(auth_test),
    "team.info": Method(team_info, scope="team:read"),
    "apps.connections.open": Method(connections_open, token="app"),  # noqa: S106 - a kind of token
}
