"""Opens an application: it gets its code, its stages and its promise at once."""

from dataclasses import replace
from datetime import datetime

from deskq.application_opening.queries import visitor
from deskq.application_opening.service import at_once
from deskq.application_opening.service.new_application import (
    ApplicationSentAlready,
    NewApplication,
    NotReceivedNow,
    SameParcelOpen,
    cleaned,
)
from deskq.applications.events import ApplicationOpened
from deskq.applications.models import (
    Applicant,
    Application,
    ApplicationDocument,
    ApplicationHeir,
    ApplicationStage,
    ApplicationStep,
    national_index,
    phone_index,
)
from deskq.applications.queries import application as queries
from deskq.applications.rules import progress
from deskq.applications.rules.history import graph_text
from deskq.applications.rules.progress import PAUSES
from deskq.applications.service.edit import begin_stage, loaded
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.document_scans.service import drafts
from deskq.messages import tracking_code
from deskq.messages.events import moment
from deskq.messages.queries import deadlines as deadline_queries
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import deadlines
from deskq.queue import queries as queue_queries
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import Document, is_received, required
from deskq.units import queries as unit_queries


def open_application(
    office_id: int, by: str, person_id: int | None, typed: NewApplication, request_key: str
) -> Application:
    """Store an application. The same ``request_key`` again gives the one it made the first time, or
    ``ApplicationSentAlready`` if it is another applicant, place or service. ``SameParcelOpen`` where there is one
    already and ``another`` does not ask for a second; ``NotAtOnce`` where it cannot be done now."""
    with transaction(office_id, by) as tx:
        known = queries.by_request_key(tx.session, office_id, request_key)
        typed = cleaned(_with_number_of_ticket(tx, typed))
        if known is not None:
            return _same(tx, known, typed)
        sheet = sheet_queries.sheet(tx.session, office_id, typed.sheet)
        scanned = drafts.scanned(tx, person_id, request_key)
        needed = required(sheet.content, typed.yes)
        everything = frozenset(one.code for one in needed) if typed.all_received else frozenset()
        typed = replace(typed, received=typed.received | scanned | everything)
        _check(tx, typed, sheet)
        application = _application(tx, typed, sheet, person_id, request_key)
        tx.session.add(application)
        tx.session.flush()
        tx.session.add(_applicant(application.id, typed))
        tx.session.add_all(_heirs(application.id, typed))
        tx.session.add_all(_document(application.id, one, typed, tx.at) for one in needed)
        drafts.hand_over(tx, person_id, request_key, application.id, {one.code for one in needed})
        missing = [one.code for one in needed if one.code not in typed.received]
        _begin(tx, application, sheet, missing)
        if typed.at_once:
            at_once.finish(loaded(tx, application.id, person_id), missing, typed.result)
        elif not missing and _is_opening(sheet):
            loaded(tx, application.id, person_id).move("complete", sheet.content.stages[0].code)
        return application


def _with_number_of_ticket(tx: Transaction, typed: NewApplication) -> NewApplication:
    """The clerk need not read it: it goes from the ticket into the application."""
    if not typed.ticket_phone or typed.phone.strip() or typed.ticket_id is None:
        return typed
    return replace(typed, phone=visitor.number(tx.session, tx.office_id, typed.ticket_id) or "")


def _same(tx: Transaction, known: Application, typed: NewApplication) -> Application:
    """The application, if this is about it. Of an erased applicant nothing is left to compare."""
    stored = queries.applicant(tx.session, known.id)
    code = sheet_queries.version(tx.session, known.version_id).sheet.code
    pairs = [(code, typed.sheet), (known.parcel_code, typed.parcel_code), (known.file_number, typed.file_number)]
    if stored.erased_at is None:
        pairs += [(getattr(stored, name), getattr(typed, name)) for name in ("kind", "name", "phone", "national_id")]
    if any(one != other for one, other in pairs):
        raise ApplicationSentAlready
    return known


def _is_opening(sheet: CurrentSheet) -> bool:
    """The first stage is the opening itself: done at the desk, without days of its own."""
    first = sheet.content.stages[0]
    return first.at_desk and not first.days and first.kind == "work"


