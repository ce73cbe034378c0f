"""The tickets of a day in pages, with filters in the address and a search by ticket code."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.office import admin_pages, config_cache, pdf_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.queue.models import Ticket
from deskq.queue.rules import waits
from deskq.queue.rules.transitions import STATES
from deskq.queue.ticket_queries import by_code
from deskq.reports import tickets as queries
from deskq.reports.tickets import TicketFilters
from deskq.web import filters, i18n
from deskq.web.pdf import downloads
from deskq.web.refusal_sentences import STATE_NAMES
from deskq.web.spreadsheet import Cell, Column

LONGEST = 20
KEPT = ("code", "day", "state", "service", "counter", "hour")


def tickets() -> str | Response | tuple[str, int]:
    """The tickets of a day, or a redirect to the ticket with this code."""
    caller = identity.require("ticket.history")
    session, problems = db.session(), {}
    config = config_cache.of(session, caller.office_id)
    typed = request.args.get("day", "")[:LONGEST]
    day = queries.today(session, caller.office_id)
    try:
        day = jalali.day_number(jalali.parse(typed)) if typed else day
    except ValueError:
        problems["day"] = gettext("Please enter a date, for example 2026-11-24.")
    asked = _filters(config)
    found = by_code(session, caller.office_id, day, asked.code) if asked.code and not problems else None
    if found is not None:
        return redirect(url_for("manage.ticket", ticket_id=found.id), 303)
    shown = queries.of_day(session, caller.office_id, day, asked, _number("before"))
    if asked.code and not shown.total and not problems:
        problems["code"] = gettext("No ticket on this day has this number.")
    page = admin_pages.render(
        "manage/tickets.html",
        form=FilledForm(admin_pages.filled(_typed(day, typed)).values, problems),
        asked=asked,
        narrowed=asked != TicketFilters(),
        shown=shown,
        about=config,
        wait_of=partial(queries.waited, now=clock.now()),
        is_walk_in=waits.is_walk_in,
        page_of=_address,
        pdf=_address(None, "manage.tickets_pdf"),
        written=jalali.written_date(jalali.gregorian(day), i18n.language()),
        states=STATE_NAMES,
    )
    return (page, 422) if "day" in problems else page


def tickets_pdf() -> Response:
    """All tickets of a day with the filters of the address, as PDF, the first one first."""
    caller = identity.require("ticket.history")
    session = db.session()
    config = config_cache.of(session, caller.office_id)
    typed = request.args.get("day", "")[:LONGEST]
    try:
        day = jalali.day_number(jalali.parse(typed)) if typed else queries.today(session, caller.office_id)
    except ValueError:
        raise InvalidInput({"day": N_("Please enter a date, for example 2026-11-24.")}) from None
    written = jalali.written_date(jalali.gregorian(day), i18n.language())
    rows = queries.all_of_day(session, caller.office_id, day, _filters(config))
    note = ngettext("%(n)s ticket", "%(n)s tickets", len(rows), n=filters.digits(len(rows)))
    cells = [_cells(config, row) for row in rows]
    html = downloads.table(_columns(), cells, note, gettext("Tickets of %(day)s", day=written))
    return pdf_pages.answer(html, f"tickets-{day}")


def _columns() -> list[Column]:
    return [
        Column(gettext("Number"), "text"), Column(gettext("Service"), "text"), Column(gettext("State"), "text"),
        Column(gettext("Wait (minutes)")), Column(gettext("Taken")), Column(gettext("Called")),
        Column(gettext("Ended")), Column(gettext("The counter")),
    ]  # fmt: skip


def _cells(config: OfficeConfig, row: Ticket) -> list[Cell]:
    waited = queries.waited(row, clock.now())
    counter = config.counters.get(row.counter_id or 0)
    return [
        row.code,
        filters.named(config.services[row.service_id].name),
        filters.named(STATE_NAMES[row.state]),
        filters.minutes(waited) if waited is not None else "",
        filters.hour(row.arrived_at),
        filters.hour(row.called_at) if row.called_at is not None else "",
        filters.hour(row.finished_at) if row.finished_at is not None else "",
        counter.number if counter is not None else "",
    ]


def _filters(config: OfficeConfig) -> TicketFilters:
    """The filters of the address. An unknown value filters nothing."""
    state, service, counter, hour = request.args.get("state", ""), *map(_number, ("service", "counter", "hour"))
    return TicketFilters(
        code=request.args.get("code", "")[:LONGEST].strip(),
        state=state if state in STATES else "",
        service=service if service in config.services else None,
        counter=counter if counter in config.counters else None,
        hour=hour if hour is not None and hour < 24 else None,
    )


def _number(name: str) -> int | None:
    text = persian.ascii_digits(request.args.get(name, ""))
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 15 else None


def _typed(day: int, typed: str) -> Mapping[str, str]:
    written = typed or filters.short_date(jalali.gregorian(day))
    return {"code": request.args.get("code", "")[:LONGEST], "day": written}


def _address(before: int | None, endpoint: str = "manage.tickets") -> str:
    """The address of another page with the same filters; of the first page without ``before``."""
    kept: dict[str, Any] = {name: request.args[name] for name in KEPT if request.args.get(name)}
    return url_for(endpoint, **kept, before=before)
