"""Faults that wait for a person, and the round that they make: for the page of their work."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.amenities import names, team
from deskq.amenities.queries import day_round, faults
from deskq.amenities.queries.faults import Fault
from deskq.core.errors import N_
from deskq.office import business_day, config_cache
from deskq.web.filters import digits
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker

DAY = timedelta(days=1)


def source() -> Source:
    return Source("amenities.index", N_("Amenities"), team.CHECK, tasks, count)


def count(session: Session, who: Worker) -> Count:
    config_cache.of(session, who.office_id)  # the present version
    mine = _mine(session, who)
    late = sum(one.age(who.now) == "late" for one in mine)
    return Count(len(mine) + bool(_unchecked(session, who)), late)


def tasks(session: Session, who: Worker, most: int) -> Sequence[Task]:
    config_cache.of(session, who.office_id)
    mine = _mine(session, who)[:most]
    places = faults.places(session, who.office_id, mine)
    unchecked = _unchecked(session, who)
    return [
        *([_round(session, who, unchecked)] if unchecked else []),
        *(_task(one, who, names.with_place(one.amenity, places[one.amenity.id])) for one in mine),
    ]


def _mine(session: Session, who: Worker) -> list[Fault]:
    """Of those who answer for an object, its faults; of supervisors, those for which nobody else answers or which are
    late; of everybody, those they have taken."""
    settings = team.settings(session, who.office_id)
    if not settings.has_list or not team.may_check(session, who.office_id, who.person_id, who.role):
        return []
    leads = permissions.may(who.role, team.MANAGE)
    return [
        one
        for one in faults.open_faults(session, who.office_id, settings)
        if who.person_id in (one.person_id, one.row.taken_by_id)
        or (leads and (one.person_id is None or one.age(who.now) == "late"))
    ]


def _unchecked(session: Session, who: Worker) -> int:
    """What is left of the round of today, for those who were named for it."""
    if who.person_id not in team.settings(session, who.office_id).checkers:
        return 0
    config = config_cache.cached(session, who.office_id)
    if not config.is_open_at(who.now):
        return 0
    return day_round.unchecked(session, who.office_id, business_day.number_at(config.office, who.now))


def _round(session: Session, who: Worker, unchecked: int) -> Task:
    office = config_cache.cached(session, who.office_id).office
    return Task(
        sort_at=business_day.begins(office, business_day.date_at(office, who.now) + DAY),
        age="calm",
        icon="list-checks",
        title=gettext("Round of amenities"),
        next_step=ngettext("Check %(n)s amenity", "Check %(n)s amenities", unchecked, n=digits(unchecked)),
        address=url_for("amenities.index"),
        when=gettext("today"),
        number=unchecked,
    )


def _task(fault: Fault, who: Worker, name: str) -> Task:
    return Task(
        sort_at=fault.due,
        age=fault.age(who.now),
        icon=fault.amenity.of_kind.icon,
        title=name,
        next_step=gettext("Have it repaired: %(what)s", what=names.what(fault)),
        address=url_for("amenity_faults.show", fault_id=fault.id),
        when=words.time_left(fault.due),
    )
