"""Commands of two-step sign-in: set up, make new recovery codes, turn off, reset, require of roles."""

from collections.abc import Callable, Collection
from typing import TypeVar

from sqlalchemy import delete

from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.staff import events, sign_in_locks
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.staff.models import Person
from deskq.staff.second_factor import codes, queries, rules, totp
from deskq.staff.second_factor.models import RecoveryCode, SecondFactor, SecondFactorRole
from deskq.staff.service import check_present_password
from deskq.staff.sign_in_locks import ACCOUNT, Place

T = TypeVar("T")


def with_code(person: Person, typed: str, place: Place, do: Callable[[Transaction, SecondFactor], T]) -> T:
    """Use up a code of this person and ``do`` something in the same transaction; else ``WrongCode`` or ``LockedOut``.
    Wrong codes count together with wrong passwords, and are journalled, because the password before them was right."""
    code = rules.typed(typed)
    attempt = sign_in_locks.attempt(db.session(), person.sign_in_name, person, place)
    staff_rules.check_locks(sign_in_locks.counts(db.session(), attempt), clock.now())
    code_hash = codes.hashed(code, queries.factor(db.session(), person.id))
    with transaction(person.office_id, actors.person(person.id)) as tx:
        staff_rules.check_locks(sign_in_locks.counts(tx.session, attempt), tx.at)
        factor = queries.factor(tx.session, person.id)
        if factor is None:
            raise rules.FactorMissing
        if codes.use(tx, factor, code, code_hash):
            sign_in_locks.forget(tx, attempt)
            return do(tx, factor)
        tx.record(events.WrongCodeEntered(person.id))
        if sign_in_locks.count_wrong(tx, attempt):
            tx.record(events.LockedOutFor(person.id))
    raise rules.WrongCode


def begin(person_id: int, password: str, typed: str) -> str:
    """A new secret, for who enters their password and, to move to another phone, a code of the one they have."""
    person = _person(person_id)
    check_present_password(person, password, "password")
    if queries.factor(db.session(), person_id) is not None:
        with_code(person, typed, ACCOUNT, lambda tx, factor: None)
    return totp.new_secret()


def confirm(
    person_id: int, secret: str, typed: str, then: Callable[[Transaction], None] = lambda tx: None
) -> tuple[Person, list[str]]:
    """Turn two-step sign-in on with this secret, after a first code of it; ends all sessions of the person. Returns the
    recovery codes, which are shown once. ``then`` writes more in the same transaction."""
    person = _person(person_id)
    step = totp.matching_step(secret, rules.typed(typed), clock.now(), 0)
    if step is None:
        raise rules.WrongCode
    made = codes.new_recovery_codes()
    with transaction(person.office_id, actors.person(person_id)) as tx:
        row = queries.factor(tx.session, person_id) or SecondFactor(person_id=person_id)
        row.secret, row.last_step, row.set_at = secret, step, tx.at
        row.salt = made.salt.hex()
        tx.session.add(row)
        tx.session.flush()
        codes.store(tx, row, made)
        person = tx.session.get_one(Person, person_id)
        person.epoch += 1
        tx.record(events.SecondFactorSet(person_id))
        then(tx)
    return person, made.shown


def renew_recovery_codes(person_id: int, typed: str) -> list[str]:
    """New recovery codes in place of the old ones."""
    made = codes.new_recovery_codes()

    def store(tx: Transaction, factor: SecondFactor) -> None:
        codes.store(tx, factor, made)
        tx.record(events.RecoveryCodesMade(person_id))

    with_code(_person(person_id), typed, ACCOUNT, store)
    return made.shown


def try_code(person_id: int, typed: str) -> None:
    """Whether a code of the phone is right, as at a sign-in: it is used up, and nothing else changes."""
    with_code(_person(person_id), typed, ACCOUNT, lambda tx, factor: None)


def remove(person_id: int, typed: str) -> Person:
    """Turn it off; ends all other sessions. ``FactorRequired`` where the role needs it."""
    person = _person(person_id)
    if queries.is_required(db.session(), person):
        raise rules.FactorRequired

    def turn_off(tx: Transaction, factor: SecondFactor) -> Person:
        tx.record(events.SecondFactorRemoved(person_id))
        return _delete(tx, factor)

    return with_code(person, typed, ACCOUNT, turn_off)


def reset(person_id: int, by: str) -> Person:
    """Turn it off for a person who lost their phone; ends all their sessions."""
    if by == actors.person(person_id):
        raise rules.OwnFactor
    with transaction(_person(person_id).office_id, by) as tx:
        factor = queries.factor(tx.session, person_id)
        if factor is None:
            raise rules.FactorMissing
        tx.record(events.SecondFactorReset(person_id))
        tx.record(events.SignedOutEverywhere(person_id))
        return _delete(tx, factor)


def _delete(tx: Transaction, factor: SecondFactor) -> Person:
    person = tx.session.get_one(Person, factor.person_id)
    person.epoch += 1
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == factor.person_id))
    tx.session.delete(factor)
    tx.session.flush()
    return person


def require_of(office_id: int, roles: Collection[str], by: str) -> None:
    """Two-step sign-in is needed by these roles, and no others, from their next sign-in on."""
    with transaction(office_id, by) as tx:
        if queries.required_roles(tx.session, office_id) == set(roles):
            return
        tx.session.execute(delete(SecondFactorRole).where(SecondFactorRole.office_id == office_id))
        tx.session.add_all(SecondFactorRole(office_id=office_id, role=role) for role in sorted(roles))
        tx.record(events.SecondFactorRolesSet(" ".join(sorted(roles))))


def _person(person_id: int) -> Person:
    return staff_queries.get_person(db.session(), person_id)
