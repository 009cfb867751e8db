"""A retailer's desk: the whole application behind its signed front door, and what it keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from time import monotonic
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from blocks.more import DETAILS, MORE, WITHDRAW
from bot.journey_file import read_journey_file
from bot.maturity_file import read_maturity_file
from bot.web import Web
from bot.wiring import build_app
from delivery.renderers import RENDERERS
from delivery.renderings import Bundle, Letter
from domain.audit import Entry
from domain.maturity import MaturityModel
from domain.notices import Notice, NoticeKind
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.ticking import tick
from domain.workspaces import Workspace
from handlers.kit import Kit
from rulebook.loading import Rulebook
from sandbox.blockkit import elements_of
from sandbox.inputs import field_of, initial_values
from storage.database import Database
from storage.notice_statements import _HERE
from tests.handlers import payloads
from tests.handlers.payloads import FORM, SECRET, TEAM
from tests.handlers.slack import FakeSlack

WORKSPACE = WorkspaceId(TEAM)
EVE, ELI, MIA, MAX, HAL, FAY, ADA, BEA, WIM = (
    UserId(f"U0{name}") for name in ("EVE", "ELI", "MIA", "MAX", "HAL", "FAY", "ADA", "BEA", "WIM")
)
MODEL = read_maturity_file()
STEPS = read_journey_file()
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)

on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For refusals in many forms: that they change nothing on either database is seen in the stories around them."""

