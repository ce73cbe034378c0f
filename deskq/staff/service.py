"""Commands for staff: sign out, set passwords, create and change people."""

import logging
from dataclasses import dataclass

from sqlalchemy import delete

from deskq.access import ended_sessions
from deskq.core import actors, clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Skill
from deskq.staff import events, passwords, rules, sign_in_locks
from deskq.staff import queries as staff_queries
from deskq.staff.models import KnownBrowser, Person
from deskq.staff.sign_in_locks import ACCOUNT
from deskq.units import queries as unit_queries

SIGNS_IN_ELSEWHERE = N_(
    "This person signs in with their account in another office and is signed out there. If they must not work in this "
    "office any more, untick “Can sign in”."
)
NAME_TAKEN = N_("This sign-in name is already taken.")
log = logging.getLogger(__name__)


def sign_out(person_id: int, session_key: str, parting: str = "") -> None:
    """End this session in every process, and record ``SignedOut`` for its other pages and the person's unfinished work.
    The ended session is stored until it would have expired."""
    with transaction(_person(person_id).office_id, actors.person(person_id)) as tx:
        ended_sessions.end(tx, session_key)
        tx.record(events.SignedOut(person_id, session_key, parting))


def change_password(person_id: int, old: str, new: str, again: str) -> Person:
    """Ends every other session of the person: ``epoch`` increases, and only the caller's session gets the new one."""
    person = _person(person_id)
    check_present_password(person, old, "old")
    if new != again:
        raise InvalidInput({"again": N_("The two new passwords do not match.")})
    rules.check_password(new, person.sign_in_name)
    return set_password(person_id, new, by=actors.person(person_id))


def check_present_password(person: Person, typed: str, field: str) -> None:
    """Of a page of one's own account; wrong ones are counted as at sign-in. ``InvalidInput`` names ``field``."""
    attempt = sign_in_locks.attempt(db.session(), person.sign_in_name, person, ACCOUNT)
    rules.check_locks(sign_in_locks.counts(db.session(), attempt), clock.now())
    if passwords.matches(person.password_hash, typed):
        return
    with transaction(person.office_id, actors.person(person.id)) as tx:
        if sign_in_locks.count_wrong(tx, attempt):
            tx.record(events.LockedOutFor(person.id))
    raise InvalidInput({field: N_("This is not your current password.")})


def set_password(person_id: int, new: str, by: str) -> Person:
    """Set a new password, end all sessions and locks; ``InvalidInput`` for a weak one."""
    person = _person(person_id)
    if person.principal_id is not None:
        raise InvalidInput({"new": N_("This person’s password belongs to their account in another office.")})
    rules.check_password(new, person.sign_in_name)
    password_hash = passwords.hash_password(new)
    with transaction(person.office_id, by) as tx:
        person = tx.session.get_one(Person, person_id)
        person.password_hash, person.epoch = password_hash, person.epoch + 1
        sign_in_locks.forget_name(tx, person)
        tx.record(events.PasswordChanged(person_id))
        return person


def sign_out_everywhere(person_id: int, by: str) -> Person:
    """End all sessions of a person, in all their offices; none of their browsers is known any more."""
    person_id = _person(person_id).login_id
    person = _person(person_id)
    with transaction(person.office_id, by) as tx:
        person = tx.session.get_one(Person, person_id)
        person.epoch += 1
        _forget_browsers(tx, person_id)
        tx.record(events.SignedOutEverywhere(person_id))
    _leave_other_offices(person_id, by)
    return person


def sign_out_by_admin(person_id: int, by: str) -> Person:
    """As ``sign_out_everywhere``. Not of an account that another office's opens, unless it is one's own: that would end
    the work there. Access to this office ends when the account is made inactive."""
    if _person(person_id).principal_id is not None and by != actors.person(person_id):
        raise InvalidInput({"": SIGNS_IN_ELSEWHERE})
    return sign_out_everywhere(person_id, by)


def _leave_other_offices(principal_id: int, by: str) -> None:
    """Their counters there are closed too, and the journals say why. Where that cannot be done now the counter stays
    open until the end of the day: the sessions have ended already."""
    for account in staff_queries.other_accounts(db.session(), principal_id):
        try:
            with transaction(account.office_id, by) as tx:
                tx.record(events.SignedOutEverywhere(account.id))
        except DomainError as refusal:
            log.warning("office %s was not told that somebody signed out: %s", account.office_id, refusal.slug)


def _forget_browsers(tx: Transaction, person_id: int) -> None:
    tx.session.execute(delete(KnownBrowser).where(KnownBrowser.person_id == person_id))


def unlock(person_id: int, by: str) -> Person:
    """End the locks after too many wrong passwords, in every place. Not of an account that another office's opens: who
    unlocks there could try passwords without end."""
    person = _person(person_id)
    if person.principal_id is not None:
        raise InvalidInput({"": N_("This person’s password belongs to their account in another office.")})
    with transaction(person.office_id, by) as tx:
        person = tx.session.get_one(Person, person_id)
        sign_in_locks.forget_name(tx, person)
        tx.record(events.Unlocked(person_id))
        return person


