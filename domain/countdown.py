"""The countdown on a card: how long it still is, in steps coarse enough to draw the card anew at each."""

from datetime import datetime, timedelta

COUNTED = timedelta(hours=24)
"""So long before the publish time the card begins to count; before that it gives the day."""
_HOUR, _QUARTER, _MINUTE = timedelta(hours=1), timedelta(minutes=15), timedelta(minutes=1)


def in_minutes(left: timedelta) -> timedelta:
    """What is left, a begun minute counted whole.

    Words are read a moment after their time has come: four hours before, "in 3 h" would be wrong by nearly one.
    """
    return -(-left // _MINUTE) * _MINUTE


def time_left(publish_at: datetime, *, at: datetime) -> timedelta | None:
    """What is left until the publish time in begun minutes, rounded down to whole hours, in the last hour to quarters of it.

    None when it is more than a day or has passed: then the card names the day and the time. A card has to be
    drawn anew whenever this changes.
    """
    left = publish_at - at
    if not timedelta() < left <= COUNTED:
        return None
    left = in_minutes(left)
    return left - left % (_HOUR if left >= _HOUR else _QUARTER)