RETAILER = Workspace(
    id=WORKSPACE,
    desk=ChannelId("C0DESK"),
    timezone="Europe/London",
    admins=(ADA, BEA),
    departments=(
        Department(key="ecommerce", name="E-commerce", approvers=(ELI,), members=(EVE,)),
        Department(key="marketing", name="Marketing", approvers=(MIA, MAX)),
        Department(key="hr", name="HR", approvers=(HAL,)),
        Department(key="field-ops", name="Field operations", approvers=(FAY,)),
    ),
    stores=(Store(key="S001", name="Leeds Briggate", region="North"),),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Slack is answered, and after how many seconds."""

    status: int
    body: Any
    seconds: float

    @property
    def text(self) -> str:
        """The sentence, which stands alone where there are no blocks."""
        return self.body if isinstance(self.body, str) else str(self.body["text"])

    @property
    def errors(self) -> dict[str, str]:
        """The sentences under a form's fields; empty when it was taken."""
        return dict(self.body["errors"]) if self.body else {}


@dataclass(slots=True)
class Desk:
    """The application, the database behind it, and Slack around it."""

    database: Database
    slack: FakeSlack
    rulebook: Rulebook
    at: datetime = NOON
    model: MaturityModel = MODEL
    app: App = field(init=False)
    web: Web = field(init=False)
    wakes: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        numbers = count(1)
        kit = Kit(
            database=self.database,
            rulebook=lambda: self.rulebook,
            model=lambda: self.model,
            now=lambda: self.at,
            new_id=lambda: f"id{next(numbers):06}",
            wake=self._woken,
            steps=STEPS,
        )
        identity = AuthorizeResult(
            enterprise_id=None,
            team_id=TEAM,
            url="https://shop.slack.com/",
            bot_token="xoxb-fake",
            bot_id="B01",
            bot_user_id="U0BOT",
            bot_scopes=[],
        )
        self.app = build_app(kit, api_url=self.slack.api_url, identity=identity, signing_secret=SECRET)
        self.web = Web(lambda: {"all": "ok"})
        self.web.serve_slack(self.app)

    def _woken(self) -> None:
        self.wakes += 1

    def set_up(self, workspace: Workspace = RETAILER) -> None:
        with self.database.transaction(WORKSPACE) as transaction:
            transaction.people.workspace()
            transaction.people.save(workspace)

    def policy(self) -> Policy:
        with self.database.transaction(WORKSPACE) as transaction:
            return transaction.policies.current()

    def set_policy(self, policy: Policy) -> None:
        with self.database.transaction(WORKSPACE) as transaction:
            transaction.policies.replace(policy, by=ADA, at=self.at)

    # What arrives.

    def send(self, body: bytes, headers: Mapping[str, str] | None = None, *, kind: str = FORM) -> Answer:
        """One request to `/slack/events`, signed unless headers are given."""
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/slack/events",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        sent = payloads.signed(body) if headers is None else headers
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()}
        statuses: list[str] = []
        begun = monotonic()
        parts = self.web(environ, lambda status, _headers, _problem=None: statuses.append(status))  # type: ignore[arg-type]  # nothing writes through it
        said = b"".join(parts).decode()
        body_told = json.loads(said) if said.startswith(("{", "[")) else said
        return Answer(int(statuses[0].split()[0]), body_told, monotonic() - begun)

    def command(self, user: UserId, text: str = "") -> Answer:
        return self.send(payloads.command(user, text, response_url=self.slack.response_url))

    def shortcut(self, user: UserId, callback_id: str) -> Answer:
        return self.send(payloads.interaction("shortcut", user, callback_id=callback_id))

    def message_shortcut(self, user: UserId, callback_id: str, text: str) -> Answer:
        around = payloads.in_message({"text": text}, response_url=self.slack.response_url)
        return self.send(payloads.interaction("message_action", user, callback_id=callback_id, **around))

    def click(
        self,
        user: UserId,
        message: Mapping[str, Any],
        action_id: str,
        *,
        choice: str | None = None,
        answered_as: str = "",
    ) -> Answer:
        """Press a control of a message.

        Args:
            choice: the value of the option that is chosen in it.
            answered_as: the method under which Slack records what this person is told, instead of "respond".
        """
        response_url = f"{self.slack.url}/{answered_as}" if answered_as else self.slack.response_url
        around = payloads.in_message(message, response_url=response_url)
        action = _action(message["blocks"], action_id, choice)
        return self.send(payloads.interaction("block_actions", user, actions=[action], **around))

    def press(
        self,
        user: UserId,
        view: Mapping[str, Any],
        action_id: str,
        *,
        choice: str | None = None,
        **values: object,
    ) -> Answer:
        """Press a control inside a form with these values in it; `choice` as in `click`."""
        around = {"container": {"type": "view", "view_id": "V1"}, "view": as_opened(view, **values)}
        action = _action(view["blocks"], action_id, choice)
        return self.send(payloads.interaction("block_actions", user, actions=[action], **around))

    def submit(self, user: UserId, view: Mapping[str, Any], **values: object) -> Answer:
        """Send a form with these values, by block id."""
        return self.send(submission(user, view, **values))

    def search(self, user: UserId, view: Mapping[str, Any], block_id: str, typed: str) -> Answer:
        """Type into a menu that asks for its options."""
        ids = {"block_id": block_id, "action_id": block_id, "value": typed}
        return self.send(
            payloads.interaction("block_suggestion", user, view=as_opened(view), trigger_id=None, **ids)
        )

    # What people do.

    def form(self, user: UserId, text: str = "") -> Mapping[str, Any]:
        """The form that `/social propose` opens."""
        assert self.command(user, f"propose {text}").status == 200
        return self.slack.view

    def propose(self, user: UserId, text: str = "Slippers are back.", **values: object) -> Post:
        """The post that somebody's form became."""
        view = self.form(user, text)
        answer = self.submit(user, view, **{"networks": ["x"], **values})
        assert (answer.status, answer.body) == (200, "")
        return self.post(target_of(view))

    def tick(self, user: UserId, post: Post) -> None:
        """Every store of a post is ready, as this person says."""
        workspace = self.workspace()
        with self.database.transaction(WORKSPACE) as transaction:
            newest = transaction.posts.get(post.id)
            assert newest is not None
            transaction.posts.save(tick(newest, by=user, at=self.at, workspace=workspace))

    def withdraw(self, post: Post) -> None:
        """The author takes a post back, and is sure."""
        card = self.card(post)
        if "Withdraw" in choices(card):
            self.click(post.author, card, MORE, choice=WITHDRAW)
        else:  # the menu is full
            self.click(post.author, card, MORE, choice=DETAILS)
            self.press(post.author, self.slack.view, f"{MORE}_{WITHDRAW}")
        assert self.submit(post.author, self.slack.view).body == ""

    def card(self, post: Post) -> Mapping[str, Any]:
        """The post's card as it would be shown now."""
        with self.database.transaction(WORKSPACE) as transaction:
            (notice,) = transaction.notices.of(NoticeKind.CARD, post.id)
            rendering = RENDERERS[NoticeKind.CARD](notice, work=transaction, at=self.at)
        if isinstance(rendering, Bundle):
            links = {post: f"https://shop.slack.com/{post}" for post in rendering.cards}
            return rendering.draw(links).payload()
        assert isinstance(rendering, Letter)
        return rendering.draw("").payload()

    # What is kept.

    def post(self, id: str) -> Post:
        with self.database.transaction(WORKSPACE) as transaction:
            found = transaction.posts.get(PostId(id))
        assert found is not None
        return found

    def workspace(self) -> Workspace:
        with self.database.transaction(WORKSPACE) as transaction:
            return transaction.people.workspace()

    def trail(self) -> list[Entry]:
        with self.database.transaction(WORKSPACE) as transaction:
            return list(transaction.audit.entries())

    def said_in_trail(self) -> list[tuple[str, str | None, str, int]]:
        return [
            (one.event.action.value, one.event.by, one.event.subject, one.event.version)
            for one in self.trail()
        ]

    def notices(self) -> list[Notice]:
        with self.database.transaction(WORKSPACE) as transaction:
            return list(transaction.notices._read(_HERE))

    def wanted(self) -> dict[tuple[str, str, str], int]:
        """Every notice: its kind, subject and place, and the version that is wanted."""
        return {(one.kind.value, one.subject, str(one.place)): one.wanted for one in self.notices()}

    def kept(self) -> tuple[object, ...]:
        """All of it, to see that nothing was changed."""
        with self.database.transaction(WORKSPACE) as transaction:
            workspace = transaction.people.workspace()
        return (workspace, self.said_in_trail(), self.wanted())

    def without(self, department: str) -> None:
        """An admin removes a department."""
        workspace = self.workspace()
        left = tuple(one for one in workspace.departments if one.key != department)
        self.set_up(replace(workspace, departments=left))


