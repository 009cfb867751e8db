"""Who reviews whom, how the days compare with those before, and how far the campaigns have come."""

from dataclasses import replace
from datetime import datetime
from statistics import median

from domain.campaign_progress import CampaignPost, progress_of
from domain.journey import Step
from domain.posts import PostId, State
from domain.signoffs import Decision
from exports.summary_voice import reviews
from tests.domain.test_campaigns import AUTUMN
from tests.domain.test_digest import figures
from tests.exports.naughty import naughty_strings
from tests.exports.reading import SHEETS, line, opened, records, texts
from tests.exports.sample import sample_report
from tests.storage.examples import a_sign_off

HOSTILE = '=HYPERLINK("http://evil.example")'


def test_who_reviews_whom_agrees_with_the_decisions_counted_by_hand() -> None:
    report = sample_report()
    hours = [
        (one.at - post.versions[one.version - 1].at).total_seconds() / 3600
        for post in report.posts
        for one in post.sign_offs
        if post.department == "ecommerce" and one.department == "marketing" and report.holds(one.at)
    ]
    summary = opened(report)["Summary"]
    counted = line(summary, under="Who reviews whom", starting="E-commerce")
    timed = line(summary, under="Median hours", starting="E-commerce")
    assert (counted[2], round(float(str(timed[2])), 2)) == (len(hours), round(median(hours), 2))
    assert len(hours) > 3
    headings = line(summary, under="Who reviews whom", starting="Posts of")
    assert headings == ["Posts of", "E-commerce", "Marketing", "HR", "Field operations"]


def test_a_waiver_is_no_review_and_a_department_that_is_gone_keeps_its_own() -> None:
    report = sample_report()
    post = next(one for one in report.posts if not one.sign_offs)
    by = [
        replace(a_sign_off(post, department=department, at=report.made_at), decision=decision)
        for department, decision in (("press", Decision.APPROVED), ("hr", Decision.WAIVED))
    ]
    alone = replace(report, posts=(replace(post, sign_offs=tuple(by)),))
    assert set(reviews(alone)) == {(post.department, "press")}
    row = line(opened(alone)["Summary"], under="Who reviews whom", starting="Posts of")
    assert row[-1] == "press"


def test_a_week_in_which_nobody_decided_says_so() -> None:
    report = sample_report()
    waiting = replace(report, posts=tuple(replace(one, sign_offs=()) for one in report.posts))
    assert texts(opened(waiting)["Summary"]).count("Nobody decided about a post in these days.") == 2


def test_each_figure_stands_beside_that_of_as_many_days_before() -> None:
    now = figures(
        went_out={"hr": 4, "marketing": 2},
        seen_widely=2,
        purposeless=1,
        unready=1,
        left_out=3,
        steps=frozenset({Step.TRIAL}),
    )
    before = figures(went_out={"hr": 9}, seen_widely=2, purposeless=4, settled=1)
    summary = opened(replace(sample_report(), beside=(now, before)))["Summary"]

    def shown(starting: str) -> list[object]:
        return line(summary, under="One customer, one voice", starting=starting)[1:]

    assert shown("Posts that went out") == [6, 9, -3]
    assert shown("… seen by 3 or more departments") == [2, 2, 0]
    assert shown("… that name no campaign") == [1, 4, -3]
    assert shown("… before every store was ready") == [1, 0, 1]
    assert shown("Stores these left out") == [3, 0, 3]
    assert shown("Clashes settled") == [0, 1, -1]
    (note,) = (one for one in texts(summary) if one.startswith("These days up to the present"))
    assert note.endswith(
        "no post that went out served “discovery”, “research”, “preference”, “purchase”, “loyalty”"
    )
    assert "One customer, one voice" not in texts(opened(sample_report())["Summary"])
    (heading,) = (one.row for row in summary for one in row if one.value == "One customer, one voice")
    assert heading - 1 in {one.id for one in summary.row_breaks.brk}, "its heading is printed with its table"


def test_each_campaign_has_its_row_with_real_numbers() -> None:
    def post(number: int, state: State, budget: int | None) -> CampaignPost:
        return CampaignPost(id=PostId(f"P{number}"), title="x", state=state, budget=budget)

    named = replace(AUTUMN, name=HOSTILE, purpose=naughty_strings()[0])
    bare = replace(AUTUMN, name="Bare", departments=(), measure="", target=None, budget=None)
    posts = [post(1, State.PUBLISHED, 300), post(2, State.IN_REVIEW, 200), post(3, State.REJECTED, 100)]
    progress = (
        progress_of(named, posts, results={}),
        progress_of(bare, [], results={}),
        progress_of(replace(bare, name="Reach", measure="reach"), [], results={}),
    )
    report = replace(sample_report(), campaigns=progress, taking_part={HOSTILE: 31})
    workbook = opened(report)
    assert workbook.sheetnames == [*SHEETS, "Campaigns"]
    first, second, third = records(workbook["Campaigns"])
    assert first["Campaign"] == HOSTILE
    assert (first["Posts out"], first["Under way"], first["Never went out"]) == (1, 1, 1)
    assert (first["Measure"], first["Reached"], first["Target"]) == ("jackets sold", None, 1200)
    assert (first["Spent"], first["Planned"], first["Budget"]) == (300, 200, 10_000)
    assert first["First day"] == datetime(2026, 11, 23)  # noqa: DTZ001  # as the sheet shows it
    assert (first["Stores taking part"], second["Stores taking part"]) == (31, None)
    assert first["Departments"] == "Marketing, Field operations"
    assert (second["Departments"], second["Measure"], third["Measure"]) == ("all", None, "Reach")
    assert all(cell.data_type != "f" for row in workbook["Campaigns"].iter_rows() for cell in row)
