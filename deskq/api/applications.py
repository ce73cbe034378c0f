"""Applications: list, open, look up by tracking code, act on stages. Without personal data."""

from typing import Annotated, Literal

from flask import request
from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api.application_out import ApplicationOut, out
from deskq.api.endpoint import endpoint
from deskq.api.idempotency import request_key
from deskq.application_opening.rules import MissingAtOnce, Mode, NotAtOnce
from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import (
    MOST_HEIRS,
    Heir,
    NewApplication,
    NotReceivedNow,
    SameParcelOpen,
)
from deskq.applications.queries import application as queries
from deskq.applications.queries import inbox
from deskq.applications.rules.progress import (
    NotOptional,
    NotPossible,
    StageDone,
    StageRuns,
    StageToCome,
    StageWaits,
    UnknownStage,
)
from deskq.applications.service import stages
from deskq.applications.service.edit import Action
from deskq.core import secrets
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.messages.rules.visibility import Viewer
from deskq.queue.service.issue import KeyReused
from deskq.service_sheets.rules.content import UnknownSheet
from deskq.web.forms import Form

ACT = "applications.exchange"
Short = Annotated[str, Field(max_length=40)]
Line = Annotated[str, Field(max_length=200)]
#: An integration reads all applications of its office, as the supervisor of the desk does.
ALL = Viewer(0, "supervisor", frozenset())


class ListQuery(Form):
    """``page``: from 0, fifty on each."""

    state: Literal["open", "ended"] = "open"
    parcel: Short = ""
    page: Annotated[int, Field(ge=0, le=10_000)] = 0


class HeirIn(Form):
    """``share``: as in the certificate of heirs, "1/8"; ``deed``: number of the power of attorney of the person
    who signs for this heir."""

    name: Line
    national_id: Short = ""
    share: Annotated[str, Field(max_length=15)] = ""
    deed: Line = ""


class ApplicationIn(Form):
    """``service``: code of its sheet; ``yes``: questions answered with yes; ``received``: codes of documents; ``mode``:
    "at_once" opens and finishes it, ``result`` is then read by the applicant."""

    service: Short
    kind: Literal["owner", "proxy", "heirs"] = "owner"
    name: Line
    phone: Short = ""
    national_id: Short = ""
    deed: Line = ""
    texts: bool = True
    file_number: Short = ""
    parcel_code: Short = ""
    yes: Annotated[list[Short], Field(max_length=20)] = []
    received: Annotated[list[Short], Field(max_length=60)] = []
    another: bool = False
    heirs: Annotated[list[HeirIn], Field(max_length=MOST_HEIRS)] = []
    language: Literal["fa", "en"] = "fa"
    mode: Mode = "date"
    result: Annotated[str, Field(max_length=2000)] = ""


class StageIn(Form):
    """``words``: read by the applicant (of ``wait_documents`` the names of the documents, one in each line)."""

    words: Annotated[str, Field(max_length=2000)]
    bill_number: Short = ""
    payment_id: Short = ""
    reference: Short = ""


class ApplicationList(BaseModel):
    applications: list[ApplicationOut]
    more: bool


@endpoint(
    "GET", "/applications", act=ACT, query=ListQuery, answer=ApplicationList, refusals=(InvalidInput,),
    limit="120 per minute",
)  # fmt: skip
def list_applications(caller: Caller, query: ListQuery) -> ApplicationList:
    """List applications, open ones by their promise, ended ones by their end."""
    found = inbox.page(db.session(), caller.office_id, ALL, query.state, query.page, query.parcel)
    return ApplicationList(applications=[out(row.application) for row in found.rows], more=found.more)


@endpoint(
    "POST", "/applications", act=ACT, body=ApplicationIn, answer=ApplicationOut, status=201,
    refusals=(InvalidInput, KeyReused, UnknownSheet, NotReceivedNow, SameParcelOpen, NotAtOnce, MissingAtOnce),
)  # fmt: skip
def create_application(caller: Caller, form: ApplicationIn) -> ApplicationOut:
    """Open an application, or open and finish it at once."""
    given = request.headers.get("Idempotency-Key")
    key = request_key(caller, given) if given else secrets.new()
    content = form.model_dump(exclude={"service", "yes", "received", "heirs", "mode"})
    heirs = tuple(Heir(**one.model_dump()) for one in form.heirs)
    typed = NewApplication(
        form.service, yes=frozenset(form.yes), received=frozenset(form.received), heirs=heirs,
        at_once=form.mode == "at_once", **content,
    )  # fmt: skip
    return out(create.open_application(caller.office_id, caller.by, None, typed, key))


@endpoint(
    "GET", "/applications/<code>", act=ACT, answer=ApplicationOut, refusals=(NotFound, tracking_code.WrongCode),
    limit="600 per minute",
)  # fmt: skip
def show_application(caller: Caller, code: str) -> ApplicationOut:
    """State of an application by its tracking code."""
    found = queries.by_code(db.session(), caller.office_id, tracking_code.read(code))
    if found is None:
        raise NotFound
    return out(found)


@endpoint(
    "POST", "/applications/<int:application_id>/stages/<stage>/<verb>", act=ACT, body=StageIn, answer=ApplicationOut,
    refusals=(InvalidInput, NotFound, UnknownStage, NotPossible, StageDone, StageToCome, StageWaits, StageRuns,
              NotOptional, stages.DocumentsMissing),
)  # fmt: skip
def act_on_stage(caller: Caller, application_id: int, stage: str, verb: str, form: StageIn) -> ApplicationOut:
    """Do a verb of a stage: complete, skip, wait_documents, wait_payment, wait_applicant, wait_outside, resume."""
    action = Action(caller.office_id, caller.by, None, application_id)
    match verb:
        case "complete":
            made = stages.complete(action, stage, form.words)
        case "skip":
            made = stages.skip(action, stage, form.words)
        case "wait_documents":
            made = stages.ask_documents(action, stage, form.words)
        case "wait_payment":
            made = stages.ask_payment(action, stage, form.bill_number, form.payment_id)
        case "wait_applicant" | "wait_outside":
            made = stages.wait(action, stage, form.words, verb.removeprefix("wait_"))
        case "resume":
            made = stages.resume(action, stage, form.reference)
        case _:
            raise NotFound
    return out(made)
