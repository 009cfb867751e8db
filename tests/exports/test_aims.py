"""The sheet "Posts" says what each post is for, with what it takes over from its campaign; nothing becomes a formula."""

from dataclasses import replace
from datetime import date

from domain.aims import Aim
from domain.campaign import Campaign
from domain.charter import Gain
from domain.journey import Step, StepName
from domain.people import UserId
from tests.exports.reading import opened, records
from tests.exports.sample import sample_report

AIM = Aim(step=Step.TRIAL, audience="=parents", gains=(Gain.STORES, Gain.HIRING), cost_centre="7")


def test_each_post_says_what_it_is_for_and_takes_over_the_rest() -> None:
    report = sample_report()
    first, second, *_ = report.posts
    autumn = Campaign(
        name="Autumn",
        purpose="Fill stores",
        owner=UserId("U03"),
        first=date(2026, 11, 1),
        last=date(2026, 12, 6),
        measure="own",
        counts="jackets sold",
        cost_centre="4711",
        at=first.proposed_at,
    )
    workspace = replace(
        report.workspace,
        campaigns=(autumn,),
        step_names=(StepName(step=Step.TRIAL, name="come and try"),),
    )
    posts = (replace(first, campaign="Autumn", aim=AIM), replace(second, campaign="Autumn"))
    rows = records(opened(replace(report, workspace=workspace, posts=posts))["Posts"])
    columns = ("Journey step", "Audience", "Measure", "Who gains", "Cost centre")
    assert [tuple(row[one] for one in columns) for row in rows] == [
        ("come and try", "=parents", "jackets sold", "stores, hiring", "7"),
        (None, None, "jackets sold", None, "4711"),
    ]
