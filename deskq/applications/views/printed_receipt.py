"""The receipt of an application (R3) for the printer of tickets: nothing about who applied."""

from flask import current_app, url_for
from flask_babel import gettext

from deskq.applications.models import ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import ShownApplication, shown
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.messages.rules.deadlines import last_moment
from deskq.office import config_cache
from deskq.printing.printed_ticket import PrintedTicket
from deskq.queue.models import Ticket
from deskq.queue.ticket_text import TicketText
from deskq.service_sheets.rules.content import COST_NAMES


def content(ticket: Ticket) -> PrintedTicket | None:
    """Of the newest application opened from this ticket, in the language of the ticket."""
    session = db.session()
    application = queries.newest_of_ticket(session, ticket.office_id, ticket.id)
    if application is None:
        return None
    found, words = shown(session, application), TicketText(ticket.language)
    return PrintedTicket(
        language=ticket.language,
        office=words.named(config_cache.of(session, ticket.office_id).office.name),
        title=gettext("Tracking code"),
        code=words.digits(tracking_code.spaced(application.code)),
        service=words.named(found.content.name),
        facts=tuple(_facts(found, words)),
        directions_title="",
        directions=(),
        bring_title=gettext("Documents missing") if found.missing else "",
        bring=_listed(found.missing, words),
        qr=current_app.config["PUBLIC_URL"] + url_for("follow.show", code=application.code),
        qr_words=gettext("Track this on your phone, or call 137."),
        foot=gettext("Please keep this receipt."),
    )


def _facts(found: ShownApplication, words: TicketText) -> list[tuple[str, str]]:
    one = found.application
    comma = "، " if words.language == "fa" else ", "
    at = f"{words.date(one.opened_at)}{comma}{words.hour(one.opened_at)}"
    rows = [(gettext("Registered"), at), (gettext("Answer by"), words.date(last_moment(one.due_at)))]
    if one.paused_at is not None:
        rows.append((gettext("Clock paused"), gettext("plus the working days of the pause")))
    rows.append((gettext("Cost"), words.named(COST_NAMES[found.content.cost])))
    for stage in found.here:
        person = words.named(stage.person.names) if stage.person is not None else ""
        unit = (words.named(stage.unit.name), words.named(stage.unit.contact))
        rows.append((gettext("Responsible"), comma.join(filter(None, (person, *unit)))))
    rows.append((gettext("Stages"), comma.join(words.named(stage.stage.name) for stage in found.stages)))
    received = [document for document in found.documents if document.received_at is not None]
    if received:
        rows.append((gettext("Documents received"), _listed(received, words)))
    if found.content.complaint_route.fa:
        rows.append((gettext("Where to complain"), words.named(found.content.complaint_route)))
    return rows


def _listed(documents: list[ApplicationDocument], words: TicketText) -> str:
    names = [one.name_en if words.language == "en" and one.name_en else one.name_fa for one in documents]
    return words.digits(("، " if words.language == "fa" else ", ").join(names))
