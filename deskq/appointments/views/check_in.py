"""Check-in by code, shared by the kiosk, the counter and the API: joins the services of three features."""

from flask import current_app

from deskq.access.identity import Caller
from deskq.appointments.forms import CodeForm
from deskq.appointments.service import check_in as check_in_service
from deskq.appointments.service.check_in import Arrival
from deskq.core import secrets
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import outbox
from deskq.sms import service as sms_service


def check_in(caller: Caller, form: CodeForm, language: str) -> Arrival:
    """All services write in one transaction. The phone number of the appointment is kept with the ticket if SMS is
    on."""
    key = current_app.config["SECRET_KEY"]

    def admit(new: NewTicket, phone: str | None) -> Ticket:
        ticket = issue(caller.office_id, caller.by, new)
        if phone is not None and outbox.is_on():
            sms_service.store_number(caller.office_id, caller.by, ticket.id, phone)
        return ticket

    def secret(request_key: str) -> str:
        return secrets.for_request(key, request_key)

    return check_in_service.check_in(caller.office_id, caller.by, form.code, language, secret, admit, form.in_person)
