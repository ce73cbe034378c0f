"""Courses, their accounts, and which of these were used."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.db.journal import Entry
from deskq.core.errors import NotFound
from deskq.core.extensions import Model
from deskq.office.models import Skill
from deskq.staff.courses.models import Course, CourseMember
from deskq.staff.models import KnownBrowser, Person

#: Tables that name an account although it was not used.
NO_USE = {CourseMember.__tablename__, Skill.__tablename__}


def courses(session: Session, office_id: int) -> list[Course]:
    """The newest first."""
    return list(session.scalars(select(Course).where(Course.office_id == office_id).order_by(Course.id.desc())))


def course(session: Session, office_id: int, course_id: int) -> Course:
    row = session.get(Course, course_id)
    if row is None or row.office_id != office_id:
        raise NotFound
    return row


def members(session: Session, course_id: int) -> list[Person]:
    """The accounts of a course, in the order in which they were made."""
    joined = select(Person).join(CourseMember, CourseMember.person_id == Person.id)
    return list(session.scalars(joined.where(CourseMember.course_id == course_id).order_by(Person.id)))


def sign_in_keys(session: Session) -> set[str]:
    """The sign-in names of all offices, as search keys."""
    return set(session.scalars(select(Person.sign_in_key)))


def over(session: Session, today: date) -> list[tuple[int, int]]:
    """(office, course) of those whose last day has passed."""
    rows = session.execute(select(Course.office_id, Course.id).where(Course.last_day < today).order_by(Course.id))
    return [(office_id, course_id) for office_id, course_id in rows]


def signed_in(session: Session, people: Collection[Person]) -> set[int]:
    """Ids of the accounts with which somebody signed in: a browser of theirs is known, or was until a later sign-out
    everywhere."""
    ids = [person.id for person in people]
    browsers = session.scalars(select(KnownBrowser.person_id).where(KnownBrowser.person_id.in_(ids)))
    return {person.id for person in people if person.epoch} | set(browsers)


def used(session: Session, course: Course, people: Collection[Person]) -> set[int]:
    """Ids of the accounts that cannot be removed: somebody signed in with them or acted as them, or they are named
    anywhere. Reads large tables once each: for a press, not for a page."""
    used_ids = signed_in(session, people) | _acted(session, course, people)
    ids = [person.id for person in people]
    for column in references():
        used_ids |= set(session.scalars(select(column).where(column.in_(ids)).distinct()))
    return used_ids


def _acted(session: Session, course: Course, people: Collection[Person]) -> set[int]:
    """Ids of those whom the journal names since the course was registered. Their browser may be forgotten by then."""
    ids = {actors.person(person.id): person.id for person in people}
    since = Entry.office_id == course.office_id, Entry.at >= course.registered_at
    return {ids[by] for by in session.scalars(select(Entry.by).where(*since, Entry.by.in_(list(ids))).distinct())}


def references() -> list[Column[int]]:
    """Every column that names an account, but for ``NO_USE``."""
    tables = [table for name, table in Model.metadata.tables.items() if name not in NO_USE]
    target = Model.metadata.tables[Person.__tablename__].c.id
    columns = [column for table in tables for column in table.c]
    return [column for column in columns if any(key.column is target for key in column.foreign_keys)]
