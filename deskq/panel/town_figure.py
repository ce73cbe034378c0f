"""How many visitors wait in the hall now: a figure of the town for executives."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office import config_cache
from deskq.queue import queries
from deskq.web.filters import digits, minutes, named
from deskq.work.sources import Figure, FigureSource

MOST_SERVICES = 3


def source() -> FigureSource:
    return FigureSource(30, "hall.see", figures)


def figures(session: Session, office_id: int) -> Sequence[Figure]:
    config = config_cache.of(session, office_id)
    if not config.services:
        return []
    lines = queries.waiting_lines(session, office_id)
    people: dict[int, int] = {}
    for line in lines:
        people[line.service_id] = people.get(line.service_id, 0) + line.people
    waiting = sum(people.values())
    longest = (clock.now() - min(line.since for line in lines)).total_seconds() if lines else 0
    late = longest > 60 * config.office.bound_minutes
    sentence = gettext("Nobody is waiting.")
    if waiting:
        sentence = ngettext(
            "%(n)s visitor is waiting, the longest for %(minutes)s minutes.",
            "%(n)s visitors are waiting, the longest for %(minutes)s minutes.",
            waiting, n=digits(waiting), minutes=minutes(longest),
        )  # fmt: skip
    most = sorted(people, key=lambda one: -people[one])[:MOST_SERVICES]
    rows = [(named(config.services[one].name), digits(people[one])) for one in most if one in config.services]
    address = url_for("manage.hall")
    return [Figure(gettext("In the hall now"), digits(waiting), sentence, address, "late" if late else "calm", rows)]
