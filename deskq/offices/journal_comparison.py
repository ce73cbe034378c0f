"""Compares accounts of staff with the journal: who may sign in to an office, in which role."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.journal_comparison import Difference, missing, of_kinds, unequal, unknown
from deskq.offices.events import AccountAdded
from deskq.staff.events import PersonRemoved, PersonSaved
from deskq.staff.models import Person


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """People are few: their entries are kept in memory."""
    told = _told(session, office_id)
    for person in session.scalars(select(Person).where(Person.office_id == office_id).order_by(Person.id)):
        facts, what = told.pop(person.id, None), f"the account {person.id} ({person.sign_in_name})"
        if facts is None:
            yield unknown(what)
        else:
            yield from unequal(what, {"role": person.role, "active": person.active}, facts)
    yield from (missing(f"the account {person_id}") for person_id in told)


def _told(session: Session, office_id: int) -> dict[int, dict[str, Any]]:
    """Of each account what was told last; its role only since events tell it."""
    found: dict[int, dict[str, Any]] = {}
    for entry in of_kinds(session, office_id, PersonSaved, AccountAdded, PersonRemoved):
        facts = entry.facts
        if entry.kind == PersonRemoved.kind:
            found.pop(facts["person"], None)
        elif facts.get("role"):
            found[facts["person"]] = {"role": facts["role"], "active": facts.get("active", True)}
        else:
            found.setdefault(facts["person"], {})
    return found
