"""What a lead reads once a check-in is saved or answered."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.views import View

from blocks.elements import section
from blocks.moments import when
from blocks.text import escape, inline, mention
from domain.checkins import CheckIn
from domain.maturity_gaps import Gap
from domain.maturity_lines import HELD_FROM
from domain.maturity_score import Score
from domain.moves import Move


def saved(check_in: CheckIn) -> View:
    """Says that nothing is lost, and how to go on."""
    return _told(
        [
            "💾 *Saved.* It counts once you submit it.",
            (
                f"Press *Finish check-in* in my message or type `/social checkin`. Open until {when(check_in.closes_at)}; "
                "a later answer is kept and marked."
            ),
        ]
    )


def thanks(check_in: CheckIn, score: Score, gap: Gap | None, *, stages: Mapping[str, str], name: str) -> View:
    """Thanks for the answers: where the department stands, and what comes next.

    Args:
        score: the department's, with these answers.
        gap: its biggest one; None when there is none.
        stages: key and name of each stage.
        name: the department's.
    """
    lines = [f"🙏 *Thank you.* {escape(inline(name))} {_standing(score, stages)}."]
    if check_in.move:
        lines.append(f"*Your move* {move_words(check_in.move)}. The next check-in asks what came of it.")
    if gap:
        lines.append(f"*Worth a try* {escape(inline(gap.capability.practice))}")
    return _told(lines)


def _standing(score: Score, stages: Mapping[str, str]) -> str:
    """Where the department stands, behind its name."""
    reached = escape(inline(stages[score.reached])) if score.reached else ""
    if score.current is None:
        return f"holds every stage, up to {reached}: {score.percent} %"
    current = next(one for one in score.stages if one.stage == score.current)
    at = f"{escape(inline(stages[score.current]))} stands at {current.percent or 0} %, and is held from {HELD_FROM} %"
    return f"holds {reached}; {at}" if reached else f"is on its way: {at}"


def move_words(move: Move) -> str:
    """A move in one line of mrkdwn."""
    return (
        f"“{escape(inline(move.what))}” · {mention(move.who)} · by {move.due:%A} {move.due.day} {move.due:%B}"
    )


def _told(lines: Sequence[str]) -> View:
    return View(type="modal", title="Check-in", close="Close", blocks=[section(one) for one in lines])
