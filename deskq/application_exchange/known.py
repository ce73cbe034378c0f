"""What is stored about the applications of a piece of a table, read with a few queries for all of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.application_exchange.models import ImportedApplication, PropertyFile
from deskq.application_exchange.rules.plan import StageTimes, State, Step
from deskq.applications.models import Applicant, Application, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.core import actors
from deskq.messages import tracking_code

#: Who acts for another software: an import, and a token of the API.
MACHINES = ("import", f"{actors.TOKEN}:")


@dataclass(frozen=True, slots=True)
class KnownApplication:
    row: Application
    applicant: Applicant
    state: State


def applications(session: Session, office_id: int, keys: Sequence[str]) -> dict[str, KnownApplication]:
    """{key: the application that has it}: the number of the other software, or the tracking code of deskq."""
    wanted = select(ImportedApplication.key, ImportedApplication.application_id)
    mine = wanted.where(ImportedApplication.office_id == office_id, ImportedApplication.key.in_(keys))
    ids = {key: found for key, found in session.execute(mine)}
    codes = {code: key for key in keys if key not in ids and (code := tracking_code.found_in(key)) is not None}
    if codes:
        by_code = select(Application.code, Application.id).where(
            Application.office_id == office_id, Application.code.in_(codes)
        )
        ids |= {codes[code]: found for code, found in session.execute(by_code)}
    if not ids:
        return {}
    found = _loaded(session, set(ids.values()))
    return {key: found[application_id] for key, application_id in ids.items()}


def _loaded(session: Session, ids: Collection[int]) -> dict[int, KnownApplication]:
    stages: dict[int, dict[str, StageTimes]] = defaultdict(dict)
    found = (ApplicationStage.application_id, ApplicationStage.code, ApplicationStage.state, ApplicationStage.begun_at,
             ApplicationStage.ended_at, ApplicationStage.waits_since)  # fmt: skip
    rows = select(*found).where(ApplicationStage.application_id.in_(ids))
    ordered = rows.order_by(ApplicationStage.application_id, ApplicationStage.position)
    for one, code, state, begun, ended, since in session.execute(ordered):
        stages[one][code] = StageTimes(state, begun, ended, since)
    steps: dict[int, list[Step]] = defaultdict(list)
    columns = (ApplicationStep.application_id, ApplicationStep.verb, ApplicationStep.stage, ApplicationStep.at,
               ApplicationStep.due_at, ApplicationStep.by, queries.stands())  # fmt: skip
    history = select(*columns).where(ApplicationStep.application_id.in_(ids)).order_by(ApplicationStep.id)
    for one, verb, code, at, due, by, stands in session.execute(history):
        steps[one].append(Step(verb, code, at, due=due, here=not by.startswith(MACHINES), stands=stands))
    applicants = select(Applicant).where(Applicant.application_id.in_(ids))
    by_id = {one.application_id: one for one in session.scalars(applicants)}
    wanted = select(Application).where(Application.id.in_(ids))
    return {
        one.id: KnownApplication(one, by_id[one.id], _state(one, stages[one.id], tuple(steps[one.id])))
        for one in session.scalars(wanted)
    }


def _state(row: Application, stages: dict[str, StageTimes], steps: tuple[Step, ...]) -> State:
    promised = any(step.due is not None for step in steps)
    due = row.due_at if promised else None
    return State(row.opened_at, due, stages, row.state, row.ended_at, row.objected, steps)


def property_files(session: Session, office_id: int, numbers: Collection[str]) -> dict[str, PropertyFile]:
    """{file number: the property file}."""
    wanted = select(PropertyFile).where(PropertyFile.office_id == office_id, PropertyFile.number.in_(numbers))
    return {one.number: one for one in session.scalars(wanted)}
