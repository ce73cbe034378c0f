"""How much work waits for who is signed in: for the menu of staff pages, counted at most twice a minute in each process
and again after everything that the person did. What was refused changed nothing, unless somebody else did it before."""

from datetime import timedelta

from flask import g, request
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core import clock
from deskq.core.extensions import db
from deskq.work import sources
from deskq.work.rules import Count
from deskq.work.sources import Figure, Worker

ACT = "work.own"
FRESH = timedelta(seconds=30)
FRESH_FIGURES = timedelta(minutes=1)
MOST_KEPT = 1000


def worker(office_id: int, person_id: int, role: str) -> Worker:
    now = clock.now()
    return Worker(office_id, person_id, role, now, clock.local(now).date())


def of_menu() -> dict[str, Count]:
    """{page: how much waits there} of who is signed in; empty for roles without work of their own."""
    person = identity.signed_in()
    if person is None or not permissions.may(person.role, ACT):
        return {}
    kept = sources.registered().numbers.get(person.id)
    if kept is not None and clock.now() - kept[0] <= FRESH:
        return kept[1]
    return count(worker(person.office_id, person.id, person.role))


def count(who: Worker) -> dict[str, Count]:
    """The numbers now; they are kept for the menu."""
    counts: dict[str, Count] = {}
    for one in sources.of_role(who.role):
        counts[one.page] = counts.get(one.page, Count()) + one.count(db.session(), who)
    numbers = sources.registered().numbers
    if len(numbers) >= MOST_KEPT:
        numbers.clear()
    numbers[who.person_id] = (who.now, counts)
    return counts


def forget(response: Response) -> Response:
    """After a press of a person: what they have just done waits no longer, nor what a conflict says is done; of the
    figures of the town, those of their role are drawn again."""
    person, done = g.get("person"), response.status_code < 400 or response.status_code == 409
    if request.method == "POST" and done and person is not None:
        kept = sources.registered()
        kept.numbers.pop(person.id, None)
        for key in [key for key in list(kept.drawn) if key[:2] == (person.office_id, person.role)]:
            kept.drawn.pop(key, None)
    return response


def figures(who: Worker, language: str) -> list[Figure]:
    """The figures of the town for this role, drawn at most once a minute in each process."""
    drawn, key = sources.registered().drawn, (who.office_id, who.role, language)
    kept = drawn.get(key)
    if kept is not None and who.now - kept[0] <= FRESH_FIGURES:
        return kept[1]
    found = [figure for one in sources.figures_of_role(who.role) for figure in one.figures(db.session(), who.office_id)]
    drawn[key] = (who.now, found)
    return found
