"""Combines the services of joining, queue and SMS in one transaction, for pages and inbound SMS."""

from datetime import datetime

from flask import current_app

from deskq.core import actors, client_address, secrets
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.joining import away, queries, rules, service
from deskq.joining.confirmation import service as confirmation
from deskq.joining.confirmation.models import JoinRequest
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries as queue_queries
from deskq.queue.joining_port import AwayView
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.arrive import arrive as admit_ticket
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service


def join(office_id: int, service_code: str, number: str, travel_minutes: int, request_key: str, language: str) -> str:
    """Issue a ticket and return its secret. The same request again returns the same secret."""
    secret = secret_of(request_key)
    new = NewTicket(service_code, secret, "", language, request_key, away=True)

    def take() -> Ticket:
        return sms_service.issue_with_number(
            office_id, actors.VISITOR, number, lambda: issue(office_id, actors.VISITOR, new)
        )

    service.join(office_id, service_code, number, request_key, travel_minutes, take)
    return secret


def ask(office_id: int, service_code: str, number: str, travel_minutes: int, request_key: str, language: str) -> str:
    """Send a code to the number, for the address of this request. Returns the secret of the page on which the code is
    entered; other fields give another secret, and another ticket."""
    key = f"join code {request_key} {service_code} {number} {travel_minutes}"
    secret = secrets.for_request(current_app.config["SECRET_KEY"], key)
    _ask(office_id, secret, service_code, number, travel_minutes, language)
    return secret


def ask_back(office_id: int, number: str, request_key: str, language: str) -> str:
    """Send a code to the number, with which its owner gets back to the ticket, for the address of this request. Returns
    the secret of the page on which the code is entered; whether the number has a ticket is not told before."""
    secret = secrets.for_request(current_app.config["SECRET_KEY"], f"join back {request_key} {number}")
    _ask(office_id, secret, None, number, 0, language)
    return secret


def confirm(asked: JoinRequest, typed: str) -> str:
    """Return the secret of the ticket if ``typed`` is the code from the SMS."""
    secret_key = current_app.config["SECRET_KEY"]

    def take(found: JoinRequest, number: str) -> Ticket:
        assert found.service_id is not None
        code = config_cache.of(db.session(), asked.office_id).services[found.service_id].code
        secret = join(found.office_id, code, number, found.travel_minutes, found.request_key, found.language)
        made = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
        assert made is not None
        return made

    ticket = confirmation.confirm(asked.office_id, asked.id, typed, secret_key, take)
    return secret_of(ticket.request_key)


def service_named(office_id: int, words: str) -> str | None:
    """The code of the one service at the kiosk whose name has these words (a search key); None for none or several."""
    offered = config_cache.of(db.session(), office_id).at_kiosk
    names = {row.code: [persian.search_key(text) for text in (*row.name, *row.spoken_name)] for row in offered}
    found = [code for code, keys in names.items() if words and any(words in key for key in keys)]
    exact = [code for code in found if words in names[code]]
    return (exact or found)[0] if len(exact or found) == 1 else None


def secret_of(request_key: str | None) -> str:
    return secrets.for_request(current_app.config["SECRET_KEY"], f"join {request_key}")


def arrive(office_id: int, by: str, ticket_id: int, way: str) -> Ticket:
    def admit(found: int, begins_now: bool) -> Ticket:
        return admit_ticket(office_id, by, found, begins_now=begins_now)

    return service.arrive(office_id, by, ticket_id, way, admit)


def was_never_here(ticket_id: int) -> bool:
    """Whether the ticket was taken from outside and its visitor never came. Then nothing is rated and no number is
    kept."""
    found = queries.remote(db.session(), ticket_id)
    return found is not None and found.here_at is None


def of_ticket(ticket_id: int) -> AwayView | None:
    session = db.session()
    return away.view(session, queue_queries.ticket_by_id(session, ticket_id))


def door_key() -> bytes:
    """Key from which the digits at the door are derived."""
    return secrets.for_request(current_app.config["SECRET_KEY"], "the door's code").encode()


def door_digits(office_id: int, now: datetime) -> str:
    return rules.door_code(door_key(), office_id, rules.slot_of(now))


def board_digits(config: OfficeConfig, now: datetime) -> str | None:
    """The digits at the door; None if the lobby board does not show them or nobody can join now."""
    office = config.office
    shown = office.join_digits == "board" and office.join_share and config.hours(now).open
    return door_digits(office.id, now) if shown else None


def _ask(office_id: int, secret: str, service_code: str | None, number: str, travel: int, language: str) -> None:
    key, network = secrets.hashed(secret), client_address.network()
    new = confirmation.NewJoinRequest(secret, key, service_code, number, travel, language, network)
    confirmation.ask(office_id, new)
