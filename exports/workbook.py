"""Workbooks: a report as an Excel file."""

from openpyxl import Workbook

from exports.audit import audit_listing
from exports.calendar import calendar_listing
from exports.campaigns import campaigns_listing
from exports.findings import findings_listing
from exports.listings import add_listing
from exports.looks import Styles
from exports.maturity import add_maturity, moves_listing
from exports.posts import posts_listing
from exports.report import Report
from exports.results import results_listing
from exports.signoffs import signoffs_listing
from exports.streaming import Body, save
from exports.summary import add_summary


def write_workbook(report: Report) -> bytes:
    """The report as an .xlsx file; equal reports give equal bytes.

    Sheets: Summary, Posts, Sign-offs, Findings, Calendar, Maturity where a model is handed in, Results, Audit; behind them
    Campaigns where there are any, and Moves beside Maturity. Text from people stays text, whatever it looks like; moments are real dates in the report's zone,
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
    bodies |= add_maturity(report, workbook=workbook, styles=styles)
    bodies |= add_listing(results_listing(report), workbook=workbook, styles=styles, report=report)
    bodies |= add_listing(audit_listing(report), workbook=workbook, styles=styles, report=report)
    if report.campaigns:
        bodies |= add_listing(campaigns_listing(report), workbook=workbook, styles=styles, report=report)
    if report.model is not None:
        bodies |= add_listing(moves_listing(report), workbook=workbook, styles=styles, report=report)
    return save(workbook, bodies=bodies, at=report.made_at)
