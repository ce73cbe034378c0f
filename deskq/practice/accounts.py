"""Accounts in a practice hall: of people who practise, and of invented clerks, as whom nobody can sign in."""

from typing import Protocol

from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.offices import service as offices
from deskq.practice import queries
from deskq.staff import queries as staff_queries
from deskq.staff.events import PersonSaved, SignedOutEverywhere
from deskq.staff.models import Person

INVENTED = (
    Name("همکار تمرینی ۱", "Practice colleague 1"),
    Name("همکار تمرینی ۲", "Practice colleague 2"),
    Name("همکار تمرینی ۳", "Practice colleague 3"),
    Name("همکار تمرینی ۴", "Practice colleague 4"),
)


class Practitioner(Protocol):
    """The account in the real office of who wants to practise."""

    @property
    def login_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def names(self) -> Name: ...


def give(tx: Transaction, person: Practitioner) -> Person:
    """Their account in the practice hall, with the role that they have in the real office now. Another role ends what
    other sessions could do with the earlier one."""
    found = staff_queries.account_in(tx.session, person.login_id, tx.office_id)
    if found is None:
        return offices.add_account_of(tx.office_id, person.login_id, person.role, tx.by)
    found.name, found.name_en = person.names.fa, person.names.en
    if (found.role, found.active) != (person.role, True):
        found.role, found.active, found.epoch = person.role, True, found.epoch + 1
        tx.record(PersonSaved(found.id, found.role, found.active))
        tx.record(SignedOutEverywhere(found.id))
    return found


def invent(tx: Transaction) -> list[Person]:
    """The invented clerks of the hall, made if there are none. Their sign-in name is like no name that can be typed,
    and their password hash is none."""
    if found := queries.invented(tx.session, tx.office_id):
        return found
    made = [
        Person(
            office_id=tx.office_id,
            sign_in_name=f"practice {tx.office_id}.{number}",
            sign_in_key=f"PRACTICE {tx.office_id}.{number}",
            name=name.fa,
            name_en=name.en,
            role="clerk",
            password_hash="",
        )
        for number, name in enumerate(INVENTED, 1)
    ]
    tx.session.add_all(made)
    tx.session.flush()
    for person in made:
        tx.record(PersonSaved(person.id, person.role, person.active))
    return made
