"""Links that people type: what keeps them from being shown and followed safely."""

from urllib.parse import urlsplit

LINK_LIMIT = 2_000
"""Characters of a link; longer ones break in browsers and in Slack's image block alike (3,000)."""


def link_problem(link: str) -> str:
    """What is wrong with a link that somebody typed, in a sentence; empty when nothing is."""
    if len(link) > LINK_LIMIT:
        return f"{LINK_LIMIT:,} characters is the most for a link."
    return "" if _is_plain_link(link) else "Give a whole, plain link that begins with https://"


def _is_plain_link(link: str) -> bool:
    """Whether every reader of this link sees the same host in it.

    Browsers read a backslash as a slash and drop invisible characters ("URL Standard"), and a name before an @
    is no host: links with any of these are refused, so that the host people see is the one they get.
    """
    try:
        parts = urlsplit(link)
        port_holds = parts.port is None or parts.port > 0
    except ValueError:
        return False
    odd = any(not one.isprintable() or one.isspace() or one in '\\|"<>' for one in link)
    host = parts.hostname or ""
    host_holds = all(one.isalnum() or one in "-." for one in host) and host.strip("-.") != ""
    return (
        parts.scheme in {"http", "https"}
        and host_holds
        and port_holds
        and not odd
        and "@" not in parts.netloc
    )
