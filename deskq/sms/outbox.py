"""The outbox at work: every second it makes what is due, sends what waits, and erases the numbers of past days."""

import logging
from collections.abc import Callable

from flask import Flask, current_app

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.screens.shared import business_day, screen_version
from deskq.sms import gateways, phone_numbers, queries, service
from deskq.sms.gateways.port import BROKEN, Gateway, NotTaken, Refused, Unsure
from deskq.sms.service import Claimed

log = logging.getLogger(__name__)
LOOK_AGAIN = 20  # rounds after which it looks even though nothing happened: waiting time alone moves the line
Aside = Callable[[Callable[[Claimed], None], Claimed], object]


class Outbox:
    """One per process; several may work at the same tables. ``gateway`` is None while messages are off."""

    def __init__(self, app: Flask, gateway: Gateway | None) -> None:
        self.app = app
        self.gateway = gateway
        self._seen: dict[int, int] = {}
        self._rounds = 0

    def round(self, aside: Aside) -> None:
        """One look at every office. ``aside`` runs a delivery beside the others: a gateway that hangs holds up only the
        message it was given."""
        self._rounds += 1
        session = db.session()
        for office_id in office_queries.offices(session):
            today = business_day(office_queries.office(session, office_id), clock.now())
            if queries.old_numbers(session, office_id, today, self.gateway is not None):
                service.erase_numbers(office_id, today, self.gateway is not None)
            if self.gateway is None:
                continue
            if self._something_happened(office_id) and queries.missing(session, office_id, clock.now()):
                service.make_due(office_id)
            if queries.anything_to_do(session, office_id, clock.now()):
                for claimed in service.claim(office_id):
                    aside(self.deliver, claimed)

    def _something_happened(self, office_id: int) -> bool:
        version = screen_version(db.session(), office_id)
        fresh = self._seen.get(office_id) != version or self._rounds % LOOK_AGAIN == 0
        self._seen[office_id] = version
        return fresh

    def deliver(self, claimed: Claimed) -> None:
        """Give one message to the gateway and write down its answer."""
        answer = self._answer(claimed.number, claimed.text)
        if isinstance(answer, NotTaken):
            level = logging.ERROR if isinstance(answer, Refused) else logging.WARNING
            log.log(
                level,
                "%s %s to %s: %s",
                claimed.kind.__name__,
                claimed.id,
                phone_numbers.masked(claimed.number),
                answer,
            )
        with self.app.app_context():
            service.settle(claimed, answer)

    def _answer(self, number: str, text: str) -> str | NotTaken:
        assert self.gateway is not None
        try:
            return self.gateway.send(number, text)
        except NotTaken as answer:
            return answer
        except Exception as fault:  # its words may carry a key or a number: only its name is told
            log.error("the SMS gateway adapter failed: %s", type(fault).__name__)
            return Unsure(BROKEN, type(fault).__name__)


def outbox() -> Outbox:
    found: Outbox = current_app.extensions["deskq_outbox"]
    return found


def is_on() -> bool:
    """Whether this installation sends text messages."""
    return outbox().gateway is not None


def init_app(app: Flask) -> None:
    app.extensions["deskq_outbox"] = Outbox(app, gateways.make(app.config))
