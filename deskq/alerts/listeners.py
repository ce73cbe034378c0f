"""Puts the SMS of alerts into the outbox as they are recorded; starts a round when a message was referred."""

import threading

from flask import current_app, has_app_context

from deskq.alerts import rules, sms_template
from deskq.alerts.events import AlertsTexted, DutyListChanged
from deskq.alerts.queries import stored
from deskq.alerts.queries.messages import SENT_TO_UNIT
from deskq.core.transactions import Transaction, after_commit, in_transaction
from deskq.messages.events import MessageMoved
from deskq.sms import service as sms_service

EXTENSION = "deskq_alerts"


@in_transaction(AlertsTexted)
def queue_alerts(tx: Transaction, event: AlertsTexted) -> None:
    for person in stored.on_duty(tx.session, tx.office_id, event.sort):
        _put(tx, person.id, event.sort)


@in_transaction(DutyListChanged)
def queue_test(tx: Transaction, event: DutyListChanged) -> None:
    if event.verb == "tested":
        _put(tx, event.person, sms_template.TEST)


def _put(tx: Transaction, person_id: int, kind: str) -> None:
    """One SMS for each event and person: its key contains the sequence of the event."""
    sms_service.add_notice(tx, f"{stored.ABOUT} {person_id} {kind} {tx.version}", tx.at + rules.SEND_WITHIN)


@after_commit(MessageMoved)
def wake(event: MessageMoved) -> None:
    if event.verb in SENT_TO_UNIT and has_app_context():
        woken: threading.Event = current_app.extensions[EXTENSION]
        woken.set()
