"""The outbox worker: every second it creates due SMS, sends waiting ones, and erases the numbers of past days."""

import logging
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from flask import Flask, current_app

from deskq.core import clock, outage_log
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.jobs.each_office import each_office
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.sms import gateways, phone_numbers, queries, service
from deskq.sms.gateways.port import BROKEN, PER_SMS_REASONS, Gateway, SendFailed, SendRefused, Unconfirmed
from deskq.sms.service import ClaimedSms

log = logging.getLogger(__name__)
GATEWAY = "the SMS gateway"  #: in the log
FORCED_CHECK = 20  # rounds after which it checks without new events: waiting time alone changes the queue
RunInBackground = Callable[[Callable[[ClaimedSms], None], ClaimedSms], object]


class Outbox:
    """One per process; several may work on the same tables. ``gateway`` is None while SMS is off."""

    def __init__(self, app: Flask, gateway: Gateway | None) -> None:
        self.app = app
        self.gateway = gateway
        self._seen: dict[int, int] = {}
        self._rounds = 0

    def round(self, run: RunInBackground) -> None:
        """One check of every office. ``run`` runs deliveries in the background: a hanging gateway delays only its own
        SMS."""
        self._rounds += 1
        try:
            self._erase_all()
        finally:  # SMS of all offices are sent even when erasing numbers fails in one of them
            if self.gateway is not None:
                self._send_all(run)

    def _erase_all(self) -> None:
        session = db.session()
        days: defaultdict[int, list[int]] = defaultdict(list)  # {business day: its offices}
        for office in office_queries.rows(session):
            days[business_day.number_at(office, clock.now())].append(office.id)
        some: dict[int, int] = {}  # {office: its business day}
        for today, offices in days.items():
            some |= dict.fromkeys(queries.offices_with_numbers_before(session, offices, today), today)
        each_office(some, lambda office_id: self._erase_old(office_id, some[office_id]))

    def _erase_old(self, office_id: int, today: int) -> None:
        if queries.old_numbers(db.session(), office_id, today, self.gateway is not None):
            service.erase_numbers(office_id, today, self.gateway is not None)

    def _send_all(self, run: RunInBackground) -> None:
        session = db.session()
        moved = [
            office for office, last in journal.positions(session).items() if self._something_happened(office, last)
        ]
        try:
            each_office(moved, self._create_due)
        finally:
            each_office(queries.offices_with_open(session, clock.now()), partial(self._send_of, run))

    def _create_due(self, office_id: int) -> None:
        if queries.missing_sms(db.session(), office_id, clock.now()):
            service.create_due(office_id)

    def _send_of(self, run: RunInBackground, office_id: int) -> None:
        for claimed in service.claim(office_id):
            run(self.deliver, claimed)

    def _something_happened(self, office_id: int, version: int) -> bool:
        fresh = self._seen.get(office_id) != version or self._rounds % FORCED_CHECK == 0
        self._seen[office_id] = version
        return fresh

    def deliver(self, claimed: ClaimedSms) -> None:
        """Hand one SMS to the gateway and store the result."""
        answer = self._answer(claimed.number, claimed.text)
        if isinstance(answer, SendFailed):
            _log(claimed, answer)
        else:
            outage_log.works(GATEWAY)
        with self.app.app_context():
            service.store_result(claimed, answer)

    def _answer(self, number: str, text: str) -> str | SendFailed:
        assert self.gateway is not None
        try:
            return self.gateway.send(number, text)
        except SendFailed as answer:
            return answer
        except Exception as fault:  # its message may contain a key or a number: log only its type
            return Unconfirmed(BROKEN, type(fault).__name__)


def _log(claimed: ClaimedSms, failure: SendFailed) -> None:
    """What concerns one SMS each time; what will affect the next one as well once until one is accepted."""
    level = logging.ERROR if isinstance(failure, SendRefused) else logging.WARNING
    what = f"{claimed.kind.__name__} {claimed.id} to {phone_numbers.masked(claimed.number)}: {failure}"
    if failure.reason in PER_SMS_REASONS:
        log.log(level, what)
    else:
        outage_log.failed(GATEWAY, f"did not take {what}", level, kind=failure.reason)


def outbox() -> Outbox:
    found: Outbox = current_app.extensions["deskq_outbox"]
    return found


def is_on() -> bool:
    """Whether this installation sends SMS."""
    return outbox().gateway is not None


def init_app(app: Flask) -> None:
    app.extensions["deskq_outbox"] = Outbox(app, gateways.create_gateway(app.config))
