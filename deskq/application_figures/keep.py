"""Keeps the figures of applications: with the action that ends a stage, or anew from whole histories."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from deskq.application_figures.models import LONGEST, ApplicationEnding, ApplicationStageTime
from deskq.application_figures.rules.measure import DONE, Ending, History, StageTime, Step, measure
from deskq.applications.models import OPENED_ELSEWHERE, Application, ApplicationDocument, ApplicationStage
from deskq.applications.models import ApplicationStep as Row
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import ShownApplication
from deskq.applications.rules.take_back import TAKE_BACK
from deskq.core import actors, clock
from deskq.core.text import jalali
from deskq.messages.queries import deadlines as deadline_queries
from deskq.office.working_time import Calendar
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Stage

#: Documents asked for later; all others were asked for when it was opened.
ASKED_LATER = "asked_"
ENDING_VERBS = ("complete", "skip", "refuse", "withdraw")
#: {stage: its unit}
Units = dict[str, int]
Rows = list[dict[str, Any]]
#: When, verb, stage, promise, by whom.
StepRow = tuple[Any, ...]


def keep_last(session: Session, application: Application) -> None:
    """Store what the last action ended."""
    history = _histories(session, [application])[application.id]
    calendar = deadline_queries.calendar(session, application.office_id)
    units = _units(session, [application.id])[application.id]
    _store(session, *_rows(application, history, units, calendar, first=len(history.steps) - 1))


def keep_anew(session: Session, ids: Collection[int], calendar: Calendar) -> None:
    """Store all figures of these applications, in place of those they have."""
    if not ids:
        return
    for table in (ApplicationStageTime, ApplicationEnding):
        session.execute(delete(table).where(table.application_id.in_(ids)))
    wanted = select(Application).where(Application.id.in_(ids)).order_by(Application.id)
    found = list(session.scalars(wanted, execution_options={"populate_existing": True}))  # an import writes past them
    histories, units = _histories(session, found), _units(session, ids)
    stages: Rows = []
    endings: Rows = []
    for application in found:
        one = _rows(application, histories[application.id], units[application.id], calendar)
        stages += one[0]
        endings += one[1]
    _store(session, stages, endings)


def ids_of_office(session: Session, office_id: int, after: int, most: int) -> list[int]:
    """Ids of applications above ``after``, in order, at most so many."""
    wanted = select(Application.id).where(Application.office_id == office_id, Application.id > after)
    return list(session.scalars(wanted.order_by(Application.id).limit(most)))


def history_of(shown: ShownApplication) -> History:
    """The history of an application that was read for a page."""
    steps = [(one.at, one.verb, one.stage, one.due_at, one.by) for one in shown.standing]
    opened = shown.application.opened_at
    missing = any(_was_missing(opened, one.code, one.received_at) for one in shown.documents)
    return _history(shown.application, shown.content.stages, steps, missing)


def _histories(session: Session, applications: Sequence[Application]) -> dict[int, History]:
    """{application: what happened to it}, with one query for each kind of rows."""
    ids = [one.id for one in applications]
    steps: dict[int, list[StepRow]] = defaultdict(list)
    columns = (Row.application_id, Row.at, Row.verb, Row.stage, Row.due_at, Row.by)
    wanted = select(*columns).where(Row.application_id.in_(ids), Row.verb != TAKE_BACK, queries.stands())
    for of, *step in session.execute(wanted.order_by(Row.id)):
        steps[of].append(tuple(step))
    missing = _began_with_missing(session, applications)
    versions = {one.version_id for one in applications}
    nodes = {version: sheet_queries.version(session, version).content.stages for version in versions}
    return {one.id: _history(one, nodes[one.version_id], steps[one.id], one.id in missing) for one in applications}


def _history(application: Application, nodes: tuple[Stage, ...], rows: Sequence[StepRow], missing: bool) -> History:
    steps = []
    for at, verb, stage, due, by in rows:
        # A machine's application or an upload from home is no visit.
        came = verb in ("open", "receive") and actors.kind(by) == actors.PERSON
        steps.append(Step(at, verb, stage, due, clock.local(at).date() if came else None))
    # An import may have brought no promise, and may have corrected the day of the opening.
    opened = replace(steps[0], at=application.opened_at, due=steps[0].due or application.first_due_at)
    elsewhere = application.request_key.startswith(OPENED_ELSEWHERE)
    return History(nodes, [opened, *steps[1:]], missing, elsewhere)


def _began_with_missing(session: Session, applications: Sequence[Application]) -> set[int]:
    row, opened = ApplicationDocument, {one.id: one.opened_at for one in applications}
    wanted = select(row.application_id, row.code, row.received_at).where(row.application_id.in_(opened))
    return {of for of, code, received_at in session.execute(wanted) if _was_missing(opened[of], code, received_at)}


def _was_missing(opened_at: datetime, code: str, received_at: datetime | None) -> bool:
    """Whether a document was missing when its application was opened."""
    return not code.startswith(ASKED_LATER) and (received_at is None or received_at > opened_at)


def _units(session: Session, ids: Collection[int]) -> dict[int, Units]:
    row = ApplicationStage
    wanted = select(row.application_id, row.code, row.unit_id).where(row.application_id.in_(ids))
    found: dict[int, Units] = defaultdict(dict)
    for of, code, unit_id in session.execute(wanted):
        found[of][code] = unit_id
    return found


def _rows(
    application: Application, history: History, units: Units, calendar: Calendar, first: int = 0
) -> tuple[Rows, Rows]:
    """Rows of the stages that ended and of the endings, from the step ``first`` on."""
    stages, endings = measure(history, calendar.days_between)
    ended = []
    for ending in endings:
        if ending.step >= first:
            did = {units[one.code] for one in stages if one.how == DONE and one.ended_at <= ending.ended_at}
            ended.append(_ending_row(application, ending, history.missing, len(did)))
    return [_stage_row(application, one, units[one.code]) for one in stages if one.step >= first], ended


def _store(session: Session, stages: Rows, endings: Rows) -> None:
    for table, rows in ((ApplicationStageTime, stages), (ApplicationEnding, endings)):
        if rows:
            session.execute(insert(table), rows)


def _stage_row(application: Application, one: StageTime, unit_id: int) -> dict[str, Any]:
    return {
        "application_id": application.id, "office_id": application.office_id, "sheet_id": application.sheet_id,
        "unit_id": unit_id, "code": one.code, "came_from": _joined(one.came_from),
        "day": jalali.day_at(one.ended_at, clock.zone()), "how": one.how,
        "town": one.days.town, "applicant": one.days.applicant, "outside": one.days.outside,
    }  # fmt: skip


def _joined(codes: Sequence[str]) -> str:
    """With a space between, as many as there is room for."""
    text = " ".join(codes)
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


def _ending_row(application: Application, one: Ending, missing: bool, units: int) -> dict[str, Any]:
    whole = clock.local(one.ended_at).date() - clock.local(application.opened_at).date()
    return {
        "application_id": application.id, "office_id": application.office_id, "sheet_id": application.sheet_id,
        "day": jalali.day_at(one.ended_at, clock.zone()), "how": one.how, "missing": missing, "in_first": one.in_first,
        "in_latest": one.in_latest, "extensions": one.extensions, "visits": one.visits, "units": units,
        "whole": whole.days,
        "town": one.days.town, "applicant": one.days.applicant, "outside": one.days.outside,
    }  # fmt: skip
