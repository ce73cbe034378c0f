"""A report of a period as a file: CSV and XLSX, named after the report, its days and its division."""

from typing import IO

from flask import Response, send_file

from deskq.reports.period.rules import DateRange
from deskq.web.spreadsheet import XLSX


def csv(report: str, days: DateRange, by: str, text: str) -> Response:
    """``report``: what its file is called, such as visits."""
    return Response(text, headers=_attachment(report, days, by, "csv"), mimetype="text/csv")


def xlsx(report: str, days: DateRange, by: str, file: IO[bytes]) -> Response:
    """``file``: the workbook, at its beginning."""
    answer = send_file(file, mimetype=XLSX)
    answer.headers.update(_attachment(report, days, by, "xlsx"))
    return answer


def _attachment(report: str, days: DateRange, by: str, ending: str) -> dict[str, str]:
    first, last = days.days
    return {"Content-Disposition": f'attachment; filename="{report}-{first}-{last}-{by}.{ending}"'}
