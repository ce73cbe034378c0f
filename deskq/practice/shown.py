"""What pages show of practice: the next exercise, and whether a page is part of it."""

from dataclasses import dataclass

from deskq.access import identity, served_office
from deskq.core.extensions import db
from deskq.office import directory
from deskq.office.models import Counter
from deskq.practice import gate, queries
from deskq.practice.exercises import Progress
from deskq.queue.practice_port import Practice
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    hint: str
    done: int
    total: int


def step(progress: Progress) -> Step:
    following = progress.next
    name, hint = (following.name, following.hint) if following is not None else ("", "")
    return Step(name, hint, len(progress.done), len(progress.exercises))


class Shown(Practice):
    """The port of the queue."""

    def at_counter(self, counter_id: int) -> Step | None:
        if not in_practice():
            return None
        counter = db.session().get(Counter, counter_id)
        return _of(staff_queries.person(db.session(), counter.clerk_id or 0) if counter is not None else None)

    def in_hall(self) -> Step | None:
        person = identity.signed_in() if in_practice() else None
        return _of(staff_queries.person(db.session(), person.id) if person is not None else None)


def _of(person: Person | None) -> Step | None:
    """None for invented clerks too."""
    if person is None or person.principal_id is None:
        return None
    return step(queries.progress_of(db.session(), person))


def in_practice() -> bool:
    """Whether the office that is served is a practice hall; without a query, because error pages ask too."""
    served = served_office.current()
    return served is not None and directory.is_known_practice(db.engine, served)


def is_offered(endpoint: str) -> bool:
    """Whether the menu has this page: in a practice hall only what is practised."""
    return not in_practice() or gate.is_open(endpoint)
