"""What the kiosk, the desk and machines share: the code is given, and the line admits its owner."""

from flask import current_app

from deskq.access.identity import Caller
from deskq.appointments.forms import CodeForm
from deskq.appointments.service import check_in as check_in_service
from deskq.appointments.service.check_in import Arrival, Turn
from deskq.core import secrets
from deskq.queue.models import Ticket
from deskq.queue.service.issue import issue
from deskq.sms import outbox
from deskq.sms import service as notify_service


def check_in(caller: Caller, form: CodeForm, language: str) -> Arrival:
    """All services write in one transaction, which the others join. The number given with the appointment goes on to
    its ticket, where messages are sent."""
    key = current_app.config["SECRET_KEY"]

    def admit(turn: Turn) -> Ticket:
        wished = (turn.priority, turn.language, turn.request_key, turn.in_person, turn.begins_at)
        made = issue(caller.office_id, turn.by, turn.service, turn.token, *wished)
        if turn.phone is not None and outbox.is_on():
            notify_service.store_number(caller.office_id, turn.by, made.id, turn.phone)
        return made

    def secret(request_key: str) -> str:
        return secrets.for_request(key, request_key)

    return check_in_service.check_in(caller.office_id, caller.by, form.code, language, secret, admit, form.in_person)