def _check(tx: Transaction, typed: NewApplication, sheet: CurrentSheet) -> None:
    today = clock.local(tx.at).date().isoformat()
    if not sheet.sheet.offered or not is_received(sheet.content, today):
        raise NotReceivedNow
    ticket_id = typed.ticket_id
    if ticket_id is not None and queue_queries.ticket_of(tx.session, tx.office_id, ticket_id) is None:
        raise InvalidInput({"ticket_id": N_("There is no such ticket.")})
    alone = typed.another or not typed.parcel_code
    if not alone and queries.open_of_parcel(tx.session, tx.office_id, sheet.sheet.id, typed.parcel_code):
        raise SameParcelOpen


def _application(
    tx: Transaction, typed: NewApplication, sheet: CurrentSheet, person_id: int | None, key: str
) -> Application:
    calendar = deadline_queries.calendar(tx.session, tx.office_id)
    due = calendar.end_of_day(tx.at, graph.days_needed(sheet.content.stages))
    times = deadlines.deadline_times(calendar, tx.at, due)
    return Application(
        office_id=tx.office_id,
        code=_fresh_code(tx),
        request_key=key,
        sheet_id=sheet.sheet.id,
        version_id=sheet.version.id,
        language=typed.language,
        state="open",
        ticket_id=typed.ticket_id,
        taken_by_id=person_id,
        file_number=typed.file_number,
        parcel_code=typed.parcel_code,
        day=jalali.day_at(tx.at, clock.zone()),
        opened_at=tx.at,
        first_due_at=due,
        due_at=due,
        amber_at=times.amber_at,
        red_at=times.red_at,
    )


def _begin(tx: Transaction, application: Application, sheet: CurrentSheet, missing: list[str]) -> None:
    """Its stages, the first step of its history with the promise, and the event."""
    stages, calendar = sheet.content.stages, deadline_queries.calendar(tx.session, tx.office_id)
    begun = progress.begin(stages, bool(missing))
    units = {one.code: one.id for one in unit_queries.units(tx.session, tx.office_id)}
    for position, one in enumerate(stages):
        row = ApplicationStage(
            application_id=application.id, position=position, code=one.code, unit_id=units[one.unit],
            state=begun.stages[one.code],
        )  # fmt: skip
        if row.state != "to_come":
            begin_stage(calendar, row, one.days, tx.at)
            row.waits_since = tx.at if row.state in PAUSES else None
        tx.session.add(row)
    application.state = begun.state
    application.paused_at = tx.at if begun.paused else None
    tx.session.add(
        ApplicationStep(
            application_id=application.id,
            at=tx.at,
            verb="open",
            person_id=application.taken_by_id,
            by=tx.by,
            due_at=application.due_at,
        )
    )
    tx.session.flush()
    due = moment(application.due_at)
    opened = (sheet.sheet.code, sheet.version.number, graph_text(stages), " ".join(missing), due)
    tx.record(ApplicationOpened(application.id, *opened))


def _applicant(application_id: int, typed: NewApplication) -> Applicant:
    return Applicant(
        application_id=application_id,
        kind=typed.kind,
        name=typed.name,
        phone=typed.phone,
        national_id=typed.national_id,
        deed=typed.deed,
        texts=typed.texts,
        phone_index=phone_index(typed.phone),
        national_index=national_index(typed.national_id),
    )


def _heirs(application_id: int, typed: NewApplication) -> list[ApplicationHeir]:
    return [
        ApplicationHeir(
            application_id=application_id, position=position, name=one.name, national_id=one.national_id,
            deed=one.deed, share=one.share, national_index=national_index(one.national_id),
        )
        for position, one in enumerate(typed.heirs)
    ]  # fmt: skip


def _document(application_id: int, needed: Document, typed: NewApplication, at: datetime) -> ApplicationDocument:
    received = at if needed.code in typed.received else None
    return ApplicationDocument(
        application_id=application_id, code=needed.code, name_fa=needed.name.fa, name_en=needed.name.en,
        received_at=received,
    )  # fmt: skip


def _fresh_code(tx: Transaction) -> str:
    """One that neither an application nor a message has: both are tracked on one page."""
    code = tracking_code.new()
    while any(one.by_code(tx.session, tx.office_id, code) is not None for one in (queries, message_queries)):
        code = tracking_code.new()
    return code
