"""Reads the facts of a town, and with the rules its parts: the one query of the page, the bar and the doctor."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.charter import queries as charter_queries
from deskq.core import clock
from deskq.half_year.models import ReportVersion
from deskq.message_admin.seed_defaults import DEFAULT_UNITS
from deskq.message_settings import queries as message_queries
from deskq.messages.models import Message
from deskq.messages.queries import readers, viewers
from deskq.office import parts
from deskq.office.models import Office
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes.models import BoxOpening
from deskq.queue import queries as queue_queries
from deskq.service_sheets import queries as sheet_queries
from deskq.setup import queries
from deskq.setup.models import SetupMark
from deskq.setup.readiness import rules
from deskq.setup.readiness.rules import Part, Step, Town
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries


def town_parts(session: Session, office_id: int) -> list[Part]:
    """Each part of the town with its steps."""
    return rules.parts(town(session, office_id))


def missing_steps(session: Session, office_id: int) -> list[Step]:
    """Steps without which a part does not work."""
    missing = (step for part in town_parts(session, office_id) for step in part.missing)
    return [step for step in missing if step.kind.needed and not step.kind.event]


def town(session: Session, office_id: int) -> Town:
    office = session.get_one(Office, office_id)
    marks = session.scalars(select(SetupMark).where(SetupMark.office_id == office_id))
    units = [unit for unit in unit_queries.units(session, office_id) if unit.offered]
    messages = _messages(session, office_id)
    return Town(
        unused=parts.unused(office.unused_parts),
        queue=[step.key for step in queries.progress(session, office_id).steps if step.state == "done"],
        people=[person for person in staff_queries.people(session, office_id) if person.active],
        units=units,
        given_units=[code for code, *_ in DEFAULT_UNITS],
        sheets=[one.content for one in sheet_queries.sheets(session, office_id) if one.sheet.offered],
        boxes=sum(box.offered for box in box_queries.boxes(session, office_id).values()),
        report_day=charter_queries.next_report(session, office_id) is not None,
        happened=list(_happened(session, office_id)),
        marks={row.step: row.mark for row in marks},
        **messages,
    )


def _messages(session: Session, office_id: int) -> dict[str, Any]:
    """The facts of messages; nothing where the office takes none."""
    if not message_queries.takes_messages(session, office_id):
        return {
            "categories": (),
            "districts": 0,
            "has_map": False,
            "begins": frozenset(),
            "intake": None,
            "sealed_read": False,
            "readers": {},
            "unread": (),
        }
    about = message_queries.load_settings(session, office_id)
    reading = readers.readers(session, office_id, clock.today())
    return {
        "categories": [row for row in about.categories.values() if row.offered],
        "districts": sum(row.offered for row in about.districts.values()),
        "has_map": about.plan is not None,
        "begins": frozenset({about.policy.intake_unit_id, about.policy.inspectorate_unit_id}),
        "intake": about.policy.intake_unit_id,
        "readers": {unit: {person.id for person in people} for unit, people in reading.people.items()},
        "unread": frozenset(unit for unit in reading.units if not reading.reading(unit)),
        "sealed_read": viewers.has_reader_of_inspectorate_reports(session, about, clock.today()),
    }


def _happened(session: Session, office_id: int) -> Iterator[str]:
    if queue_queries.has_tickets(session, office_id):
        yield "first_ticket"
    for key, model, where in (
        ("first_answer", Message, (Message.first_answered_at.is_not(None),)),
        ("first_receipt", Application, ()),
        ("first_opening", BoxOpening, (BoxOpening.closed_at.is_not(None),)),
        ("first_report", ReportVersion, (ReportVersion.published_at.is_not(None),)),
    ):
        if _is_there(session, office_id, model, *where):
            yield key


def _is_there(session: Session, office_id: int, model: Any, *where: ColumnElement[bool]) -> bool:
    return session.scalar(select(model.id).where(model.office_id == office_id, *where).limit(1)) is not None
