"""Figures of messages over periods."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.message_reports import figures
from deskq.message_reports.figures import MessageRow
from deskq.message_settings import kinds
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp
from deskq.reports.period import queries, rules
from deskq.web.forms import Form

Division = Literal["kind", "channel", "category", "unit", "district"]
#: {key of a row: (code, name)}
Named = Mapping[Any, tuple[str, Name]]


class MessageReportQuery(Form):
    """Days as 2026-11-24 or 1405/09/03, both included; default: the current Jalali month."""

    from_: Annotated[str, Field(alias="from", max_length=20)] = ""
    to: Annotated[str, Field(max_length=20)] = ""
    by: Division = "kind"


class OpenMessages(BaseModel):
    """Messages without an answer now: ``calm`` with less than half of their time used, ``amber`` from half, ``red``
    from three quarters, ``late`` past their date. ``oldest``: when the oldest was registered."""

    count: int
    calm: int
    amber: int
    red: int
    late: int
    oldest: datetime | None


class MessageFigures(BaseModel):
    """``due``: messages whose first promised date has come; ``in_time``: those answered by it."""

    registered: int
    answered: int
    due: int
    in_time: int
    open: OpenMessages


class MessageReportRow(BaseModel):
    """``key``: code of a kind, channel, category, unit or district; null where none was given."""

    key: str | None
    name: schemas.NameOut | None
    figures: MessageFigures


class MessageReportOut(BaseModel):
    """Confidential reports are in no figure."""

    by: Division
    first_day: date
    last_day: date
    total: MessageFigures
    rows: list[MessageReportRow]


@endpoint(
    "GET", "/reports/messages", act="reports.read", query=MessageReportQuery, answer=MessageReportOut,
    refusals=(InvalidInput, NotSetUp), limit="60 per minute",
)  # fmt: skip
def show_message_report(caller: Caller, query: MessageReportQuery) -> MessageReportOut:
    """Messages registered in a range of days: how many were answered in time, and how old those without an answer
    are."""
    session = db.session()
    asked = rules.read(query.from_, query.to, queries.today(session, caller.office_id))
    report = figures.message_report(session, caller.office_id, asked, query.by)
    about = settings_queries.load_settings(session, caller.office_id)
    names: dict[str, Named] = {
        "kind": {key: (key, name) for key, name in kinds.KIND_NAMES.items()},
        "channel": {key: (key, name) for key, name in kinds.CHANNEL_NAMES.items()},
        "category": {key: (row.code, row.name) for key, row in about.categories.items()},
        "unit": {key: (row.code, row.name) for key, row in about.units.items()},
        "district": {key: (row.code, row.name) for key, row in about.districts.items()},
    }
    return MessageReportOut(
        by=query.by,
        first_day=asked.first,
        last_day=asked.last,
        total=_figures(report.total),
        rows=[_row(row, names[query.by]) for row in report.rows],
    )


def _row(row: MessageRow, names: Named) -> MessageReportRow:
    code, name = names.get(row.key, (None, None))
    return MessageReportRow(key=code, name=schemas.name(name) if name is not None else None, figures=_figures(row))


def _figures(row: MessageRow) -> MessageFigures:
    ages = {name: getattr(row, name) for name in ("calm", "amber", "red", "late")}
    oldest = row.oldest.astimezone(UTC) if row.oldest is not None else None
    counts = {name: getattr(row, name) for name in ("registered", "answered", "due", "in_time")}
    return MessageFigures(**counts, open=OpenMessages(count=row.open, oldest=oldest, **ages))
