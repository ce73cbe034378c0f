"""One round of alerts for an office: raises, ends and sends them.

A round reads first, and locks the office only when something is due; inside the lock it reads again. What was raised
and sent is stored in the commit that writes the journal and the outbox. So several processes, or one that was
restarted, send nothing twice."""

from deskq.alerts import events
from deskq.alerts.models import Alert, AlertMark
from deskq.alerts.queries import due, stored
from deskq.alerts.queries.due import Delivery, Due
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.sms import outbox

SYSTEM = "alerts"
MOST_NAMED = 200  #: alerts named in one event


def run(office_id: int) -> int:
    """One round. Returns how many alerts were raised and ended, plus how many notifications were sent."""
    session, now, texts_on = db.session(), clock.now(), outbox.is_on()
    settings = stored.settings(session, office_id)
    idle = not due.due(session, office_id, settings, now)
    if idle and not due.deliveries(session, office_id, settings, texts_on, now):
        return 0
    with transaction(office_id, SYSTEM) as tx:
        settings = stored.settings(tx.session, office_id)
        found = due.due(tx.session, office_id, settings, tx.at)
        _apply(tx, found)
        deliveries = due.deliveries(tx.session, office_id, settings, texts_on, tx.at)
        for delivery in deliveries:
            _send(tx, delivery)
        return len(found.fresh) + len(found.over) + len(deliveries)


def _apply(tx: Transaction, found: Due) -> None:
    for alert in found.over:
        alert.ended_at = tx.at
        tx.record(events.AlertEnded(alert.id, alert.kind))
    for one in found.fresh:
        alert = Alert(
            office_id=tx.office_id,
            kind=one.kind,
            subject=one.subject,
            name=one.name,
            figure=one.figure,
            report=one.report,
            since=one.since or tx.at,
        )
        tx.session.add(alert)
        tx.session.flush()
        tx.record(events.AlertRaised(alert.id, alert.kind, alert.subject))
    for alert_id, figure in found.figures.items():
        tx.session.get_one(Alert, alert_id).figure = figure
    mark = tx.session.get(AlertMark, tx.office_id) or AlertMark(office_id=tx.office_id)
    mark.sequence = found.mark
    tx.session.add(mark)
    tx.session.flush()


def _send(tx: Transaction, delivery: Delivery) -> None:
    """Only alerts that the event names are shown; the next round shows the others. An SMS says how many there are."""
    named = delivery.alerts[:MOST_NAMED]
    ids = [alert.id for alert in named]
    if not delivery.by_text:
        for alert in named:
            alert.shown_at = tx.at
        tx.record(events.AlertsShown(delivery.kind, ids))
        return
    people = stored.on_duty(tx.session, tx.office_id, delivery.kind)
    texting = tx.record(events.AlertsTexted(delivery.kind, ids, len(people)))
    for alert in delivery.alerts:
        alert.texted_at, alert.texting = tx.at, texting
