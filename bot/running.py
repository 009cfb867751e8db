"""A running bot: its parts, started and stopped in an order that loses nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from threading import Thread
from time import monotonic

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from structlog import get_logger

from bot.complaints import WrongSetting
from bot.database import migrate_patiently
from bot.directory import refresh
from bot.journey_file import SHIPPED_STEPS, read_journey_file
from bot.maturity import shipped_model
from bot.metrics import Metrics
from bot.operator_files import OperatorFiles
from bot.readiness import Readiness
from bot.rules import follow_rules
from bot.schedule import Ticker
from bot.settings import Settings
from bot.slack import identify_patiently, slack_client
from bot.socket import Socket
from bot.stopping import Stopping
from bot.timekeeping import keep_time
from bot.web import EVERYWHERE, Web, serve, stop_within
from bot.week import keep_week
from bot.wiring import build_app
from bot.world import World
from delivery.courier import Courier
from delivery.engine import Engine
from delivery.maturity import renderers_with
from domain.people import WorkspaceId
from handlers.kit import Kit
from storage.database import Database

log = get_logger("onevoice")

FINISH_SECONDS = 8.0
"""How long the end waits for what was begun, all parts together; platforms kill after ten seconds at the earliest."""
DIRECTORY_SECONDS = 3_600.0
"""Between two looks at the names, time zones, accounts and user groups that Slack knows."""
RULES_SECONDS = 10.0
"""Between two looks at the rule files, the policy file and the maturity file."""
TIME_SECONDS = 30.0
"""Between two looks at what has become due."""
WATCH_SECONDS = 5.0
"""Between two looks at the Socket Mode connection."""


class Part(StrEnum):
    """What a process does; it can do all of it."""

    LISTEN = "listen"
    DELIVER = "deliver"
    KEEP_TIME = "keep time"


@dataclass(slots=True)
class Bot:
    """One process of the bot.

    Attributes:
        host: the address at which HTTP is answered.
        port: where HTTP is answered, once started.
        kit: what the handlers work with, once started.
    """

    settings: Settings
    world: World
    parts: frozenset[Part] = frozenset(Part)
    host: str = EVERYWHERE
    port: int = field(default=0, init=False)
    database: Database = field(init=False)
    kit: Kit = field(init=False)
    _readiness: Readiness = field(init=False)
    _ends: list[Callable[[float], object]] = field(default_factory=list, init=False)
    _socket: Socket | None = field(default=None, init=False)
    _slack: str = field(default="Slack has not answered yet.", init=False)
    _ticker: Ticker = field(default_factory=Ticker, init=False)
    _stopping: Stopping = field(default_factory=Stopping, init=False)

    def start(self) -> None:
        """Come up; returns when Slack's requests are answered, or when told to stop meanwhile.

        Raises:
            WrongSetting: a setting is missing or wrong, or Slack refuses a token.
            WrongFile: the workspace file is wrong, or the first policy or maturity file is.
            Unavailable, Complaint: the database does not answer, or stays locked.
        """
        settings = self.settings
        client = slack_client(settings.bot_token(), api_url=settings.slack_api_url)
        signing_secret = "" if settings.socket_mode else settings.signing_secret()
        rules = follow_rules(settings.rulebook_path)
        steps = read_journey_file(settings.journey_file or SHIPPED_STEPS)
        self.database = Database(settings.database_url.get_secret_value())
        self._ends.append(lambda _: self.database.close())
        migrate_patiently(self.database, say=log.warning)
        engine = self._engine(client)
        self._readiness = Readiness(self.database, self.world.now)
        self._ends.append(lambda _: self._readiness.close())
        metrics = Metrics(self.database, self.world.now, notices=engine.courier.tally)
        self._ends.append(lambda _: metrics.close())
        web = Web(self.checks, metrics=metrics)
        self._open_port(web)
        identity = identify_patiently(client, wait=self._stopping.wait)
        if identity is None:
            return
        id = WorkspaceId(str(identity.team_id))
        files = OperatorFiles(id, settings=settings, world=self.world, database=self.database, rules=rules)
        files.begin(client)
        self.kit = Kit(
            database=self.database,
            rulebook=lambda: rules.rulebook,
            model=shipped_model,
            steps=steps,
            now=self.world.now,
            new_id=self.world.new_id,
            wake=engine.wake,
        )
        if Part.DELIVER in self.parts:
            engine.start()
            self._ticker.every(DIRECTORY_SECONDS, partial(self._look_around, client, id), at_once=True)
        if Part.KEEP_TIME in self.parts:
            self._ticker.every(TIME_SECONDS, self._keep_time, at_once=True)
        if Part.LISTEN in self.parts:
            self._ticker.every(RULES_SECONDS, partial(self._follow, files))
            self._listen(web, client=client, identity=identity, signing_secret=signing_secret)
        self._ticker.start()
        self._ends.append(lambda _: self._ticker.stop())
        self._slack = "ok"
        log.info("ready", workspace=identity.team_id, port=self.port, socket_mode=settings.socket_mode)

    def look_at_clock(self) -> None:
        """Do soon what has become due, without waiting for the next look: a clock was moved."""
        self._ticker.soon(self._keep_time)

    def give_up(self) -> None:
        """Let `wait` return, and a `start` that still waits for Slack. Safe inside a signal handler."""
        self._stopping.tell()

    def wait(self) -> None:
        """Wait until told to give up."""
        self._stopping.wait()

    def stop(self) -> None:
        """Take nothing new, finish what was begun, go: the parts end in the reverse order of their start."""
        self._stopping.tell()
        if self._slack == "ok":
            log.info("stopping once what was begun is finished; Ctrl+C ends it at once")
        until = monotonic() + FINISH_SECONDS
        for end in reversed(self._ends):
            end(max(0.5, until - monotonic()))
        if self._slack == "ok":
            log.info("stopped")

    def checks(self) -> Mapping[str, str]:
        """What `/readyz` reports: each part "ok" or a sentence about what is wrong."""
        connected = self._socket is None or self._socket.connected
        return {
            **self._readiness.states(),
            "slack": self._slack if connected else "Socket Mode is not connected; connecting anew.",
        }

    def _keep_time(self) -> None:
        keep_time(self.kit)
        keep_week(self.kit)

    def _look_around(self, client: WebClient, id: WorkspaceId) -> None:
        world = self.world
        if refresh(self.database, client, workspace=id, now=world.now, new_id=world.new_id):
            self.kit.wake()

    def _follow(self, files: OperatorFiles) -> None:
        if files.refresh():
            self.kit.wake()

    def _open_port(self, web: Web) -> None:
        server = serve(web, port=self.settings.port, host=self.host)
        try:
            server.prepare()
        except OSError:
            if Part.LISTEN not in self.parts:
                log.warning(
                    "PORT is in use, so nobody can ask this process how it is", port=self.settings.port
                )
                return
            raise WrongSetting(
                f"PORT: {self.settings.port} is in use. Stop what listens there, or choose another one."
            ) from None
        self.port = server.bind_addr[1]
        Thread(target=server.serve, name="web", daemon=True).start()
        self._ends.append(lambda seconds: stop_within(server, seconds))

    def _engine(self, client: WebClient) -> Engine:
        courier = Courier(
            self.database,
            slack=lambda _: client,
            renderers=renderers_with(shipped_model),
            clock=self.world.now,
            pause=self.world.pause,
            chance=self.world.chance,
        )
        engine = Engine(courier, workspaces=self.database.workspaces)
        self._ends.append(engine.stop)
        return engine

    def _listen(self, web: Web, *, client: WebClient, identity: AuthorizeResult, signing_secret: str) -> None:
        app = build_app(self.kit, api_url=client.base_url, identity=identity, signing_secret=signing_secret)
        token = self.settings.slack_app_token
        if token is None:
            web.serve_slack(app)
            return
        socket = Socket(app, app_token=token.get_secret_value(), client=client)
        socket.open()
        self._ticker.every(WATCH_SECONDS, socket.watch)
        self._socket = socket
        self._ends.append(lambda seconds: socket.finish(seconds=seconds))