def target_of(view: Mapping[str, Any]) -> str:
    """The id of the post that a form is about."""
    return str(json.loads(view["private_metadata"])["post"])


def controls(card: Mapping[str, Any]) -> list[str]:
    """The labels of a card's buttons."""
    return [one["text"]["text"] for one in _elements(card) if one["type"] == "button"]


def choices(card: Mapping[str, Any]) -> list[str]:
    """The lines of a card's menu."""
    (menu,) = (one for one in _elements(card) if one["action_id"] == MORE)
    return [one["text"]["text"] for one in menu["options"]]


def _elements(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for block in message["blocks"] for one in elements_of(block)]


def as_opened(view: Mapping[str, Any], **values: object) -> dict[str, Any]:
    """A form as Slack sends it back: with its id, and with what stands in its inputs."""
    blocks = list(view["blocks"])
    state = initial_values(blocks)
    for block_id, value in values.items():
        (element,) = (one["element"] for one in blocks if one.get("block_id") == block_id)
        state[block_id] = {element["action_id"]: _held(element, value)}
    identity = {"id": "V1", "hash": "1.a", "team_id": TEAM, "app_id": "A01", "bot_id": "B01"}
    return {**view, **identity, "state": {"values": state}}


def submission(user: UserId, view: Mapping[str, Any], **values: object) -> bytes:
    """The body of a submitted form."""
    return payloads.interaction("view_submission", user, view=as_opened(view, **values), response_urls=[])


def _held(element: Mapping[str, Any], value: object) -> dict[str, Any]:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": value}
    if kind == "datetimepicker":
        return {"type": kind, "selected_date_time": value}
    options = {one["value"]: one for one in element.get("options", ())}
    if kind in {"static_select", "external_select", "radio_buttons"}:
        return {"type": kind, "selected_option": options.get(str(value), _option(value))}
    if not kind.endswith(("static_select", "external_select", "checkboxes")):
        return {"type": kind, str(field_of(kind)): value}
    assert isinstance(value, list)
    return {"type": kind, "selected_options": [options.get(one, _option(one)) for one in value]}


def _option(value: object) -> dict[str, Any]:
    """An option that the form no longer offers, or that came from a search."""
    return {"text": {"type": "plain_text", "text": str(value), "emoji": False}, "value": str(value)}


_TOLD = ("type", "action_id", "text", "value")


def _action(blocks: Any, action_id: str, choice: str | None) -> dict[str, Any]:
    block, element = next(
        (block, one) for block in blocks for one in elements_of(block) if one["action_id"] == action_id
    )
    action: dict[str, Any] = {one: element[one] for one in element if one in _TOLD}
    if choice is not None:
        (chosen,) = (one for one in element["options"] if one["value"].partition(":")[0] == choice)
        action["selected_option"] = chosen
    block_id = block.get("block_id", "B1")  # Slack makes one up where we name none
    return {**action, "block_id": block_id, "action_ts": "1700000000.000200"}
