"""Workbooks: a report as an Excel file."""

from openpyxl import Workbook

from exports.calendar import calendar_listing
from exports.campaigns import campaigns_listing
from exports.findings import findings_listing
from exports.listings import add_listing
from exports.looks import Styles
from exports.maturity import add_maturity
from exports.posts import posts_listing
from exports.report import Report
from exports.results import results_listing
from exports.signoffs import signoffs_listing
from exports.streaming import Body, save
from exports.summary import add_summary


def write_workbook(report: Report) -> bytes:
    """The report as an .xlsx file; equal reports give equal bytes.

    Sheets: Summary, Posts, Sign-offs, Findings, Calendar, Results, Campaigns where there are any, and Maturity and Moves where a
    model is handed in. Text from people stays text, whatever it looks like; moments are real dates in the report's zone,
    which each sheet names.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = f"The social desk, {report.days}"
    workbook.properties.creator = "Onevoice"
    styles = Styles(workbook)
    bodies: dict[str, Body] = add_summary(report, workbook=workbook, styles=styles)
    bodies |= add_listing(posts_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_listing(signoffs_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_listing(findings_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_listing(calendar_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_listing(results_listing(report), workbook=workbook, styles=styles, report=report)
    if report.campaigns:
        bodies |= add_listing(campaigns_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_maturity(report, workbook=workbook, styles=styles)
    return save(workbook, bodies=bodies, at=report.made_at)
