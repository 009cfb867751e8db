"""The charter stands at the end of the sheet "Summary", as text whatever it holds."""

from domain.charter import Charter, Gain, Goal
from tests.exports.reading import line, opened, texts
from tests.exports.sample import sample_report

CHARTER = Charter(
    home="Marketing",
    why="One company, one voice. " * 24,
    goals=(
        Goal(department="hr", goal="=1+1", measure="applications"),
        Goal(department="ecommerce", goal="first orders " * 15),
    ),
    gains=(Gain.STORES, Gain.HIRING),
    pays="4711",
)


def test_the_workbook_says_why_and_for_whom() -> None:
    summary = opened(sample_report(charter=CHARTER))["Summary"]

    assert line(summary, under="The charter", starting="HR")[1:3] == ["=1+1", "applications"]
    assert line(summary, under="The charter", starting="Who pays")[1] == "4711"
    shown = texts(summary)
    assert "stores, hiring" in shown
    assert "no measure yet" in shown
    assert sum("One company, one voice." in one for one in shown) > 4, "long words go over several rows"
    assert max(len(one) for one in shown if "one voice" in one) <= 110


def test_a_workbook_without_a_charter_does_not_speak_of_one() -> None:
    assert "The charter" not in texts(opened(sample_report())["Summary"])
