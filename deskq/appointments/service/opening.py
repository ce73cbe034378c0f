"""What an admin opens: the terms, the times of a service, and the days that are taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from deskq import persian
from deskq.appointments import events, queries, rules
from deskq.appointments.models import Appointment, AppointmentPolicy, SlotPlan, WithdrawnDay
from deskq.errors import N_, BadFields, NotFound
from deskq.office import catalogue
from deskq.office.events import OfficeChanged
from deskq.office.models import PriorityClass
from deskq.transactions import Transaction, transaction

#: Days of one plan.
LONGEST_RANGE = 366


def save_terms(office_id: int, by: str, fields: Mapping[str, Any]) -> AppointmentPolicy:
    """The terms; with the first opening the class is published in which appointments wait."""
    with transaction(office_id, by) as tell:
        found = tell.session.get(AppointmentPolicy, office_id)
        if found is None:
            found = AppointmentPolicy(office_id=office_id, **queries.DEFAULTS)
            tell.session.add(found)
        for column, value in fields.items():
            setattr(found, column, value)
        if found.open:
            _publish_class(tell)
        tell(events.TermsChanged(found.open))
        return found


def _publish_class(tell: Transaction) -> None:
    """Once; afterwards its weight is the admin's, like that of any class."""
    about = catalogue.at(tell.office_id, tell.catalogue, tell.connection)
    if about.given(rules.CLASS) != about.priority(""):
        return
    last = max((row.position for row in about.priorities.values()), default=0)
    row = PriorityClass(
        office_id=tell.office_id,
        position=last + 1,
        code=rules.CLASS,
        name_fa="نوبت اینترنتی",
        name_en="Appointment",
        weight=rules.WEIGHT,
        icon="calendar",
        chosen=False,
    )
    tell.session.add(row)
    tell.session.flush()
    tell.catalogue_changed()
    made = {"code": rules.CLASS, "name_fa": row.name_fa, "name_en": row.name_en, "weight": rules.WEIGHT}
    tell(OfficeChanged("priority_class", row.id, {column: [None, value] for column, value in made.items()}))


def open_times(office_id: int, by: str, fields: Mapping[str, Any]) -> SlotPlan:
    """Times of a service on the days of a range; ``fields`` are the columns of SlotPlan."""
    _check(fields)
    with transaction(office_id, by) as tell:
        about = catalogue.at(office_id, tell.catalogue, tell.connection)
        if fields["service_id"] not in {service.id for service in about.offered}:
            raise BadFields({"service_id": N_("There is no such service.")})
        plan = SlotPlan(office_id=office_id, **fields)
        tell.session.add(plan)
        tell.session.flush()
        tell(events.TimesOpened(plan.id, plan.service_id))
        return plan


def _check(fields: Mapping[str, Any]) -> None:
    wrong = {}
    if fields["closes"] < fields["opens"] + fields["slot_minutes"]:
        wrong["closes"] = N_("The end must leave room for one appointment after the beginning.")
    if fields["last_day"] < fields["first_day"]:
        wrong["last_day"] = N_("The last day cannot be before the first.")
    elif (fields["last_day"] - fields["first_day"]).days > LONGEST_RANGE:
        wrong["last_day"] = N_("Please open a year at most.")
    if wrong:
        raise BadFields(wrong)


def close_times(office_id: int, by: str, plan_id: int) -> SlotPlan:
    """These times are offered no more; appointments that were taken stay."""
    with transaction(office_id, by) as tell:
        plan = tell.session.get(SlotPlan, plan_id)
        if plan is None or plan.office_id != office_id:
            raise NotFound
        tell.session.delete(plan)
        tell(events.TimesClosed(plan_id))
        return plan


def withdraw_day(office_id: int, by: str, day: date, reason: tuple[str, str]) -> list[Appointment]:
    """The office cannot keep its word on a day: nothing is offered, and each visitor's page says so."""
    with transaction(office_id, by) as tell:
        row = queries.withdrawn_day(tell.session, office_id, day) or WithdrawnDay(office_id=office_id, day=day)
        row.reason_fa, row.reason_en = reason
        tell.session.add(row)
        jalali = persian.jalali_number(day)
        found = [row for row in queries.of_day(tell.session, office_id, jalali) if row.state == "booked"]
        for appointment in found:
            appointment.state = "withdrawn"
            tell(events.AppointmentEnded(appointment.id, appointment.state))
        tell(events.DayWithdrawn(jalali, len(found)))
        return found


def restore_day(office_id: int, by: str, day: date) -> None:
    """Its times are offered again; whoever was told that the day is cancelled stays told."""
    with transaction(office_id, by) as tell:
        row = queries.withdrawn_day(tell.session, office_id, day)
        if row is None:
            raise NotFound
        tell.session.delete(row)
        tell(events.DayRestored(persian.jalali_number(day)))
