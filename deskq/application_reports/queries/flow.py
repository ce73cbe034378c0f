"""The way of a service's applications in a period: what passed each stage, from where, and how long it took there."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.application_figures.models import ApplicationStageTime
from deskq.application_reports.rules import StageFigures, days
from deskq.applications.models import Application, ApplicationStage
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.reports.period.rules import DateRange


@dataclass(frozen=True, slots=True)
class Flow:
    """``stages``: {code: figures of those that ended}; ``ways``: {(from, to): applications}, stages that were skipped
    passed over; ``here``: {code: applications in it now}."""

    stages: dict[str, StageFigures]
    ways: Counter[tuple[str, str]]
    here: Counter[str]

    @property
    def bottleneck(self) -> str | None:
        """The stage that took most of the town's working days; None where nothing took any."""
        by_days = {code: days(figures.town) for code, figures in self.stages.items()}
        found = max(by_days, key=lambda code: (by_days[code], code), default=None)
        return found if found is not None and by_days[found] else None


def flow(session: Session, sheet_id: int, asked: DateRange) -> Flow:
    row = ApplicationStageTime
    columns = (row.code, row.how, row.unit_id, row.town, row.applicant, row.outside, row.came_from)
    wanted = select(*columns, func.count()).where(row.sheet_id == sheet_id, row.day.between(*asked.days))
    stages: dict[str, StageFigures] = {}
    ways: Counter[tuple[str, str]] = Counter()
    for code, how, _unit, town, applicant, outside, came_from, many in session.execute(wanted.group_by(*columns)):
        stages.setdefault(code, StageFigures()).add(how, (town, applicant, outside), many)
        if how != "skipped":
            for before in came_from.split():
                ways[before, code] += many
    return Flow(stages, ways, _here(session, sheet_id))


def _here(session: Session, sheet_id: int) -> Counter[str]:
    stage = ApplicationStage
    wanted = (
        select(stage.code, func.count())
        .join(Application, Application.id == stage.application_id)
        .where(Application.sheet_id == sheet_id, Application.state.in_(LIVE), stage.state.in_(PRESENT))
    )
    return Counter({code: many for code, many in session.execute(wanted.group_by(stage.code))})
