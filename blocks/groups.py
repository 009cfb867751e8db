"""Groups: what admins hear of a user group that stands for approvers."""

from blocks.messages import Message, said
from blocks.text import escape, inline
from domain.people import Department

NAME_SHOWN = 60


def emptied_group(department: Department) -> Message:
    """Tells an admin that a department's user group has nobody any more, or has again."""
    name = escape(inline(department.name, limit=NAME_SHOWN))
    if department.approvers:
        return said(f"✅ {name} has approvers again.")
    return said(
        f"🟠 Nobody is left in the Slack user group that approves for {name}, or the group is gone. Posts that need "
        f"{name} wait; nothing is approved meanwhile. Put somebody into the group, or name approvers in "
        "`/social setup`."
    )
