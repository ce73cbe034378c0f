"""Practice halls, who practises there, and what they have done since they began."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.db.journal import Entry
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.practice.exercises import Progress, progress
from deskq.practice.models import PracticeRun
from deskq.queue.hall.events import HelpEnded
from deskq.staff.models import Person


def hall_of(session: Session, office_id: int) -> Office | None:
    """The practice hall of a real office."""
    return session.scalars(select(Office).where(Office.practice_of == office_id)).one_or_none()


def busy_halls(session: Session) -> list[int]:
    """Practice halls in which somebody has begun."""
    return list(session.scalars(select(PracticeRun.office_id).distinct().order_by(PracticeRun.office_id)))


def runs(session: Session, office_id: int) -> list[PracticeRun]:
    return list(session.scalars(select(PracticeRun).where(PracticeRun.office_id == office_id)))


def run(session: Session, person_id: int) -> PracticeRun | None:
    return session.get(PracticeRun, person_id, populate_existing=True)


def last_action(session: Session, office_id: int) -> datetime | None:
    """The last action of those who practise in this hall, their beginnings included; None if nobody does."""
    mine = runs(session, office_id)
    if not mine:
        return None
    people = [actors.person(one.person_id) for one in mine]
    after = min(one.began_after for one in mine)
    wanted = select(Entry.at).where(Entry.office_id == office_id, Entry.sequence > after, Entry.by.in_(people))
    last = session.scalars(wanted.order_by(Entry.sequence.desc()).limit(1)).first()
    return max([one.began_at for one in mine] + ([last] if last is not None else []))


def invented(session: Session, office_id: int) -> list[Person]:
    """The invented clerks of a practice hall: who practises there signs in with another account."""
    wanted = select(Person).where(Person.office_id == office_id, Person.principal_id.is_(None))
    return list(session.scalars(wanted.order_by(Person.id)))


def progress_of(session: Session, person: Person) -> Progress:
    """The exercises of this account in a practice hall; none is done before its person has begun."""
    began = run(session, person.id)
    return progress(person.role, _done(session, person, began.began_after) if began is not None else ())


def _done(session: Session, person: Person, after: int) -> Collection[str]:
    mine = (Entry.office_id == person.office_id, Entry.sequence > after, Entry.by == actors.person(person.id))
    rows = session.scalars(select(Entry).where(*mine))
    return {_key(row) for row in rows}


def _key(row: Entry) -> str:
    """The kind, with what tells apart several actions of one kind."""
    if row.kind == OfficeChanged.kind:
        return f"{row.kind}:{row.facts['what']}"
    if row.kind == HelpEnded.kind:
        return f"{row.kind}:{'answered' if row.facts['answered'] else 'withdrawn'}"
    return row.kind
