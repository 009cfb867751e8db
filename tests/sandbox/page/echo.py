"""A little Bolt app. It answers `/echo`: the words after it say what it does."""

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from tests.sandbox.page.blocks import EVERY_INPUT, LIVE_INPUTS, Json, button, entry, modal, option, plain
from tests.sandbox.page.stage import Stage


def growing(blocks: int) -> Json:
    """A view that grows by a line with each click."""
    lines = [
        entry(f"line{n}", f"Line {n}", {"type": "plain_text_input"}, optional=True)
        for n in range(1, blocks + 1)
    ]
    buttons = {
        "type": "actions",
        "block_id": "do",
        "elements": [button("grow", "Add a line"), button("deeper", "Go deeper")],
    }
    return modal("Growing", [*lines, buttons], submit=plain("Keep"), private_metadata=str(blocks))


def build_app(stage: Stage) -> App:
    app = App(client=stage.client)
    answer_commands(app)
    answer_forms(app, stage)
    answer_clicks(app, stage)
    return app


def answer_commands(app: App) -> None:
    @app.command("/echo")
    def echo(ack: Ack, command: Json, respond: Respond, client: WebClient) -> None:
        word, _, rest = command["text"].partition(" ")
        if word == "silence":
            return
        ack()
        views = {
            "form": modal("Everything", EVERY_INPUT, submit=plain("Send"), callback_id="form"),
            "grow": growing(1),
            "live": modal("Live", LIVE_INPUTS, submit=plain("Keep")),
        }
        if word in views:
            client.views_open(trigger_id=command["trigger_id"], view=views[word])
        else:
            respond(rest, response_type="in_channel" if word == "say" else "ephemeral")

    @app.shortcut("note")
    def note(ack: Ack, shortcut: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=growing(1))

    @app.shortcut("repeat")
    def repeat(ack: Ack, shortcut: Json, respond: Respond) -> None:
        ack()
        respond(f"Again: {shortcut['message']['text']}")


def answer_forms(app: App, stage: Stage) -> None:
    @app.view("form")
    def form(ack: Ack, view: Json) -> None:
        values = view["state"]["values"]
        if values["one_line"]["value"]["value"] == "wrong":
            ack(response_action="errors", errors={"one_line": "That is no title.", "number": "Too much."})
            return
        stage.submitted.append(values)
        ack()

    @app.action("grow")
    def grow(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        view = body["view"]
        client.views_update(
            view_id=view["id"], hash=view["hash"], view=growing(int(view["private_metadata"]) + 1)
        )

    @app.action("deeper")
    def deeper(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        inner = modal(
            "Deeper",
            [entry("deep", "Deep words", {"type": "plain_text_input"}, optional=True)],
            submit=plain("Back up"),
        )
        client.views_push(trigger_id=body["trigger_id"], view=inner)

    @app.options("value")
    def campaigns(ack: Ack, payload: Json) -> None:
        names = [name for name in ("Autumn", "Outlet", "Xmas") if payload["value"].lower() in name.lower()]
        ack(options=[option(name) for name in names])


def answer_clicks(app: App, stage: Stage) -> None:
    @app.event("app_home_opened")
    def home(event: Json, client: WebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("Good morning")},
            {"type": "actions", "elements": [button("hello", "Say hello")]},
        ]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("mute")
    def mute() -> None:
        """Never acknowledged: the app does not respond."""

    @app.action("hello")
    @app.action("chosen")
    @app.action("entered")
    def heard(ack: Ack, body: Json) -> None:
        ack()
        stage.actions.append(body)

    @app.action("approve")
    def approve(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text=f"Approved by <@{body['user']['id']}>",
            blocks=[],
        )
