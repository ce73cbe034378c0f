"""Commands of courses: register one, undo it while nobody used it, end it, let an account stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Skill
from deskq.staff import events, passwords, service
from deskq.staff import queries as staff_queries
from deskq.staff.courses import queries, rules
from deskq.staff.courses.models import Course, CourseMember
from deskq.staff.courses.rules import Seat
from deskq.staff.models import Person
from deskq.staff.service import NewPerson, PersonChanges


@dataclass(frozen=True, slots=True)
class Prepared:
    """A seat with its first password, hashed: this takes time, so it is done before the office is held."""

    seat: Seat
    password: str
    password_hash: str


def prepare(seats: Sequence[Seat]) -> list[Prepared]:
    with_passwords = [(seat, passwords.suggestion()) for seat in seats]
    return [Prepared(seat, password, passwords.hash_password(password)) for seat, password in with_passwords]


def register(office_id: int, by: str, name: str, last_day: date | None, prepared: Sequence[Prepared]) -> Course:
    """Make the accounts. After ``last_day`` they end; with None they stay. ``InvalidInput`` if somebody took a sign-in
    name meanwhile."""
    with transaction(office_id, by) as tx:
        rules.check_last_day(last_day, clock.local(tx.at).date())
        course = Course(office_id=office_id, name=name, last_day=last_day, registered_at=tx.at)
        tx.session.add(course)
        tx.session.flush()
        for account in prepared:
            seat = account.seat
            if staff_queries.person_by_name(tx.session, seat.sign_in_name) is not None:
                raise InvalidInput({"lines": service.NAME_TAKEN})
            new = NewPerson(seat.sign_in_name, seat.name, seat.role, account.password)
            person = service.store_person(tx, new, account.password_hash)
            tx.session.add(CourseMember(person_id=person.id, course_id=course.id))
        tx.session.flush()
        tx.record(events.CourseRegistered(course.id, len(prepared), f"{last_day or ''}"))
        return course


def undo(office_id: int, by: str, course_id: int) -> str:
    """Remove all accounts of a course, as if it had never been; returns its name. ``CourseUsed`` names those that
    somebody used."""
    with transaction(office_id, by) as tx:
        course = queries.course(tx.session, office_id, course_id)
        people = queries.members(tx.session, course_id)
        used = queries.used(tx.session, course, people)
        if used:
            raise rules.CourseUsed(names=tuple(person.names for person in people if person.id in used))
        ids = [person.id for person in people]
        _forget(tx, course)
        tx.session.execute(delete(Skill).where(Skill.person_id.in_(ids)))
        tx.session.execute(delete(Person).where(Person.id.in_(ids)))
        tx.config_changed()
        for person_id in ids:
            tx.record(events.PersonRemoved(person_id))
        tx.record(events.CourseUndone(course_id, len(ids)))
        return course.name


def end(office_id: int, by: str, course_id: int) -> str:
    """Nobody of the course can sign in any more, but for those who became admins; returns its name."""
    with transaction(office_id, by) as tx:
        course = queries.course(tx.session, office_id, course_id)
        people = [
            person for person in queries.members(tx.session, course_id) if person.active and person.role != "admin"
        ]
        for person in people:
            skills = staff_queries.skills(tx.session, person.id)
            service.save_person(person.id, PersonChanges(person.name, person.role, False, skills), by)
        _forget(tx, course)
        tx.record(events.CourseEnded(course_id, len(people)))
        return course.name


def keep(office_id: int, by: str, course_id: int, person_id: int) -> Person:
    """This account stays when the course ends."""
    with transaction(office_id, by) as tx:
        course = queries.course(tx.session, office_id, course_id)
        member = tx.session.get(CourseMember, person_id)
        person = staff_queries.get_person(tx.session, person_id, office_id)
        if member is not None and member.course_id == course_id:
            tx.session.delete(member)
            tx.session.flush()
            tx.record(events.CourseLeft(course_id, person_id))
            if not queries.members(tx.session, course_id):
                _forget(tx, course)
        return person


def _forget(tx: Transaction, course: Course) -> None:
    tx.session.execute(delete(CourseMember).where(CourseMember.course_id == course.id))
    tx.session.delete(course)
    tx.session.flush()
