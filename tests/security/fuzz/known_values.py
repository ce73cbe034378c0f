"""Values that are in the office, by the name of the field that takes them: with them made-up requests get past the
first check. A name may say where it holds: ``messages code`` is that of addresses below /messages."""

from base64 import b64encode
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationDocument, ApplicationStage
from deskq.applications.rules import progress
from deskq.message_settings.models import Category, District, MessageQuestion
from deskq.office.models import Counter, PriorityClass
from deskq.service_sheets.models import ServiceSheet
from deskq.webhooks.models import Webhook
from tests.security.hostile_office import APPOINTMENT, NOW, WITHDRAWN, Town
from tests.tools.images import picture

Values = dict[str, list[object]]
PHONES = ["09121234567", "+989121234568", "۰۹۱۲۱۲۳۴۵۶۷"]


def of_place(known: Values, path: str) -> Values:
    """Those that hold at this path, by the name of the field alone."""
    here = f"{path.split('/')[1]} "
    return known | {name.removeprefix(here): values for name, values in known.items() if name.startswith(here)}


def known_values(session: Session, town: Town) -> Values:
    def column(selected: object) -> list[object]:
        return list(session.scalars(select(selected).distinct().order_by(selected)))

    sheets, tickets, parcels = column(ServiceSheet.code), town.ids["ticket"], column(Application.parcel_code)
    return {
        "service": town.services,
        "applications service": sheets,
        "appointments service": ["building_permit"],
        "priority": ["", *column(PriorityClass.code)],
        "category": column(Category.code),
        "district": column(District.code),
        "answers": [{}, *({code: "x"} for code in column(MessageQuestion.code))],
        "tickets answers": [{}, {"conduct": 5}],
        "counter": column(Counter.number),
        "number": column(Counter.number),
        "ticket": tickets,
        "ticket_id": tickets,
        "clerk": town.ids["person"],
        "application_id": column(Application.id),
        "webhook_id": column(Webhook.id),
        "stage": column(ApplicationStage.code),
        "verb": list(progress.VERBS),
        "applications name": ["شرکت گاز"],
        "received": [column(ApplicationDocument.code), []],
        "code": town.tickets,
        "applications code": column(Application.code),
        "messages code": town.codes,
        "token": list(town.hall.secrets.values()),
        "appointments token": [APPOINTMENT, WITHDRAWN],
        "reports name": ["visits"],
        "phone": PHONES,
        "from": [*PHONES, "", "1405/09/01", "2026-11-24"],
        "to": ["", "1405/09/17", "2026-12-08"],
        "day": [(NOW + timedelta(days=days)).date().isoformat() for days in range(7)],
        "national_id": ["", "0012345679"],
        "parcel": parcels,
        "parcel_code": [*parcels, ""],
        "url": ["https://example.com/deskq"],
        "content": [b64encode(picture().getvalue()).decode()],
        "reasons": [[], ["conduct"]],
        "Idempotency-Key": ["one", "two"],
    }
