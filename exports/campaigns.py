"""The sheet "Campaigns": how far each has come, what it brought and what it costs."""

from datetime import date, datetime, time

from domain.campaign_progress import NEVER, Progress
from domain.results import OWN, RESULT_MEASURES
from exports.listings import Column, Listing
from exports.looks import COUNT, DAY, FIGURE, STRONG, TEXT
from exports.report import Report


def campaigns_listing(report: Report) -> Listing[Progress]:
    """One row a campaign; amounts are in whole units of the company's currency."""
    workspace = report.workspace

    def day(of: date) -> datetime:
        return datetime.combine(of, time(), report.zone)

    def departments(row: Progress) -> str:
        return ", ".join(map(workspace.department_name, row.campaign.departments)) or "all"

    return Listing(
        title="Campaigns",
        rows=report.campaigns,
        nothing=f"No campaign has a day from {report.days}.",
        columns=(
            Column(heading="Campaign", width=24, look=STRONG, value=lambda row: row.campaign.name),
            Column(heading="Purpose", width=44, look=TEXT, value=lambda row: row.campaign.purpose),
            Column(heading="First day", width=14, look=DAY, value=lambda row: day(row.campaign.first)),
            Column(heading="Last day", width=14, look=DAY, value=lambda row: day(row.campaign.last)),
            Column(heading="Posts out", width=11, look=COUNT, value=lambda row: row.out),
            Column(heading="Under way", width=11, look=COUNT, value=lambda row: row.under_way),
            Column(heading="Measure", width=18, look=TEXT, value=_measure),
            Column(heading="Reached", width=13, look=FIGURE, value=lambda row: row.reached),
            Column(heading="Target", width=13, look=FIGURE, value=lambda row: row.campaign.target),
            Column(heading="From posts", width=11, look=COUNT, value=lambda row: row.measured),
            Column(heading="Spent", width=12, look=COUNT, value=lambda row: row.spent),
            Column(heading="Planned", width=12, look=COUNT, value=lambda row: row.planned),
            Column(heading="Budget", width=12, look=COUNT, value=lambda row: row.campaign.budget),
            Column(
                heading="Stores taking part",
                width=12,
                look=COUNT,
                value=lambda row: report.taking_part.get(row.campaign.name),
            ),
            Column(
                heading="Never went out",
                width=11,
                look=COUNT,
                value=lambda row: sum(number for state, number in row.states.items() if state in NEVER),
                printed=False,
            ),
            Column(
                heading="Cost centre",
                width=18,
                look=TEXT,
                value=lambda row: row.campaign.cost_centre,
                printed=False,
            ),
            Column(heading="Departments", width=24, look=TEXT, value=departments, printed=False),
            Column(
                heading="Owner",
                width=16,
                look=TEXT,
                value=lambda row: report.name(row.campaign.owner),
                printed=False,
            ),
        ),
    )


def _measure(row: Progress) -> str:
    campaign = row.campaign
    if campaign.measure == OWN.key:
        return campaign.counts
    return next((one.name for one in RESULT_MEASURES if one.key == campaign.measure), "")
