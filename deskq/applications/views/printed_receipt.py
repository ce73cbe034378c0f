"""The receipt of an application (R3) for the printer of tickets: nothing about who applied."""

from flask import current_app, url_for
from flask_babel import gettext

from deskq.applications.models import ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import ShownApplication, shown
from deskq.applications.rules.progress import STATE_NAMES
from deskq.applications.rules.result import Place
from deskq.core.extensions import db
from deskq.core.text.names import Name
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
    application = found.application
    opened = words.listed((words.date(application.opened_at), words.hour(application.opened_at)))
    rows = [(gettext("Registered"), opened)]
    rows += _ending(found, words) or [(gettext("Answer by"), _answer_by(found, words))]
    rows.append((gettext("Cost"), words.named(COST_NAMES[found.content.cost])))
    for stage in found.here:
        person = words.named(stage.person.names) if stage.person is not None else ""
        unit = (words.named(stage.unit.name), words.named(stage.unit.contact))
        rows.append((gettext("Responsible"), words.listed((person, *unit))))
    rows.append((gettext("Stages"), words.listed(words.named(stage.stage.name) for stage in found.stages)))
    received = [document for document in found.documents if document.received_at is not None]
    if received:
        rows.append((gettext("Documents received"), _listed(received, words)))
    if found.content.complaint_route.fa:
        rows.append((gettext("Where to complain"), words.named(found.content.complaint_route)))
    return rows


def _ending(found: ShownApplication, words: TicketText) -> list[tuple[str, str]]:
    """Of one that has ended: how, what happens with the money, where its result is and how long it is valid."""
    rows = []
    if found.ended:
        rows.append((gettext("State"), words.named(STATE_NAMES[found.application.state])))
    if found.no_result and found.paid:
        amounts = [_rials(bill.amount, words) for bill in found.paid if bill.amount]
        rows.append((gettext("Money paid"), words.listed([*amounts, _about_money(found, words)])))
    if (result := found.result) is not None:
        if not result.in_hand:
            rows.append((gettext("Where to get it"), _place(found, result.place, words)))
        if result.keep_until is not None and not result.in_hand:
            rows.append((gettext("Please get it by"), words.date(last_moment(result.keep_until))))
        if result.last_valid_day is not None:
            rows.append((gettext("Valid"), str(gettext("until %(day)s", day=words.named(result.last_valid_day)))))
        if found.content.validity.fa:
            rows.append((gettext("Valid"), words.named(found.content.validity)))
    return rows


def _rials(amount: int, words: TicketText) -> str:
    separated = f"{amount:,}".replace(",", "٬" if words.language == "fa" else ",")
    return str(gettext("%(amount)s rials", amount=words.digits(separated)))


def _about_money(found: ShownApplication, words: TicketText) -> str:
    if found.content.refund.fa:
        return words.named(found.content.refund)
    unit = words.named(found.cashier.name)
    return str(
        gettext("Please ask whether it is given back, and how: %(unit)s. Bring the receipt of the payment.", unit=unit)
    )


def _place(found: ShownApplication, place: Place, words: TicketText) -> str:
    if place == "words":
        return words.named(found.content.handover)
    return str(gettext("At the service desk")) if place == "desk" else words.named(found.stages[-1].unit.name)


def _answer_by(found: ShownApplication, words: TicketText) -> str:
    """The promised day; in a pause whom it waits for, because the day follows when it goes on."""
    pause = found.pause
    if pause is None:
        return words.date(last_moment(found.application.due_at))
    since = words.date(pause.since)
    if pause.of_applicant:
        return str(gettext("It waits for you since %(day)s. The new date is calculated when it goes on.", day=since))
    return str(
        gettext("It waits for another body since %(day)s. The new date is calculated when it goes on.", day=since)
    )


def _listed(documents: list[ApplicationDocument], words: TicketText) -> str:
    names = (Name(document.name_fa, document.name_en).in_language(words.language) for document in documents)
    return words.digits(words.listed(names))
