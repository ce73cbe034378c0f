"""An application as pages and the API show it: stages, documents, promises, where it lies and who is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationDocument, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import LIVE, OVER, PRESENT
from deskq.core import clock
from deskq.messages.queries.viewers import person_or_substitute
from deskq.messages.rules.deadlines import last_day
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Content, Stage
from deskq.staff.models import Person
from deskq.units import queries as unit_queries
from deskq.units.models import Unit


@dataclass(frozen=True, slots=True)
class ShownStage:
    """``person`` finished it, or is responsible for it today."""

    row: ApplicationStage
    stage: Stage
    unit: Unit
    person: Person | None

    @property
    def is_present(self) -> bool:
        return self.row.state in PRESENT

    @property
    def is_over(self) -> bool:
        return self.row.state in OVER


@dataclass(frozen=True, slots=True)
class Promise:
    """``before``: the promise of another day that it took the place of; ``verb``: what made it."""

    at: datetime
    due: datetime
    before: datetime | None
    verb: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownApplication:
    application: Application
    sheet_code: str
    version: int
    content: Content
    stages: list[ShownStage]
    documents: list[ApplicationDocument]
    steps: list[ApplicationStep]
    promises: list[Promise]
    units: Mapping[int, Unit]

    @property
    def ended(self) -> bool:
        return self.application.state not in LIVE

    @property
    def here(self) -> list[ShownStage]:
        """Where it lies now."""
        return [] if self.ended else [one for one in self.stages if one.is_present]

    @property
    def missing(self) -> list[ApplicationDocument]:
        return [one for one in self.documents if one.received_at is None]

    @property
    def over(self) -> int:
        return sum(one.is_over for one in self.stages)

    @property
    def said(self) -> ApplicationStep | None:
        """What the applicant was told last about a refusal, an objection, or why it waits."""
        told = ("refuse", "dismiss", "uphold", "withdraw", "object", "wait_applicant", "wait_outside")
        return next((one for one in reversed(self.steps) if one.verb in told and one.words), None)


def shown(session: Session, application: Application) -> ShownApplication:
    sheet = sheet_queries.version(session, application.version_id)
    units = {one.id: one for one in unit_queries.units(session, application.office_id)}
    today = clock.now().astimezone(clock.zone()).date()
    rows = queries.stages(session, application.id)
    steps = queries.steps(session, application.id)
    return ShownApplication(
        application=application,
        sheet_code=sheet.sheet.code,
        version=sheet.version.number,
        content=sheet.content,
        stages=[_stage(session, sheet.content, row, units[row.unit_id], today) for row in rows],
        documents=queries.documents(session, application.id),
        steps=steps,
        promises=_promises(steps),
        units=units,
    )


def _stage(session: Session, content: Content, row: ApplicationStage, unit: Unit, today: date) -> ShownStage:
    person = None
    if row.state in PRESENT:
        person = person_or_substitute(session, unit.head_id or _first_member(session, unit), today)
    elif row.person_id is not None:
        person = session.get(Person, row.person_id)
    return ShownStage(row, content.stage(row.code), unit, person)


def _first_member(session: Session, unit: Unit) -> int | None:
    """Of a unit without a head the person who has been in it longest."""
    wanted = select(Person.id).where(Person.unit_id == unit.id, Person.active)
    return session.scalars(wanted.order_by(Person.id).limit(1)).first()


def _promises(steps: list[ApplicationStep]) -> list[Promise]:
    """Every promised date in order (R5)."""
    found: list[Promise] = []
    for step in steps:
        if step.due_at is None:
            continue
        before = found[-1].due if found else step.due_at
        other = last_day(before, clock.zone()) != last_day(step.due_at, clock.zone())
        found.append(Promise(step.at, step.due_at, before if other else None, step.verb, step.words))
    return found
