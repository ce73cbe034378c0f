"""What waits for a person among the inspections: for the page of their work."""

from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.applications import tasks as application_tasks
from deskq.applications.stage_claims import Claim
from deskq.core import clock
from deskq.core.errors import N_
from deskq.inspections.queries import own
from deskq.inspections.queries.own import Tour
from deskq.inspections.views.planning import ACT, jalali_day
from deskq.messages.queries import own_work
from deskq.messages.queries.own_work import OwnWork
from deskq.web.filters import digits, named
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker


def source() -> Source:
    return Source("inspections.index", N_("Inspections"), ACT, tasks, count)


def claim() -> Claim:
    return Claim(ACT, _claims)


def _claims(stage: Any, _sheet: Any) -> Any:
    return own.is_inspection(stage)


def count(session: Session, who: Worker) -> Count:
    mine = own_work.of_worker(session, who)
    tours = own.tours(session, who.office_id, mine.people, who.today)
    if not mine.viewer.units:
        return Count(len(tours))
    waiting = own.count_waiting(session, who.office_id, mine.viewer.units, who.today, who.now)
    return waiting + Count(len(tours))


def tasks(session: Session, who: Worker, most: int) -> list[Task]:
    mine = own_work.of_worker(session, who)
    tours = own.tours(session, who.office_id, mine.people, who.today)
    waiting = own.waiting(session, who.office_id, mine.viewer.units, who.today, most) if mine.viewer.units else []
    names = application_tasks.initials_of(session, [one.id for one, _ in waiting]) if waiting else {}
    step = gettext("Inspect it, or put it on a tour")
    return [
        *(_tour(one, who, mine) for one in tours),
        *(
            application_tasks.of_stage(
                application, stage, step, names.get(application.id, ""), "map-pin", mine.colleague(None, stage.unit_id)
            )
            for application, stage in waiting
        ),
    ]


def _tour(tour: Tour, who: Worker, mine: OwnWork) -> Task:
    covers = mine.covers.get(tour.person_id)
    is_today = tour.day == who.today
    return Task(
        sort_at=datetime.combine(tour.day + timedelta(days=1), datetime.min.time(), clock.zone()),
        age="red" if is_today else "calm",
        icon="map-pin",
        title=gettext("Tour of inspections"),
        next_step=ngettext("Visit %(n)s place", "Visit %(n)s places", tour.left, n=digits(tour.left)),
        address=url_for("inspections.phone" if is_today else "inspections.show_tour", tour_id=tour.id),
        when=gettext("today") if is_today else jalali_day(tour.day),
        covers=named(covers) if covers is not None else "",
        number=tour.left,
    )
