"""Wiring: which parts make one Bolt app."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import App, BoltContext
from slack_bolt.authorization import AuthorizeResult

from bot import errors
from bot.responding import BriefRespond
from bot.slack import slack_client
from handlers import (
    absences,
    agreement,
    approvals,
    check,
    checkins,
    clashes,
    commands,
    digests,
    exceptions,
    expiry,
    fixing,
    freezes,
    groups,
    history,
    holds,
    home,
    listings,
    maturity,
    messages,
    people,
    posts,
    proposals,
    publishing,
    readiness,
    reminders,
    results,
    rule_forms,
    rules,
    setting_up,
    watching,
)
from handlers.kit import KEY, LATER, Kit

LISTENER_THREADS = 20
"""Requests worked on at once. Bolt's own five let a burst of slow commands run into Slack's three seconds."""
SUBJECTS = (
    approvals,
    posts,
    proposals,
    commands,
    messages,
    agreement,
    check,
    home,
    listings,
    people,
    fixing,
    history,
    exceptions,
    holds,
    expiry,
    clashes,
    rules,
    rule_forms,
    watching,
    setting_up,
    absences,
    freezes,
    publishing,
    readiness,
    results,
    reminders,
    groups,
    digests,
    maturity,
    checkins,
)
"""The hottest first: Bolt tries listeners in the order in which they were registered."""


def build_app(kit: Kit, *, api_url: str, identity: AuthorizeResult, signing_secret: str) -> App:
    """The Bolt app with every handler.

    Args:
        identity: the workspace and bot user that the token belongs to, as "auth.test" told it at start.
        signing_secret: proves requests that come over HTTP; Socket Mode does not need it.
    """
    senders = ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="respond")

    def authorize() -> AuthorizeResult:
        return identity

    def hand_in(context: BoltContext, next: Any) -> None:  # noqa: A002, ANN401  # Bolt calls it so
        context[KEY] = kit
        context[LATER] = senders.submit
        context["respond"] = BriefRespond(
            response_url=context.response_url,
            proxy=context.client.proxy,
            ssl=context.client.ssl,
            senders=senders,
        )
        next()

    app = App(
        name="slack_bolt",
        client=slack_client(None, api_url=api_url),
        authorize=authorize,
        signing_secret=signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
    )
    app.middleware(hand_in)
    errors.register(app)
    for subject in SUBJECTS:
        subject.register(app)
    return app
