"""Exports: what is said while the workbook is being made."""

from blocks.messages import Message, said
from domain.periods import Period


def export_coming(period: Period) -> Message:
    """Tells the person who asked that the workbook is on its way."""
    first, last = (f"{day:%a} {day.day} {day:%b %Y}" for day in (period.first, period.last))
    days = first if first == last else f"{first} to {last}"
    return said(f"Your workbook for {days} is being made. I send it to you in a direct message.")
