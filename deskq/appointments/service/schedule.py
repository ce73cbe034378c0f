"""Commands of admins: the policy, the times of a service, withdrawn days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from deskq.appointments import events, queries, rules
from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.models import Appointment, AppointmentPolicy, SlotPlan, WithdrawnDay
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.office.events import OfficeChanged
from deskq.office.models import PriorityClass
from deskq.office.service_choice import UNKNOWN_SERVICE

#: Days of one plan.
LONGEST_RANGE = 366


def save_terms(office_id: int, by: str, fields: Mapping[str, Any]) -> AppointmentPolicy:
    """Save the policy; when first opened, the priority class of appointments is published."""
    with transaction(office_id, by) as tx:
        found = tx.session.get(AppointmentPolicy, office_id)
        if found is None:
            found = AppointmentPolicy(office_id=office_id, **queries.DEFAULTS)
            tx.session.add(found)
        for column, value in fields.items():
            setattr(found, column, value)
        if found.open:
            _publish_class(tx)
        tx.record(events.TermsChanged(found.open))
        return found


def _publish_class(tx: Transaction) -> None:
    """Once; afterwards admins change its weight like that of any class."""
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    if config.any_priority(rules.CLASS) != config.priority(""):
        return
    last = max((row.position for row in config.priorities.values()), default=0)
    row = PriorityClass(
        office_id=tx.office_id,
        position=last + 1,
        code=rules.CLASS,
        name_fa="نوبت اینترنتی",
        name_en="Appointment",
        weight=rules.WEIGHT,
        icon="calendar",
        chosen=False,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.config_changed()
    made = {"code": rules.CLASS, "name_fa": row.name_fa, "name_en": row.name_en, "weight": rules.WEIGHT}
    tx.record(OfficeChanged("priority_class", row.id, {column: [None, value] for column, value in made.items()}))


def open_times(office_id: int, by: str, fields: Mapping[str, Any]) -> SlotPlan:
    """Open times of a service on a range of days; ``fields`` are columns of SlotPlan. The same times are
    opened once, because the capacities of plans add up."""
    _check(fields)
    with transaction(office_id, by) as tx:
        about = config_cache.at(office_id, tx.config_version, tx.connection)
        if fields["service_id"] not in {service.id for service in about.offered}:
            raise InvalidInput({"service_id": UNKNOWN_SERVICE})
        same = queries.same_plan(tx.session, office_id, fields)
        if same is not None:
            return same
        plan = SlotPlan(office_id=office_id, **fields)
        tx.session.add(plan)
        tx.session.flush()
        tx.record(events.TimesOpened(plan.id, plan.service_id))
        return plan


def _check(fields: Mapping[str, Any]) -> None:
    wrong = {}
    if fields["closes"] < fields["opens"] + fields["slot_minutes"]:
        wrong["closes"] = N_("There must be room for at least one appointment between start and end.")
    if fields["last_day"] < fields["first_day"]:
        wrong["last_day"] = N_("The last day must not be before the first day.")
    elif (fields["last_day"] - fields["first_day"]).days > LONGEST_RANGE:
        wrong["last_day"] = N_("You can open times for up to one year.")
    if wrong:
        raise InvalidInput(wrong)


def close_times(office_id: int, by: str, plan_id: int) -> SlotPlan:
    """These times are no longer offered; booked appointments stay."""
    with transaction(office_id, by) as tx:
        plan = tx.session.get(SlotPlan, plan_id)
        if plan is None or plan.office_id != office_id:
            raise NotFound
        tx.session.delete(plan)
        tx.record(events.TimesClosed(plan_id))
        return plan


def withdraw_day(office_id: int, by: str, day: date, reason: tuple[str, str]) -> list[Appointment]:
    """Cancel all appointments of a day: nothing is offered on it, and each visitor's page says so."""
    with transaction(office_id, by) as tx:
        row = queries.withdrawn_day(tx.session, office_id, day) or WithdrawnDay(office_id=office_id, day=day)
        row.reason_fa, row.reason_en = reason
        tx.session.add(row)
        day_number = jalali.day_number(day)
        of_day = queries.of_day(tx.session, office_id, day_number)
        for appointment in of_day:
            if appointment.state == "pending":  # its number is not confirmed: no SMS is sent to it
                confirmation.give_back(tx, appointment)
        found = [row for row in of_day if row.state == "booked"]
        for appointment in found:
            appointment.state = "withdrawn"
            tx.record(events.AppointmentEnded(appointment.id, appointment.state))
        tx.record(events.DayWithdrawn(day_number, len(found)))
        return found


def restore_day(office_id: int, by: str, day: date) -> None:
    """Its times are offered again; appointments already cancelled stay cancelled."""
    with transaction(office_id, by) as tx:
        row = queries.withdrawn_day(tx.session, office_id, day)
        if row is None:
            raise NotFound
        tx.session.delete(row)
        tx.record(events.DayRestored(jalali.day_number(day)))
