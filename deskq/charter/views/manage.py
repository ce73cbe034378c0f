"""Pages for staff: the sentences of the charter with their targets, and what citizens said was not so."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.charter import queries, readers, service
from deskq.charter.forms import PromiseForm, SettingForm
from deskq.charter.rules.measures import MEASURES, MESSAGE, TICKET
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.queue.models import Ticket
from deskq.ratings.labels import short_period
from deskq.units import queries as unit_queries
from deskq.web import filters
from deskq.web.forms import read

blueprint = Blueprint("manage_charter", __name__, url_prefix="/manage/charter")
ACT = "charter.manage"
COLUMNS = ("offered", "text_fa", "text_en", "target", "minutes")


@blueprint.get("")
def edit() -> str:
    return _page(_stored())


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        promises, setting = _read()
        half = queries.pending_half(db.session(), caller.office_id)
        with admin_pages.editing(caller, _stored):
            service.save_charter(caller.office_id, caller.by, promises, setting.unit_id, (half, setting.report_day))
        admin_pages.done(gettext("Charter saved."))
        return url_for("manage_charter.edit")

    return admin_pages.submit(do, _page)


@blueprint.get("/objections")
def objections() -> str:
    caller, session = _reader(), db.session()
    rows = queries.objections(session, caller.office_id)
    return admin_pages.render(
        "charter/objections.html",
        rows=rows,
        counts=queries.counts(session, caller.office_id),
        promises=queries.promises(session, caller.office_id),
        sentence=queries.sentence,
        open_messages=_messages_open_to(caller, [row.subject for row, _ in rows]),
        visits=_visits(caller, [row.subject for row, _ in rows]),
    )


def _visits(caller: Caller, subjects: Sequence[str]) -> dict[str, list[str]]:
    """{subject: what was measured of that visit}: who reads it need not be somebody who may open tickets."""
    config = config_cache.of(db.session(), caller.office_id)
    found = queries.visits(db.session(), caller.office_id, _ids(subjects, TICKET))
    return {f"{TICKET}:{number}": _measured(row, config) for number, row in found.items()}


def _measured(row: Ticket, config: OfficeConfig) -> list[str]:
    facts = [filters.named(config.services[row.service_id].name), filters.jdate(row.arrived_at)]
    counter = config.counters.get(row.counter_id or 0)
    if counter is not None:
        facts.append(gettext("Counter %(number)s", number=filters.digits(counter.number)))
    if row.first_wait is not None:
        facts.append(gettext("Waited %(n)s min", n=filters.minutes(row.first_wait / 1_000_000)))
    return facts


def _ids(subjects: Sequence[str], kind: str) -> list[int]:
    return [int(number) for about, _, number in (one.partition(":") for one in subjects) if about == kind]


def _messages_open_to(caller: Caller, subjects: Sequence[str]) -> set[str]:
    """The subjects that are messages which this person may open: others are not even named by their address."""
    ids = _ids(subjects, MESSAGE)
    if not ids or not permissions.may(caller.role, "messages.work"):
        return set()
    viewer = viewers.viewer(db.session(), caller.office_id, caller.person_id or 0, clock.today())
    return {f"{MESSAGE}:{row.id}" for row in message_queries.seen_among(db.session(), caller.office_id, viewer, ids)}


@blueprint.post("/objections/<int:objection_id>")
def mark_seen(objection_id: int) -> Response | tuple[str, int]:
    caller, person = _reader(), identity.signed_in()
    assert person is not None

    def do() -> str:
        seen = request.form.get("seen") == "1"
        service.mark_seen(caller.office_id, caller.by, person.id, objection_id, seen)
        admin_pages.done(gettext("Marked as looked into.") if seen else gettext("Taken back."))
        return url_for("manage_charter.objections")

    return admin_pages.submit(do, lambda form: objections())


def _reader() -> Caller:
    caller = identity.staff_caller()
    permissions.check(caller.role if caller else None, "account.own")
    assert caller is not None
    if not readers.may_read(db.session(), caller.office_id, caller.person_id or 0, caller.role):
        raise Forbidden
    return caller


def _read() -> tuple[dict[str, dict[str, Any]], SettingForm]:
    """``InvalidInput`` names the field of each wrong cell."""
    wrong: dict[str, str] = {}
    promises: dict[str, dict[str, Any]] = {}
    for code in MEASURES:
        cells = {column: sent for column in COLUMNS if (sent := request.form.get(f"{column}-{code}"))}
        try:
            promises[code] = read(PromiseForm, cells).model_dump()
        except InvalidInput as problem:
            wrong |= {f"{column}-{code}": text for column, text in problem.fields.items()}
    chosen = {name: request.form[name] for name in ("unit_id", "report_day") if request.form.get(name)}
    try:
        setting = read(SettingForm, chosen)
    except InvalidInput as problem:
        raise InvalidInput({**wrong, **problem.fields}) from None
    if wrong:
        raise InvalidInput(wrong)
    return promises, setting


def _stored() -> FilledForm:
    """The stored sentences; before the first time, those that are suggested, none ticked."""
    office_id = identity.require(ACT).office_id
    rows = {row.code: row for row in queries.promises(db.session(), office_id)}
    values: dict[str, Any] = {}
    for code, measure in MEASURES.items():
        row = rows.get(code)
        kept = (
            (row.offered, *row.text, row.target, row.minutes)
            if row
            else (False, *measure.text, measure.target, measure.minutes)
        )
        values |= {f"{column}-{code}": value for column, value in zip(COLUMNS, kept, strict=True)}
    setting = queries.setting(db.session(), office_id)
    day = queries.announced(db.session(), office_id, queries.pending_half(db.session(), office_id))
    values |= {"unit_id": setting.unit_id if setting else None, "report_day": jalali.short_date(day) if day else ""}
    return admin_pages.stored(values)


def _page(form: FilledForm) -> str:
    office_id = identity.require(ACT).office_id
    units = [(row.id, filters.named(row.name)) for row in unit_queries.units(db.session(), office_id) if row.offered]
    half = queries.pending_half(db.session(), office_id)
    return admin_pages.render(
        "charter/manage.html",
        form=form,
        measures=MEASURES,
        units=[("", gettext("the inspectorate")), *units],
        half=short_period("half", half.code),
        report=queries.next_report(db.session(), office_id),
    )
