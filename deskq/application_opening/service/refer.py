"""Send a visitor on from the desk: to whom, why, and with whom it was agreed (R1)."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from deskq.application_opening.events import VisitorReferred
from deskq.application_opening.models import LONGEST_NAME, VisitorReferral
from deskq.application_opening.queries import referrals
from deskq.applications.models import Application, national_index, phone_index
from deskq.applications.queries import application as queries
from deskq.applications.rules import visibility
from deskq.applications.service.edit import EditedApplication, loaded
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound, SentAlready
from deskq.core.text import jalali, persian
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.core.transactions import Transaction, transaction
from deskq.queue import queries as queue_queries
from deskq.sms import phone_numbers
from deskq.units import queries as unit_queries
from deskq.units.models import Unit


@dataclass(frozen=True, slots=True)
class NewReferral:
    """``unit``: id of the unit, or None where ``body`` names an outside one. Of an application the applicant is known
    already; ``phone`` and ``national_id`` are asked for without one, and neither is needed."""

    unit: int | None = None
    body: str = ""
    reason: str = ""
    agreed_with: str = ""
    phone: str = ""
    national_id: str = ""
    application_id: int | None = None
    ticket_id: int | None = None


def refer(office_id: int, by: str, person_id: int, typed: NewReferral, request_key: str) -> VisitorReferral:
    """Store it. The same ``request_key`` again gives the one it made the first time, or ``SentAlready`` if it is
    another visitor, place or reason."""
    with transaction(office_id, by) as tx:
        known = referrals.by_request_key(tx.session, office_id, request_key)
        edited = _application(tx, person_id, typed.application_id)
        typed = _cleaned(tx, typed)
        if known is not None:
            return _same(known, typed)
        made = _referral(tx, person_id, typed, edited.application if edited is not None else None, request_key)
        tx.session.add(made)
        if edited is not None:
            edited.note("refer", note=f"{_place(tx, made)}: {made.reason}")
        tx.session.flush()
        tx.record(VisitorReferred(made.id, made.unit_id, made.application_id, made.ticket_id))
        return made


def _same(known: VisitorReferral, typed: NewReferral) -> VisitorReferral:
    """The referral, if this is about it; of an erased one nothing is left to compare."""
    if known.erased_at is not None:
        return known
    told = [(known.unit_id, typed.unit), (known.body, typed.body), (known.application_id, typed.application_id)]
    told += [(known.reason, typed.reason), (known.agreed_with, typed.agreed_with)]
    if known.application_id is None:
        told += [(known.ticket_id, typed.ticket_id), (known.phone_index, phone_index(typed.phone))]
        told += [(known.national_index, national_index(typed.national_id))]
    if any(one != other for one, other in told):
        raise SentAlready
    return known


def _application(tx: Transaction, person_id: int, application_id: int | None) -> EditedApplication | None:
    """The application, if this person sees it."""
    if application_id is None:
        return None
    edited = loaded(tx, application_id, person_id)
    units = {row.unit_id for row in edited.rows.values()}
    if edited.viewer is None or not visibility.sees(edited.viewer, edited.application, units):
        raise NotFound
    return edited


def _referral(
    tx: Transaction, person_id: int, typed: NewReferral, application: Application | None, key: str
) -> VisitorReferral:
    phone, national = phone_index(typed.phone), national_index(typed.national_id)
    if application is not None:
        applicant = queries.applicant(tx.session, application.id)
        phone, national = applicant.phone_index, applicant.national_index
    return VisitorReferral(
        office_id=tx.office_id,
        request_key=key,
        day=jalali.day_at(tx.at, clock.zone()),
        at=tx.at,
        person_id=person_id,
        ticket_id=typed.ticket_id if application is None else application.ticket_id,
        application_id=application.id if application is not None else None,
        unit_id=typed.unit,
        body=typed.body,
        reason=typed.reason,
        agreed_with=typed.agreed_with,
        phone_index=phone,
        national_index=national,
    )


def _cleaned(tx: Transaction, typed: NewReferral) -> NewReferral:
    """Normalised, or ``InvalidInput`` with every wrong field."""
    found = replace(
        typed,
        body=persian.clean(typed.body),
        reason=persian.clean(typed.reason),
        agreed_with=persian.clean(typed.agreed_with),
        national_id=id_digits(typed.national_id),
    )
    names = ("body", "agreed_with")
    wrong = {name: N_("This text is too long.") for name in names if len(getattr(found, name)) > LONGEST_NAME}
    if (found.unit is None) == (not found.body):
        wrong["unit"] = N_("Please choose the unit, or write the name of the body outside. Not both.")
    elif found.unit is not None and _unit(tx.session, tx.office_id, found.unit) is None:
        wrong["unit"] = N_("Please choose one of the options.")
    if not found.reason:
        wrong["reason"] = N_("Please write why this cannot be done at the desk.")
    if found.unit is not None and not found.agreed_with:
        wrong["agreed_with"] = N_("Please call the unit first, and write with whom you agreed it.")
    if found.national_id and not is_national_id(found.national_id):
        wrong["national_id"] = N_("This national ID is not valid. Please check its ten digits.")
    if found.ticket_id is not None and queue_queries.ticket_of(tx.session, tx.office_id, found.ticket_id) is None:
        wrong["ticket"] = N_("There is no such ticket.")
    phone = phone_numbers.parse_optional(found.phone, wrong)
    if wrong:
        raise InvalidInput(wrong)
    return replace(found, phone=phone)


def _unit(session: Session, office_id: int, unit_id: int) -> Unit | None:
    """A unit that still receives anything."""
    found = unit_queries.unit(session, office_id, unit_id)
    return found if found is not None and found.offered else None


def _place(tx: Transaction, made: VisitorReferral) -> str:
    unit = unit_queries.unit(tx.session, tx.office_id, made.unit_id) if made.unit_id is not None else None
    return unit.name.fa if unit is not None else made.body
