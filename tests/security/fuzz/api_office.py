"""The office as the API meets it: machines of each role, and what each has done."""

from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy import select

from deskq.access.api_tokens.models import ApiToken
from deskq.access.api_tokens.service import create_token
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import queries as offices
from deskq.queue.models import Ticket
from deskq.queue.service.counter_action import CounterAction
from tests.security import hostile_office
from tests.security.fuzz.api_requests import Caller
from tests.security.fuzz.known_values import Values, known_values
from tests.security.hostile_office import NOW

OPENED = {"service": "dig_permit", "name": "شرکت گاز", "phone": "09121234567", "parcel_code": "1-2-3",
          "received": ["utility_letter", "dig_plan", "identity"]}  # fmt: skip
FILED = {"body": "چاله جلوی مدرسه", "category": "asphalt", "address": "خیابان طالقانی"}
#: {counter: state of its ticket}, as ``pages.busy`` makes them.
AT_COUNTERS = {1: "serving", 2: "called", 3: "held", 4: "absent", 5: "done"}


def create(client: FlaskClient, office: int) -> tuple[list[Caller], Values]:
    """Callers of every kind, and the values that they know."""
    tokens = {number: _clerk_token(office, number) for number in AT_COUNTERS}
    town = hostile_office.create({number: _press(office, number, token) for number, token in tokens.items()})
    kiosk, integration = create_token(office, "kiosk"), create_token(office, "integration")
    machine = _Machine(client)
    application, message = (
        machine.post(integration, *made) for made in (("applications", OPENED), ("messages", FILED))
    )
    machine.post(integration, "webhooks", {"url": "https://example.com/deskq"})
    slots = machine.get(kiosk, f"appointments/slots?service=building_permit&day={NOW.date()}")["slots"]
    free = [slot["starts_at"] for slot in slots if slot["free"]]
    booked = machine.post(
        kiosk, "appointments", {"service": "building_permit", "starts_at": free[0], "phone": "09121234569"}
    )
    clock.fix(datetime.fromisoformat(free[0]))  # it may be checked in now
    _hold_at(office, town.hall.ids["held"], 3)
    known = known_values(db.session(), town) | {"starts_at": free[1:], "appointments code": [booked["code"]]}
    known["appointments token"].append(booked["token"])
    left = machine.post(kiosk, "tickets", {"service": "renewal_levy"})["token"]
    machine.post(kiosk, f"tickets/{left}/cancellation", {})
    known["token"] += [left] * 3  # it may return for a short time only
    here = [stage["code"] for stage in application["stages"] if stage["state"] == "here"]
    callers = [
        Caller("integration", integration, {"messages code": [message["code"]], "stage": here}),
        Caller("kiosk", kiosk, {}),
        Caller("lobby", create_token(office, "lobby"), {}),
        *(
            Caller("clerk", token, {"number": [number], "ticket_id": [town.hall.ids[AT_COUNTERS[number]]]})
            for number, token in tokens.items()
        ),
        Caller("clerk", create_token(office, "clerk"), {}),
        Caller("nobody", "", {}),
        Caller("liar", "invented", {}),
    ]
    return callers, known


class _Machine:
    """Requests to the API that must be done."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, token: str, path: str) -> dict[str, object]:
        return self._done(token, "GET", path, None)

    def post(self, token: str, path: str, body: object) -> dict[str, object]:
        return self._done(token, "POST", path, body)

    def _done(self, token: str, method: str, path: str, body: object) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {token}"}
        answer = self._client.open(f"/api/v1/{path}", method=method, json=body, headers=headers)
        assert answer.status_code < 300, answer.text
        return answer.json


def _hold_at(office: int, ticket: int, number: int) -> None:
    """The hostile office gives the ticket on hold to a clerk."""
    with transaction(office, "test") as tx:
        held = tx.session.get_one(Ticket, ticket)
        held.counter_id, held.clerk_id = offices.counter_id(tx.session, office, number), None


def _clerk_token(office: int, number: int) -> str:
    return create_token(office, "clerk", counter_id=offices.counter_id(db.session(), office, number))


def _press(office: int, number: int, token: str) -> CounterAction:
    """As the machine with this token presses."""
    row = db.session.scalar(select(ApiToken.id).where(ApiToken.token_hash == secrets.hashed(token)))
    return CounterAction(office, f"token:{row}", offices.counter_id(db.session(), office, number), None)
