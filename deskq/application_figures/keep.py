"""Keeps the figures of an application: with the action that ends a stage, or anew from its whole history."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskq.application_figures.models import LONGEST, ApplicationEnding, ApplicationStageTime
from deskq.application_figures.rules.measure import DONE, Ending, Hands, StageTime, Step, measure, so_far
from deskq.applications.models import Application, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.text import jalali
from deskq.messages.queries import deadlines as deadline_queries
from deskq.office.working_time import Calendar
from deskq.service_sheets import queries as sheet_queries

log = logging.getLogger(__name__)
#: Who does something at a desk: a machine's application or an upload from home is no visit.
AT_A_DESK = "person:"
#: Documents asked for later; all others were asked for when it was opened.
ASKED_LATER = "asked_"
ENDING_VERBS = ("complete", "skip", "refuse", "withdraw")


def keep_last(session: Session, application: Application) -> None:
    """Store what the last step ended."""
    steps = queries.steps(session, application.id)
    _store(session, application, steps, deadline_queries.calendar(session, application.office_id), len(steps) - 1)


def keep_anew(session: Session, application: Application, calendar: Calendar) -> None:
    """Store all figures of an application, in place of those it has."""
    for table in (ApplicationStageTime, ApplicationEnding):
        session.execute(delete(table).where(table.application_id == application.id))
    _store(session, application, queries.steps(session, application.id), calendar, 0)


def of_office(session: Session, office_id: int, after: int, most: int) -> list[Application]:
    """At most so many applications with larger ids, in order."""
    wanted = select(Application).where(Application.office_id == office_id, Application.id > after)
    return list(session.scalars(wanted.order_by(Application.id).limit(most)))


def _store(
    session: Session, application: Application, steps: Sequence[ApplicationStep], calendar: Calendar, first: int
) -> None:
    """What the steps from ``first`` on ended. Of a history that the machine of stages could not have made
    (an import may have one) nothing is kept."""
    rows = {row.code: row for row in queries.stages(session, application.id)}
    nodes = sheet_queries.version(session, application.version_id).content.stages
    missing = was_missing(session, application)
    try:
        stages, endings = measure(nodes, missing, _steps(application, steps), calendar.days_between)
    except DomainError:
        log.warning("no figures of application %s: its history does not fit its sheet", application.id)
        return
    session.add_all(_stage_row(application, one, rows[one.code]) for one in stages if one.step >= first)
    for ending in endings:
        if ending.step >= first:
            did = {rows[one.code].unit_id for one in stages if one.how == DONE and one.step <= ending.step}
            session.add(_ending_row(application, ending, missing, len(did)))


def walked(session: Session, application: Application, now: datetime) -> Hands:
    """Working days by whose hands so far; none of a history that does not fit its sheet."""
    nodes = sheet_queries.version(session, application.version_id).content.stages
    steps = _steps(application, queries.steps(session, application.id))
    calendar = deadline_queries.calendar(session, application.office_id)
    try:
        return so_far(nodes, was_missing(session, application), steps, calendar.days_between, now)
    except DomainError:
        return Hands()


def _steps(application: Application, rows: Sequence[ApplicationStep]) -> list[Step]:
    """The opening of an imported application may have no promise of its own: then the first one that is stored."""
    opened, *rest = map(_step, rows)
    return [replace(opened, due=opened.due or application.first_due_at), *rest]


def _step(row: ApplicationStep) -> Step:
    came = row.verb in ("open", "receive") and row.by.startswith(AT_A_DESK)
    return Step(row.at, row.verb, row.stage, row.due_at, row.at.astimezone(clock.zone()).date() if came else None)


def was_missing(session: Session, application: Application) -> bool:
    """Whether a document was missing when it was opened."""
    return any(
        one.received_at is None or one.received_at > application.opened_at
        for one in queries.documents(session, application.id)
        if not one.code.startswith(ASKED_LATER)
    )


def _stage_row(application: Application, one: StageTime, row: ApplicationStage) -> ApplicationStageTime:
    return ApplicationStageTime(
        application_id=application.id, office_id=application.office_id, sheet_id=application.sheet_id,
        unit_id=row.unit_id, code=one.code, came_from=_joined(one.came_from),
        day=jalali.day_at(one.ended_at, clock.zone()), how=one.how,
        town=one.days.town, applicant=one.days.applicant, outside=one.days.outside,
    )  # fmt: skip


def _joined(codes: Sequence[str]) -> str:
    """With a space between, as many as there is room for."""
    text = " ".join(codes)
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


def _ending_row(application: Application, one: Ending, missing: bool, units: int) -> ApplicationEnding:
    zone = clock.zone()
    whole = one.ended_at.astimezone(zone).date() - application.opened_at.astimezone(zone).date()
    return ApplicationEnding(
        application_id=application.id, office_id=application.office_id, sheet_id=application.sheet_id,
        day=jalali.day_at(one.ended_at, zone), how=one.how, missing=missing, in_first=one.in_first,
        in_latest=one.in_latest, extensions=one.extensions, visits=one.visits, units=units, whole=whole.days,
        town=one.days.town, applicant=one.days.applicant, outside=one.days.outside,
    )  # fmt: skip
