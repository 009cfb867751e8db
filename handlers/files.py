"""Files: what somebody sent in a form, fetched from Slack with the bot's token."""

from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from slack_sdk import WebClient

from domain.refusals import Refusal

SECONDS = 20
"""For one step of fetching."""
_HOMES = (".slack.com", ".slack-files.com", ".slack-gov.com")
_PAGE = b"<!doctype html", b"<html"


class _StayThere(HTTPRedirectHandler):
    """Slack sends whoever may not read a file to its sign-in page; a token goes nowhere else."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401  # urllib's
        """Follow none."""


def fetched(url: str, *, client: WebClient, most: int) -> bytes:
    """The file's content, one byte more than `most` at the most.

    Raises:
        Refusal: it is no file of Slack's, or Slack does not give it.
    """
    place, home = urlsplit(url), urlsplit(client.base_url)
    own = (place.scheme, place.netloc) == (home.scheme, home.netloc)
    if not own and not (place.scheme == "https" and f".{place.hostname}".endswith(_HOMES)):
        raise Refusal("This is no file that was sent here. Choose it again.")
    opener = build_opener(
        _StayThere,
        ProxyHandler({"http": client.proxy, "https": client.proxy} if client.proxy else {}),
        HTTPSHandler(context=client.ssl),
    )
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  # looked at above
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(most + 1)
    except HTTPError as error:
        error.close()
        raise Refusal(
            "Slack did not give me the file ({code}). {scope}", code=error.code, scope=_SCOPE
        ) from None
    except (URLError, OSError):
        raise Refusal(
            "Slack did not give me the file in time, so nothing was changed. Please try again."
        ) from None
    if data.lstrip()[:20].lower().startswith(_PAGE):
        raise Refusal("Slack did not give me the file. {scope}", scope=_SCOPE)
    return data


_SCOPE = "Onevoice may lack the permission files:read. Whoever runs it installs the app again with the present manifest."
