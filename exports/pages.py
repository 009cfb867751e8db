"""Pages: what all sheets have in common on paper: landscape, one page wide, named and numbered."""

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.report import Report

A4 = 9
"""Excel's number of the paper size."""


def lay_out(sheet: Worksheet, *, report: Report) -> None:
    """Set a sheet up for printing and reading."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.75
    margins.header = margins.footer = 0.35
    sheet.HeaderFooter.oddHeader = _edge(f"Onevoice · {sheet.title}", report.days)
    sheet.HeaderFooter.oddFooter = _edge(f"All times in {report.period.timezone}", "Page &P of &N")


def _edge(left: str, right: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.left.text, item.right.text = left, right
    return item
