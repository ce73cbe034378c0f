"""An application as the API shows it, without who applied."""

from datetime import UTC, date, datetime
from typing import Literal

from pydantic import BaseModel

from deskq.api import schemas
from deskq.applications.models import Application
from deskq.applications.queries.shown import ShownApplication, shown
from deskq.core.extensions import db
from deskq.core.text.names import Name

State = Literal[
    "open", "incomplete", "payment", "applicant", "outside", "objected", "finished", "refused", "withdrawn"
]  # fmt: skip
StageState = Literal["to_come", "here", "documents", "payment", "applicant", "outside", "done", "skipped"]


class StageOut(BaseModel):
    code: str
    name: schemas.NameOut
    unit: schemas.NameOut
    state: StageState
    due_at: datetime | None


class PaidOut(BaseModel):
    """A bill that was paid; ``amount``: in rials, null where it was not recorded."""

    stage: str
    bill_number: str
    amount: int | None
    reference: str


class ResultOut(BaseModel):
    """``where``: it is handed over, in the words of the office; null: at the service desk or the unit of the last
    stage. ``keep_until``, ``valid_until`` (the last day): null where the office has not said it."""

    ready_at: datetime
    where: schemas.NameOut | None
    keep_until: datetime | None
    valid_until: date | None


class ApplicationOut(BaseModel):
    """``first_due_at``: the first promised time; ``paused_at``: since when the application is paused. During the
    pause ``due_at`` is the time promised before it; it moves when the pause ends. ``missing``: codes of missing
    documents. ``refund``: of one refused or withdrawn after a payment, what the office says about the money; null where
    it says nothing. ``result``: null before it is ready."""

    id: int
    code: str
    service: str
    version: int
    state: State
    parcel_code: str
    file_number: str
    opened_at: datetime
    first_due_at: datetime
    due_at: datetime
    paused_at: datetime | None
    ended_at: datetime | None
    missing: list[str]
    stages: list[StageOut]
    paid: list[PaidOut]
    refund: schemas.NameOut | None
    result: ResultOut | None


def out(application: Application) -> ApplicationOut:
    detail = shown(db.session(), application)
    same = ("id", "code", "state", "parcel_code", "file_number")
    return ApplicationOut(
        **{name: getattr(application, name) for name in same},
        service=detail.sheet_code,
        version=detail.version,
        opened_at=application.opened_at.astimezone(UTC),
        first_due_at=application.first_due_at.astimezone(UTC),
        due_at=application.due_at.astimezone(UTC),
        paused_at=detail.pause.since.astimezone(UTC) if detail.pause is not None else None,
        ended_at=application.ended_at.astimezone(UTC) if application.ended_at is not None else None,
        missing=[document.code for document in detail.missing],
        stages=[
            StageOut(
                code=stage.row.code,
                name=schemas.name(stage.stage.name),
                unit=schemas.name(stage.unit.name),
                state=stage.row.state,
                due_at=stage.row.due_at.astimezone(UTC) if stage.row.due_at is not None else None,
            )
            for stage in detail.stages
        ],
        paid=[
            PaidOut(stage=bill.stage, bill_number=bill.number, amount=bill.amount, reference=bill.reference)
            for bill in detail.paid
        ],
        refund=_said(detail.content.refund) if detail.no_result and detail.paid else None,
        result=_result(detail),
    )


def _said(name: Name) -> schemas.NameOut | None:
    return schemas.name(name) if name.fa else None


def _result(detail: ShownApplication) -> ResultOut | None:
    result = detail.result
    if result is None:
        return None
    return ResultOut(
        ready_at=result.ready_at.astimezone(UTC),
        where=_said(detail.content.handover),
        keep_until=result.keep_until.astimezone(UTC) if result.keep_until is not None else None,
        valid_until=result.valid_until,
    )
