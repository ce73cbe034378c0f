"""Commands of signing in: the password, then a code or the set-up of two-step sign-in where it is needed."""

from collections.abc import Mapping
from typing import NamedTuple

from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.office import queries as office_queries
from deskq.staff import events, passwords, rules, sign_in_locks
from deskq.staff import queries as staff_queries
from deskq.staff.models import KnownBrowser, Person
from deskq.staff.second_factor import queries as second_factor_queries
from deskq.staff.second_factor import service as second_factor
from deskq.staff.sign_in_locks import CONSOLE, Attempt, Place

MOST_BROWSERS = 20  #: known at once for one person


class Passed(NamedTuple):
    """Whose password was right, and what is left to do: nothing, ``code`` or ``set-up`` (second_factor.queries).
    ``accounts``: {id: epoch} of those in other offices for which that was decided."""

    person: Person
    left: str
    accounts: Mapping[int, int]


def sign_in(sign_in_name: str, password: str, place: Place = CONSOLE, browser: str | None = None) -> Passed:
    """The person, or ``WrongSignIn`` / ``LockedOut``. An unknown or inactive name is treated like a known one: the same
    locks, the same work, the same commit. The slow check of the password runs outside any transaction. ``browser`` is
    stored as known for this person, unless a second step is left."""
    person = _active(sign_in_name)
    attempt = sign_in_locks.attempt(db.session(), sign_in_name, person, place)
    rules.check_locks(sign_in_locks.counts(db.session(), attempt), clock.now())
    right = passwords.matches(person.password_hash if person else passwords.NOBODY, password)
    passed = _remember_attempt(attempt, person, right, browser)
    if passed is None:
        raise rules.WrongSignIn
    return passed


def enter_code(person: Person, code: str, place: Place, browser: str | None = None) -> None:
    """The second step: a code of the app or a recovery code; else ``WrongCode`` / ``LockedOut``."""
    second_factor.with_code(person, code, place, lambda tx, factor: _admit(tx, person.id, browser))


def set_up(person: Person, secret: str, code: str, browser: str | None = None) -> tuple[Person, list[str]]:
    """The second step of who lacks two-step sign-in: set it up with a first code. Returns the recovery codes."""
    return second_factor.confirm(person.id, secret, code, lambda tx: _admit(tx, person.id, browser))


def lock_seconds(sign_in_name: str, place: Place) -> int:
    """How long this name is locked at this place; 0: it is not."""
    attempt = sign_in_locks.attempt(db.session(), sign_in_name, _active(sign_in_name), place)
    return rules.lock_seconds(sign_in_locks.counts(db.session(), attempt), clock.now())


def _active(sign_in_name: str) -> Person | None:
    found = staff_queries.person_by_name(db.session(), sign_in_name)
    return found if found is not None and found.active else None


def _remember_attempt(attempt: Attempt, person: Person | None, right: bool, browser: str | None) -> Passed | None:
    """Count the attempt. Returns what is left to do after a right password; None for a wrong one, or when sign-in has
    been locked in the meantime. Locks begin anew only when nothing is left: a right password must not free the codes
    that follow it."""
    office = person.office_id if person else getattr(office_queries.first_office(db.session()), "id", None)
    if office is None:
        return None
    with transaction(office, actors.person(person.id) if person else actors.VISITOR) as tx:
        if rules.lock_seconds(sign_in_locks.counts(tx.session, attempt), tx.at):
            return None
        if person is None or not right:
            if sign_in_locks.count_wrong(tx, attempt) and person is not None:
                tx.record(events.LockedOutFor(person.id))
            return None
        accounts = staff_queries.epochs(tx.session, person.id)  # first: what changes after it is not admitted
        left = second_factor_queries.step_left(tx.session, person)
        if not left:
            sign_in_locks.forget(tx, attempt)
            _admit(tx, person.id, browser)
        return Passed(person, left, accounts)


def _admit(tx: Transaction, person_id: int, browser: str | None) -> None:
    """Record the sign-in; of each person the ``MOST_BROWSERS`` used last are known."""
    if browser is not None:
        tx.session.merge(KnownBrowser(person_id=person_id, browser=browser, seen_at=tx.at))
        tx.session.flush()
        for old in staff_queries.browsers(tx.session, person_id)[MOST_BROWSERS:]:
            tx.session.delete(old)
    tx.record(events.SignedIn(person_id))
