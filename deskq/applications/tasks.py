"""What waits for a person among the applications: for the page of their work, and the figure of late applications."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.queries import own
from deskq.applications.queries.own import ARRIVED, BROKEN, OBJECTED, OwnRow
from deskq.applications.views.inbox import age
from deskq.applications.views.reader import ACT
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import initials
from deskq.core.text.names import Name
from deskq.messages.queries import own_work
from deskq.messages.queries.own_work import OwnWork
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Content
from deskq.units import queries as unit_queries
from deskq.units.models import Unit
from deskq.web.filters import digits, named
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Figure, FigureSource, Source, Worker

#: Units whose numbers stand beside a figure.
MOST_UNITS = 3


def source() -> Source:
    return Source("applications.index", N_("Applications"), ACT, tasks, count)


def figure_source() -> FigureSource:
    return FigureSource(20, ACT, figures)


def count(session: Session, who: Worker) -> Count:
    return own.count(session, who.office_id, own_work.of_worker(session, who).viewer, who.now)


def tasks(session: Session, who: Worker, most: int) -> list[Task]:
    mine = own_work.of_worker(session, who)
    rows = own.rows(session, who.office_id, mine.viewer, who.now, most)
    if not rows:
        return []
    units = {one.id: one for one in unit_queries.units(session, who.office_id)}
    names = initials_of(session, [row.application.id for row in rows])
    return [_task(row, units, mine, names.get(row.application.id, "")) for row in rows]


def initials_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """{application: the initials of its applicant}; who it is, its own page tells, and records who looked."""
    return {one: initials.of(row.name) for one, row in own.applicants(session, ids).items()}


def content_of(application: Application) -> Content:
    return sheet_queries.version(db.session(), application.version_id).content


def about(application: Application, name: str) -> str:
    """Initials, parcel and file number: what tells one application from another."""
    parts = [name]
    if application.parcel_code:
        parts.append(gettext("parcel %(code)s", code=digits(application.parcel_code)))
    if application.file_number:
        parts.append(gettext("file %(code)s", code=digits(application.file_number)))
    return " · ".join(part for part in parts if part)


def of_stage(
    application: Application, stage: ApplicationStage, next_step: str, name: str, icon: str, covers: Name | None = None
) -> Task:
    """A stage that waits to be done. Its application may be late before the stage is, and then says so."""
    content, due = content_of(application), stage.due_at or application.due_at
    is_promise = application.due_at < due
    return Task(
        sort_at=min(due, application.due_at),
        age=age(application if is_promise else stage),
        icon=icon,
        title=f"{named(content.name)} · {named(content.stage(stage.code).name)}",
        next_step=next_step,
        address=url_for("applications.show", application_id=application.id),
        when=words.time_left(min(due, application.due_at)),
        about=about(application, name),
        code=application.code,
        covers=named(covers) if covers is not None else "",
    )


def _task(row: OwnRow, units: Mapping[int, Unit], mine: OwnWork, name: str) -> Task:
    application = row.application
    if row.why in (ARRIVED, OBJECTED) or row.stage is None:
        return _whole(row, name)
    covers = mine.colleague(None, row.stage.unit_id)
    return of_stage(application, row.stage, _next_step(row, units), name, "file-text", covers)


def _next_step(row: OwnRow, units: Mapping[int, Unit]) -> str:
    assert row.stage is not None
    if row.why == BROKEN:
        unit = named(units[row.stage.unit_id].name)
        return str(gettext("The promise is broken: ask %(unit)s, or promise a new day", unit=unit))
    return str(gettext("Do this stage, or say what it waits for"))


def _whole(row: OwnRow, name: str) -> Task:
    application = row.application
    if row.why == OBJECTED:
        step, icon, how = gettext("Decide the objection"), "scale", age(application)
        at, when = application.due_at, words.time_left(application.due_at)
    else:
        at = application.arrived_at or application.due_at
        called = application.call_asked_at is not None
        step = gettext("Call the applicant back") if called else gettext("Look at what the applicant sent")
        icon, how, when = "phone" if called else "inbox", "amber", words.waits(at)
    return Task(
        sort_at=at,
        age=how,
        icon=icon,
        title=named(content_of(application).name),
        next_step=step,
        address=url_for("applications.show", application_id=application.id),
        when=when,
        about=about(application, name),
        code=application.code,
    )


def figures(session: Session, office_id: int) -> Sequence[Figure]:
    """Late applications, and the units where most of them are; none where there has never been one."""
    now = clock.now()
    whole = own.open_and_late(session, office_id, now)
    if not whole.open:
        return []
    units = {one.id: one for one in unit_queries.units(session, office_id)}
    of_units = own.late_by_unit(session, office_id, now)
    worst = sorted((unit for unit in of_units if of_units[unit].late), key=lambda unit: -of_units[unit].late)
    sentence = ngettext(
        "Of %(n)s open application, %(late)s is past the promised day.",
        "Of %(n)s open applications, %(late)s are past the promised day.",
        whole.open, n=digits(whole.open), late=digits(whole.late),
    )  # fmt: skip
    rows = [(named(units[unit].name), digits(of_units[unit].late)) for unit in worst[:MOST_UNITS]]
    tone = "late" if whole.late else "calm"
    address = url_for("applications.index", tab="open")
    return [Figure(gettext("Late applications"), digits(whole.late), sentence, address, tone, rows)]
