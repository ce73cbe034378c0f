"""What the kiosk and the desk share: the code is given, and the line admits its owner."""

from flask import current_app

from deskq import tokens
from deskq.appointments import service
from deskq.appointments.service.check_in import Arrival, Turn
from deskq.identity import Caller
from deskq.queue import service as queue_service
from deskq.queue.models import Ticket
from deskq.web import language


def check_in(caller: Caller, typed: str) -> Arrival:
    """Both services write in one transaction, which the second joins."""
    key = current_app.config["SECRET_KEY"]

    def secret(appointment_id: int) -> str:
        return tokens.for_request(key, f"appointment arrived {appointment_id}")

    def admit(turn: Turn) -> Ticket:
        return queue_service.issue(
            caller.office_id,
            turn.by,
            turn.service,
            turn.token,
            turn.priority,
            turn.language,
            turn.request_key,
            begins_at=turn.begins_at,
        )

    return service.check_in(caller.office_id, caller.by, typed, language(), secret, admit)
