"""Failed sign-ins are counted by name and place, and by name over all places that its person has not used.

A place is a known browser or else a network address, so that a stranger's mistakes lock only the stranger's address.
The count over all places slows an attack from many addresses; a known browser neither fills it nor is locked by it.
Unknown names are counted like known ones, or a lock would reveal who works here.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskq.core.text import persian
from deskq.core.transactions import Transaction
from deskq.staff import queries, rules
from deskq.staff.models import Person, SignInFailure, UnknownLogin

#: Rows of each of the two tables; the oldest is deleted first.
MOST = 10_000
_key = b""


def use_key(secret: str) -> None:
    """Set the key of the hashes: without it, names in the database cannot be guessed by trying."""
    global _key
    _key = secret.encode()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sign-in comes from: the network address, and the hash of the browser's cookie if it has one."""

    address: str
    browser: str | None = None


CONSOLE = Place("console")
#: Wrong present passwords on the page of one's own account.
ACCOUNT = Place("account")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Name and place of a sign-in, hashed. ``known``: the person has signed in with this browser before."""

    typed: str
    name: str
    place: str
    known: bool
    person_id: int | None


def attempt(session: Session, sign_in_name: str, person: Person | None, place: Place) -> Attempt:
    """``person`` is None for an unknown or inactive name."""
    known = place is ACCOUNT or (
        person is not None and place.browser is not None and queries.knows(session, person.id, place.browser)
    )
    where = f"browser {place.browser}" if known and place.browser else f"address {place.address}"
    return Attempt(
        sign_in_name, hashed_name(sign_in_name), _hashed("place", where), known, person.id if person else None
    )


def counts(session: Session, of: Attempt) -> list[SignInFailure | Person | UnknownLogin]:
    """What may lock this attempt: the count of its place, and that of all places its person has not used."""
    own = session.get(SignInFailure, (of.name, of.place), populate_existing=True)
    own = own or SignInFailure(name=of.name, place=of.place, failures=0)
    return [own] if of.known else [own, _count_of_strangers(session, of)]


def _count_of_strangers(session: Session, of: Attempt) -> Person | UnknownLogin:
    if of.person_id is not None:
        return session.get_one(Person, of.person_id, populate_existing=True)
    name = _hashed("stranger", persian.search_key(of.typed))
    return session.get(UnknownLogin, name, populate_existing=True) or UnknownLogin(name=name, failures=0)


def count_wrong(tx: Transaction, of: Attempt) -> bool:
    """Count a wrong password; returns whether it locked something."""
    locked = False
    for row in counts(tx.session, of):
        free = rules.FREE_FAILURES if isinstance(row, SignInFailure) else rules.FREE_OF_STRANGERS
        row.failures += 1
        lock = rules.lock_after(row.failures, free)
        row.locked_until = tx.at + lock if lock else None
        locked = locked or bool(lock)
        if not isinstance(row, Person):
            row.tried_at = tx.at
            _keep(tx.session, row)
    return locked


def forget(tx: Transaction, of: Attempt) -> None:
    """The right password came: its place begins anew, and so do strangers if it came from one of their places."""
    tx.session.execute(delete(SignInFailure).where(SignInFailure.name == of.name, SignInFailure.place == of.place))
    if not of.known and of.person_id is not None:
        person = tx.session.get_one(Person, of.person_id)
        person.failures, person.locked_until = 0, None


def forget_name(tx: Transaction, person: Person) -> None:
    """End every lock of a person, in every place."""
    tx.session.execute(delete(SignInFailure).where(SignInFailure.name == hashed_name(person.sign_in_name)))
    person.failures, person.locked_until = rules.UNLOCKED, None


def locked_people(session: Session, people: list[Person], now: datetime) -> dict[int, datetime]:
    """{person id: until when} of those whose sign-in is locked in some place, the longest lock of each.
    Not of accounts that another office's opens."""
    names = {hashed_name(person.sign_in_name): person for person in people if person.principal_id is None}
    wanted = select(SignInFailure).where(SignInFailure.name.in_(names), SignInFailure.locked_until > now)
    found = [(names[row.name].id, row.locked_until) for row in session.scalars(wanted)]
    found += [(person.id, person.locked_until) for person in people]
    locks = sorted((until, person_id) for person_id, until in found if until is not None and until > now)
    return {person_id: until for until, person_id in locks}


def _keep(session: Session, row: SignInFailure | UnknownLogin) -> None:
    """Store a count; their number is limited."""
    if row in session:
        return
    session.add(row)
    session.flush()
    table = type(row)
    if session.scalars(select(func.count()).select_from(table)).one() > MOST:
        oldest = session.scalars(select(table).order_by(table.tried_at).limit(1)).one()
        session.delete(oldest)


def hashed_name(sign_in_name: str) -> str:
    return _hashed("name", persian.search_key(sign_in_name))


def _hashed(what: str, value: str) -> str:
    """A keyed hash, not the value: people also type their password into the field of the name."""
    return hmac.new(_key, f"{what}\0{value}".encode(errors="replace"), hashlib.sha256).hexdigest()
