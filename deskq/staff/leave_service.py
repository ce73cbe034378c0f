"""Commands for leave with a substitute (R8): give, end early, cancel before it begins."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.staff import events, queries
from deskq.staff.models import Leave, Person

DAY = timedelta(days=1)
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Days:
    """From the first day to the last, both included, and the substitute."""

    first_day: date
    last_day: date
    substitute_id: int


def give_leave(office_id: int, by: str, person_id: int, days: Days) -> Leave:
    """Give a person leave; the substitute gets their permissions. ``InvalidInput`` names wrong fields."""
    with transaction(office_id, by) as tx:
        _person(tx, person_id)
        _check_days(days, _today(tx))
        _check_substitute(tx, person_id, days)
        _check_free(tx, person_id, days)
        row = Leave(office_id=office_id, person_id=person_id, **vars(days))
        tx.session.add(row)
        tx.session.flush()
        tx.record(events.LeaveGiven(person_id, row.id, days.substitute_id, f"{days.first_day}", f"{days.last_day}"))
        return row


def end_leave(office_id: int, by: str, person_id: int, leave_id: int) -> None:
    """End leave: leave that has begun ends with yesterday, leave that begins today or later is deleted."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(Leave, leave_id)
        if row is None or (row.office_id, row.person_id) != (office_id, person_id):
            raise NotFound
        yesterday = _today(tx) - DAY
        if row.last_day <= yesterday:
            return
        if row.first_day > yesterday:
            tx.session.delete(row)
        else:
            row.last_day = yesterday
        tx.record(events.LeaveEnded(person_id, leave_id))


def _check_days(days: Days, today: date) -> None:
    if days.last_day < days.first_day:
        raise InvalidInput({"last_day": N_("The last day must not be before the first.")})
    if days.last_day < today:
        raise InvalidInput({"last_day": N_("These days are in the past.")})
    if days.last_day - days.first_day > LONGEST:
        raise InvalidInput({"last_day": N_("Leave can last up to one year.")})


def _check_free(tx: Transaction, person_id: int, days: Days) -> None:
    """A substitute does not go on leave while covering: work is not passed on twice, so nobody would do it."""
    wrong = None
    if queries.leaves_between(tx.session, person_id, days.first_day, days.last_day):
        wrong = N_("Some of these days already have leave.")
    elif any(one.first_day <= days.last_day for one in queries.standing_in(tx.session, person_id, days.first_day)):
        wrong = N_(
            "This person covers for somebody else on some of these days. Please have another person cover there first."
        )
    if wrong:
        raise InvalidInput({"first_day": wrong})


def _check_substitute(tx: Transaction, person_id: int, days: Days) -> None:
    found = queries.person(tx.session, days.substitute_id)
    wrong = None
    if found is None or found.office_id != tx.office_id or not found.active:
        wrong = N_("Please choose one of the options.")
    elif found.id == person_id:
        wrong = N_("People cannot cover for themselves.")
    elif found.unit_id is None:
        wrong = N_("This person does not belong to a unit and cannot provide cover.")
    elif queries.leaves_between(tx.session, found.id, days.first_day, days.last_day):
        wrong = N_("This person is also on leave on some of these days.")
    if wrong:
        raise InvalidInput({"substitute_id": wrong})


def _person(tx: Transaction, person_id: int) -> Person:
    return queries.get_person(tx.session, person_id, tx.office_id)


def _today(tx: Transaction) -> date:
    return clock.local(tx.at).date()
