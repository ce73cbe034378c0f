"""How old the oldest unsent thing of each outbox is: an outbox that grows shows it here first."""

from sqlalchemy import TextClause, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import Model
from deskq.printing import models as printing
from deskq.sms import models as sms
from deskq.webhooks import models as webhooks

#: {outbox: (table, its unsent rows in the words of the partial index)}
UNDONE: dict[str, tuple[type[Model], TextClause]] = {
    "sms": (sms.Sms, sms.OPEN_ROWS),
    "notice": (sms.Notice, sms.OPEN_ROWS),
    "print": (printing.PrintJob, printing.OPEN),
    "webhook": (webhooks.WebhookDelivery, webhooks.UNDONE),
}


def metrics(session: Session) -> list[str]:
    """Lines in the text format of Prometheus; 0 for an empty outbox."""
    lines = ["# TYPE deskq_outbox_age_seconds gauge"]
    for name, (model, is_undone) in UNDONE.items():
        oldest = session.scalar(select(func.min(model.__table__.c.made_at)).where(is_undone))
        age = 0.0 if oldest is None else max(0.0, (clock.now() - oldest).total_seconds())
        lines.append(f'deskq_outbox_age_seconds{{outbox="{name}"}} {age:.1f}')
    return lines