@dataclass(frozen=True, slots=True)
class NewPerson:
    """``name_en``: the name on English pages."""

    sign_in_name: str
    name: str
    role: str
    password: str
    unit_id: int | None = None
    name_en: str = ""


def create_person(office_id: int, new: NewPerson, by: str) -> Person:
    """``InvalidInput`` names wrong fields."""
    wrong = _wrong(new.name, new.role) | _wrong_unit(office_id, new.unit_id, None)
    wrong |= _wrong_sign_in_name(new.sign_in_name)
    if wrong:
        raise InvalidInput(wrong)
    rules.check_password(new.password, new.sign_in_name)
    password_hash = passwords.hash_password(new.password)
    with transaction(office_id, by) as tx:
        if staff_queries.person_by_name(tx.session, new.sign_in_name) is not None:
            raise InvalidInput({"sign_in_name": NAME_TAKEN})
        return store_person(tx, new, password_hash)


def store_person(tx: Transaction, new: NewPerson, password_hash: str) -> Person:
    """Its fields have been checked."""
    person = Person(
        office_id=tx.office_id,
        sign_in_name=persian.clean(new.sign_in_name),
        sign_in_key=persian.search_key(new.sign_in_name),
        name=persian.clean(new.name)[:80],
        name_en=persian.clean(new.name_en)[:80],
        role=new.role,
        unit_id=new.unit_id,
        password_hash=password_hash,
    )
    tx.session.add(person)
    tx.session.flush()
    tx.record(events.PersonSaved(person.id, person.role, person.active))
    return person


SAME = 0  #: the unit stays as it is


@dataclass(frozen=True, slots=True)
class PersonChanges:
    """``services``: ids of those that the person may do, empty for all. ``name_en``: None leaves it as it is."""

    name: str
    role: str
    active: bool
    services: set[int]
    unit_id: int | None = SAME
    name_en: str | None = None


def save_person(person_id: int, changes: PersonChanges, by: str) -> Person:
    """Change a person. One who is made inactive or gets another role is signed out everywhere; one who signs in with an
    account of another office, from this office only."""
    now, role, active = _person(person_id), changes.role, changes.active
    if wrong := _wrong(changes.name, role) | _wrong_unit(now.office_id, changes.unit_id or None, now.unit_id):
        raise InvalidInput(wrong)
    with transaction(now.office_id, by) as tx:
        person = tx.session.get_one(Person, person_id)
        themselves = person_id if by == actors.person(person_id) else None
        rules.check_rights(person, role, active, themselves, staff_queries.active_admins(tx.session, person.office_id))
        ended = (person.role, person.active) != (role, active)
        if ended:
            person.epoch += 1
        if not active:
            _forget_browsers(tx, person_id)
        _write(person, changes)
        _set_skills(tx, person_id, changes.services)
        tx.config_changed()
        tx.record(events.PersonSaved(person_id, role, active))
        if ended:
            tx.record(events.SignedOutEverywhere(person_id))
        return person


def _write(person: Person, changes: PersonChanges) -> None:
    person.name, person.role, person.active = persian.clean(changes.name)[:80], changes.role, changes.active
    if changes.name_en is not None:
        person.name_en = persian.clean(changes.name_en)[:80]
    if changes.unit_id != SAME:
        person.unit_id = changes.unit_id


def _set_skills(tx: Transaction, person_id: int, services: set[int]) -> None:
    for skill in tx.session.query(Skill).filter(Skill.person_id == person_id):
        tx.session.delete(skill)
    tx.session.flush()
    tx.session.add_all(Skill(person_id=person_id, service_id=service) for service in sorted(services))


def _wrong(name: str, role: str) -> dict[str, str]:
    wrong = {}
    if not persian.clean(name):
        wrong["name"] = N_("Please enter a name.")
    if role not in rules.ROLES:
        wrong["role"] = N_("This role does not exist.")
    return wrong


def _wrong_sign_in_name(sign_in_name: str) -> dict[str, str]:
    key = persian.search_key(sign_in_name)
    if not key or len(key) > 60:
        return {"sign_in_name": N_("Please enter a sign-in name of up to 60 characters.")}
    taken = staff_queries.person_by_name(db.session(), sign_in_name) is not None
    return {"sign_in_name": NAME_TAKEN} if taken else {}


def _wrong_unit(office_id: int, unit_id: int | None, before: int | None) -> dict[str, str]:
    """A closed unit gets no new staff; who was in it before may stay."""
    unit = unit_queries.unit(db.session(), office_id, unit_id) if unit_id is not None else None
    if unit_id is not None and unit is None:
        return {"unit_id": N_("Please choose one of the options.")}
    if unit is not None and not unit.offered and unit.id != before:
        return {"unit_id": N_("This unit is closed. Please choose another one.")}
    return {}


def _person(person_id: int) -> Person:
    return staff_queries.get_person(db.session(), person_id)
