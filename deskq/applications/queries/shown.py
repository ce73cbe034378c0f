"""An application as pages and the API show it: stages, documents, promises, where it lies and who is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationDocument, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.queries import pauses, results
from deskq.applications.rules import bills, take_back
from deskq.applications.rules.bills import PaidBill
from deskq.applications.rules.pauses import Pause
from deskq.applications.rules.progress import LIVE, NO_RESULT, OVER, PRESENT, STAGE_VERBS
from deskq.applications.rules.result import Result
from deskq.core import clock
from deskq.messages.queries.viewers import substitutes_today
from deskq.messages.rules.deadlines import last_day
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Content, Stage
from deskq.staff.models import Person
from deskq.units import queries as unit_queries
from deskq.units.escalation_path import path_to_top
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
    #: While its clock stands.
    pause: Pause | None = None
    #: Once it is ready.
    result: Result | None = None

    @property
    def ended(self) -> bool:
        return self.application.state not in LIVE

    @property
    def standing(self) -> list[ApplicationStep]:
        """The steps that were not taken back."""
        return take_back.standing(self.steps)

    @property
    def taken_back(self) -> dict[int, ApplicationStep]:
        """{id of a step that took another one back: that step}"""
        by_id = {one.id: one for one in self.steps}
        return {one.id: by_id[one.takes_back_id] for one in self.steps if one.takes_back_id is not None}

    @property
    def here(self) -> list[ShownStage]:
        """The stages at which it is now."""
        return [] if self.ended else [one for one in self.stages if one.is_present]

    @property
    def missing(self) -> list[ApplicationDocument]:
        return [one for one in self.documents if one.received_at is None]

    @property
    def no_result(self) -> bool:
        """Refused or withdrawn."""
        return self.application.state in NO_RESULT

    @property
    def paid(self) -> tuple[PaidBill, ...]:
        return bills.paid([one.row for one in self.stages], self.standing)

    @property
    def cashier(self) -> Unit:
        """The unit whose bill was paid last."""
        stage = self.paid[-1].stage
        return next(one.unit for one in self.stages if one.row.code == stage)

    @property
    def over(self) -> int:
        return sum(one.is_over for one in self.stages)

    @property
    def said(self) -> ApplicationStep | None:
        """What was said last about a refusal, a withdrawal or an objection."""
        return self._last_said("refuse", "dismiss", "uphold", "withdraw", "object")

    @property
    def refusal(self) -> ApplicationStep | None:
        """The last refusal."""
        return self._last_said("refuse")

    def _last_said(self, *verbs: str) -> ApplicationStep | None:
        """The last step with words; of a refusal by a verdict, its newest correction."""
        last = next((one for one in reversed(self.standing) if one.verb in verbs and one.words), None)
        return self._corrected(last, "") if last is not None and last.verb == "refuse" else last

    def wait_reason(self, stage: str) -> str:
        """What the applicant was told about what this stage waits for; a stage that waits from its beginning, as that
        of a defence, has no such words."""
        moves = (one for one in reversed(self.standing) if one.stage == stage and one.verb in STAGE_VERBS)
        last = next(moves, None)
        if last is None or last.verb not in ("wait_applicant", "wait_outside"):
            return ""
        return (self._corrected(last, stage) if last.verb == "wait_applicant" else last).words

    def _corrected(self, step: ApplicationStep, stage: str) -> ApplicationStep:
        """The newest correction of the verdict that this step told of, or the step itself."""
        after = self.steps[self.steps.index(step) + 1 :]
        corrected = (one for one in reversed(after) if one.verb == "correct_verdict" and one.stage == stage)
        return next(corrected, step)


def shown(session: Session, application: Application, units: Mapping[int, Unit] | None = None) -> ShownApplication:
    """``units``: every one of the office, where they were read already."""
    sheet = sheet_queries.version(session, application.version_id)
    if units is None:
        units = {one.id: one for one in unit_queries.units(session, application.office_id)}
    rows = queries.stages(session, application.id)
    steps = queries.steps(session, application.id)
    people = _people(session, application.office_id, rows, units)
    return ShownApplication(
        application=application,
        sheet_code=sheet.sheet.code,
        version=sheet.version.number,
        content=sheet.content,
        stages=[
            ShownStage(row, sheet.content.stage(row.code), units[row.unit_id], people.get(row.code)) for row in rows
        ],
        documents=queries.documents(session, application.id),
        steps=steps,
        promises=_promises(steps),
        units=units,
        pause=pauses.pause(session, application),
        result=results.result(session, application, sheet.content, rows[-1]),
    )


def _people(
    session: Session, office_id: int, rows: list[ApplicationStage], units: Mapping[int, Unit]
) -> dict[str, Person]:
    """{stage: who finished it, or is responsible for it today: the head of its unit or, without one, the person who
    has been in it longest; where nobody is in it, those of the unit above; for people on leave their substitute}."""
    here = {row.code: units[row.unit_id] for row in rows if row.state in PRESENT}
    did = {row.code: row.person_id for row in rows if row.state not in PRESENT and row.person_id is not None}
    parents = {unit.id: unit.parent_id for unit in units.values()}
    ways = {code: [units[key] for key in path_to_top(parents, unit.id)] for code, unit in here.items()}
    asked = [unit for way in ways.values() for unit in way]
    ids = {*did.values(), *(unit.head_id for unit in asked if unit.head_id is not None)}
    without_head = {unit.id for unit in asked if unit.head_id is None}
    members = and_(Person.unit_id.in_(without_head), Person.active)
    wanted = select(Person).where(or_(Person.id.in_(ids), members)).order_by(Person.id.desc())
    people = {one.id: one for one in session.scalars(wanted)} if rows else {}
    first = {one.unit_id: one for one in people.values() if one.active}
    away = substitutes_today(session, office_id, clock.today()) if here else {}
    found = {code: people[person_id] for code, person_id in did.items() if person_id in people}
    for code, way in ways.items():
        each = (people.get(unit.head_id) if unit.head_id is not None else first.get(unit.id) for unit in way)
        person = next((one for one in each if one is not None), None)
        if person is not None:
            found[code] = away.get(person.id, person)
    return found


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
