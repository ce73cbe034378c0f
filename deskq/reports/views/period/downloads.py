"""A report of a period as a file: CSV, XLSX and PDF, named after the report, its days and its division."""

from typing import IO

from flask import Response, send_file

from deskq.office import pdf_pages
from deskq.reports.period.rules import DateRange
from deskq.web.spreadsheet import XLSX

#: A PDF takes more work than a table.
LIMIT = "30 per minute"


def csv(report: str, days: DateRange, by: str, text: str) -> Response:
    """``report``: what its file is called, such as visits."""
    return Response(text, headers=_attachment(report, days, by, "csv"), mimetype="text/csv")


def xlsx(report: str, days: DateRange, by: str, file: IO[bytes]) -> Response:
    """``file``: the workbook, at its beginning."""
    answer = send_file(file, mimetype=XLSX)
    answer.headers.update(_attachment(report, days, by, "xlsx"))
    return answer


def pdf(report: str, days: DateRange, by: str, html: str) -> Response:
    """``html``: the page of the report, whose first heading is the title."""
    return pdf_pages.answer(html, _name(report, days, by))


def _attachment(report: str, days: DateRange, by: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{_name(report, days, by)}.{ending}"'}


def _name(report: str, days: DateRange, by: str) -> str:
    first, last = days.days
    return f"{report}-{first}-{last}-{by}"
