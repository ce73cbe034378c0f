"""The duty list, whose people get alerts by SMS: add, change, remove, send a test."""

from collections.abc import Mapping
from typing import Any

from deskq.alerts import rules
from deskq.alerts.events import DutyListChanged
from deskq.alerts.models import DutyPerson
from deskq.alerts.queries import stored
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.sms import outbox


def add(office_id: int, by: str, fields: Mapping[str, Any]) -> DutyPerson:
    """``fields`` are its columns, the number as ``sms.service.read_number`` returns it."""
    with transaction(office_id, by) as tx:
        if len(stored.duty_list(tx.session, office_id)) >= rules.MOST_ON_DUTY:
            raise rules.DutyListFull(most=rules.MOST_ON_DUTY)
        _check_number(tx, fields["phone"], None)
        person = DutyPerson(office_id=office_id, **fields)
        tx.session.add(person)
        tx.session.flush()
        tx.record(DutyListChanged(person.id, "added"))
        return person


def change(office_id: int, by: str, person_id: int, fields: Mapping[str, Any]) -> DutyPerson:
    with transaction(office_id, by) as tx:
        person = _find(tx, person_id)
        _check_number(tx, fields["phone"], person_id)
        for name, value in fields.items():
            setattr(person, name, value)
        tx.record(DutyListChanged(person.id, "changed"))
        return person


def remove(office_id: int, by: str, person_id: int) -> None:
    """The number is erased with the row; SMS to it that wait are not sent."""
    with transaction(office_id, by) as tx:
        tx.session.delete(_find(tx, person_id))
        tx.record(DutyListChanged(person_id, "removed"))


def send_test(office_id: int, by: str, person_id: int) -> None:
    with transaction(office_id, by) as tx:
        if not outbox.is_on():
            raise rules.TextsOff
        person = _find(tx, person_id)
        tx.record(DutyListChanged(person.id, "tested"))


def _find(tx: Transaction, person_id: int) -> DutyPerson:
    found = stored.duty_person(tx.session, tx.office_id, person_id)
    if found is None:
        raise NotFound
    return found


def _check_number(tx: Transaction, phone: str, person_id: int | None) -> None:
    other = stored.duty_person_by_number(tx.session, tx.office_id, phone)
    if other is not None and other.id != person_id:
        raise rules.AlreadyOnDutyList
