"""What the kiosk, the desk and machines share: the code is given, and the line admits its owner."""

from flask import current_app

from deskq import tokens
from deskq.appointments import service
from deskq.appointments.forms import CodeForm
from deskq.appointments.service.check_in import Arrival, Turn
from deskq.identity import Caller
from deskq.notify import outbox
from deskq.notify import service as notify_service
from deskq.queue import service as queue_service
from deskq.queue.models import Ticket


def check_in(caller: Caller, form: CodeForm, language: str) -> Arrival:
    """All services write in one transaction, which the others join. The number given with the appointment goes on to
    its ticket, where messages are sent."""
    key = current_app.config["SECRET_KEY"]

    def admit(turn: Turn) -> Ticket:
        wished = (turn.priority, turn.language, turn.request_key, turn.in_person, turn.begins_at)
        made = queue_service.issue(caller.office_id, turn.by, turn.service, turn.token, *wished)
        if turn.phone is not None and outbox.is_on():
            notify_service.keep_number(caller.office_id, turn.by, made.id, turn.phone)
        return made

    def secret(request_key: str) -> str:
        return tokens.for_request(key, request_key)

    return service.check_in(caller.office_id, caller.by, form.code, language, secret, admit, form.in_person)
