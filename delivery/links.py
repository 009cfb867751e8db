"""Links: where in Slack something stands that a message is about."""

from slack_sdk import WebClient

from delivery.doubts import FILES
from delivery.marks import Place, Unreadable, find_file_link
from delivery.problems import problem_of
from domain.notices import Notice


def link_to(shown: Notice | None, *, client: WebClient, thread: str) -> str:
    """The address of what shows this notice; empty when it is not in Slack, or Slack does not tell.

    Args:
        thread: ts of the message under which to look for a file.
    """
    if shown is None or not shown.posted:
        return ""
    try:
        if shown.kind in FILES:
            return find_file_link(client, shown.id, place=Place(channel=shown.channel, thread=thread))
        answer = client.chat_getPermalink(channel=shown.channel, message_ts=shown.ts)
    except Unreadable:
        return ""
    except Exception as error:
        if problem_of(error) is None:
            raise
        return ""  # the message matters more than its link
    return str(answer["permalink"])
