"""Writes what a piece of a table makes: many rows with few statements, each application with its event."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from deskq.application_exchange.examine import Office, Planned
from deskq.application_exchange.models import PropertyFile
from deskq.application_exchange.rows import FileRow
from deskq.application_exchange.rules.plan import Step
from deskq.application_exchange.statements import (
    CHANGE,
    CHANGE_APPLICANT,
    CHANGE_STAGE,
    INSERT_APPLICANT,
    INSERT_KEY,
    INSERT_STAGE,
    INSERT_STEP,
    PERSON,
)
from deskq.application_figures import keep
from deskq.applications.events import ApplicationImported
from deskq.applications.models import (
    OPENED_ELSEWHERE,
    Application,
    national_index,
    phone_index,
)
from deskq.applications.rules.history import graph_text, states_text
from deskq.applications.rules.progress import LIVE, PAUSED_STATES, PRESENT
from deskq.core import clock
from deskq.core.text import jalali
from deskq.core.transactions import Transaction
from deskq.messages import tracking_code
from deskq.messages.events import moment
from deskq.messages.models import Message
from deskq.service_sheets.rules import graph


def applications(tx: Transaction, office: Office, planned: Sequence[Planned], by_import: str) -> tuple[int, int, int]:
    """Write them; returns how many were made, changed, and were so already."""
    made = [one for one in planned if one.before is None]
    changed = [one for one in planned if one.before is not None and not one.is_same]
    ids = _make(tx, office, made, by_import)
    _change(tx, office, changed)
    stored = [(found, one) for found, one in zip(ids, made, strict=True)]
    stored += [(one.before.row.id, one) for one in changed if one.before is not None]
    steps = [_step(found, step, by_import) for found, one in stored for step in one.after.steps]
    INSERT_STEP.send_many(tx.connection, steps)
    keep.keep_anew(tx.session, [found for found, one in stored if _has_figures(one)], office.calendar)
    for found, one in stored:
        _record(tx, office, found, one)
    return len(made), len(changed), len(planned) - len(made) - len(changed)


def _has_figures(one: Planned) -> bool:
    """Whether what was kept of it, or is to be kept, follows from its new steps."""
    return any(one.before is not None or step.verb in keep.ENDING_VERBS for step in one.after.steps)


def _record(tx: Transaction, office: Office, application_id: int, one: Planned) -> None:
    after = one.after
    tx.record(
        ApplicationImported(
            application_id,
            one.sheet.sheet.code,
            one.sheet.version.number,
            graph_text(one.sheet.content.stages),
            states_text({code: stage.state for code, stage in after.stages.items()}),
            after.state,
            moment(_due(office, one)),
            len(after.steps),
        )
    )


def _due(office: Office, one: Planned) -> datetime:
    """The promise; where the table has none, what the sheet says."""
    if one.after.due_at is not None:
        return one.after.due_at
    return office.end_of_day(one.after.opened_at, graph.days_needed(one.sheet.content.stages))


def _make(tx: Transaction, office: Office, made: Sequence[Planned], by_import: str) -> list[int]:
    if not made:
        return []
    codes = _fresh_codes(tx, len(made))
    rows = [
        {
            "office_id": tx.office_id, "code": code, "request_key": OPENED_ELSEWHERE + code, "language": "fa",
            "sheet_id": one.sheet.sheet.id, "version_id": one.sheet.version.id, "turn": 0,
            "file_number": "", "parcel_code": "",
            "day": jalali.day_at(one.after.opened_at, clock.zone()), "first_due_at": _due(office, one),
            **_times(office, one), **one.texts,
        }
        for code, one in zip(codes, made, strict=True)
    ]  # fmt: skip
    returned = insert(Application).returning(Application.id, sort_by_parameter_order=True)
    ids = list(tx.connection.execute(returned, rows).scalars())
    pairs = list(zip(ids, made, strict=True))
    INSERT_APPLICANT.send_many(tx.connection, [_applicant(found, one) for found, one in pairs])
    INSERT_STAGE.send_many(tx.connection, [row for found, one in pairs for row in _stages(office, found, one)])
    opened = [
        {**_step(found, Step("open", "", one.after.opened_at), by_import), "due_at": one.after.due_at}
        for found, one in pairs
    ]
    INSERT_STEP.send_many(tx.connection, opened)
    keys = [{"application_id": found, "office_id": tx.office_id, "key": one.key} for found, one in pairs]
    INSERT_KEY.send_many(tx.connection, keys)
    return ids


def _fresh_codes(tx: Transaction, many: int) -> list[str]:
    """Codes that neither an application nor a message has."""
    found: set[str] = set()
    while len(found) < many:
        new = {tracking_code.new() for _ in range(many - len(found))}
        for table in (Application, Message):
            taken = select(table.code).where(table.office_id == tx.office_id, table.code.in_(new))
            new -= set(tx.connection.execute(taken).scalars())
        found |= new
    return list(found)


def _times(office: Office, one: Planned) -> dict[str, Any]:
    """State and times of an application. Of one that has ended nothing is amber or red any more."""
    after, due = one.after, _due(office, one)
    live = after.state in LIVE
    ages = office.deadline_times(after.opened_at, due) if live and due > after.opened_at else None
    waits = [stage.since for stage in after.stages.values() if stage.since is not None]
    return {
        "state": after.state,
        "objected": after.objected,
        "opened_at": after.opened_at,
        "due_at": due,
        "amber_at": ages.amber_at if ages else due,
        "red_at": ages.red_at if ages else due,
        "paused_at": max(waits) if after.state in PAUSED_STATES and waits else None,
        "ended_at": None if live else after.ended_at,
    }


def _applicant(application_id: int, one: Planned) -> dict[str, Any]:
    blank = dict.fromkeys(PERSON, "") | {"kind": "owner"}
    return {"application_id": application_id, "texts": False, **_indexed(blank | one.person)}


def _indexed(person: dict[str, Any]) -> dict[str, Any]:
    indexes = {
        "phone_index": phone_index(person["phone"]), "national_index": national_index(person["national_id"]),
    }  # fmt: skip
    return person | indexes


def _stages(office: Office, application_id: int, one: Planned) -> list[dict[str, Any]]:
    return [
        {
            "application_id": application_id, "position": position, "code": node.code,
            "unit_id": office.units[node.unit], "bill_number": "", "payment_id": "", "reference": "",
            **_stage_times(office, one, node.code),
        }
        for position, node in enumerate(one.sheet.content.stages)
    ]  # fmt: skip


def _stage_times(office: Office, one: Planned, code: str) -> dict[str, Any]:
    """A stage that lies with somebody now is due by its days; of one that is over nobody promised a date."""
    stage = one.after.stages[code]
    times = dict.fromkeys(("due_at", "amber_at", "red_at"))
    if stage.state in PRESENT and stage.begun_at is not None and one.after.state in LIVE:
        due = office.end_of_day(stage.begun_at, one.sheet.content.stage(code).days)
        times = {"due_at": due, "amber_at": due, "red_at": due}
        if due > stage.begun_at:
            ages = office.deadline_times(stage.begun_at, due)
            times = {"due_at": due, "amber_at": ages.amber_at, "red_at": ages.red_at}
    return {
        "state": stage.state, "begun_at": stage.begun_at, "ended_at": stage.ended_at, "waits_since": stage.since,
        **times,
    }  # fmt: skip


def _step(application_id: int, step: Step, by_import: str) -> dict[str, Any]:
    return {
        "application_id": application_id, "at": step.at, "verb": step.verb, "stage": step.stage, "by": by_import,
        "person_id": None, "due_at": step.due, "words": step.words, "note": step.note,
    }  # fmt: skip


def _change(tx: Transaction, office: Office, changed: Sequence[Planned]) -> None:
    CHANGE.send_many(tx.connection, [_changed(office, one) for one in changed])
    people = [_changed_person(one) for one in changed if one.person]
    CHANGE_APPLICANT.send_many(tx.connection, people)
    stages = [row for one in changed for row in _changed_stages(office, one)]
    CHANGE_STAGE.send_many(tx.connection, stages)


def _changed(office: Office, one: Planned) -> dict[str, Any]:
    assert one.before is not None
    row, before, after = one.before.row, one.before.state, one.after
    first_promise = before.due_at is None and after.due_at is not None
    return {
        "of": row.id, **_times(office, one),
        "file_number": row.file_number, "parcel_code": row.parcel_code, **one.texts,
        "first_due_at": after.due_at if first_promise else row.first_due_at,
        "day": jalali.day_at(after.opened_at, clock.zone()),
    }  # fmt: skip


def _changed_person(one: Planned) -> dict[str, Any]:
    assert one.before is not None
    known = one.before.applicant
    person = _indexed({name: getattr(known, name) for name in PERSON} | one.person)
    return {"of": known.application_id, **person}


def _changed_stages(office: Office, one: Planned) -> list[dict[str, Any]]:
    assert one.before is not None
    before, mine = one.before.state.stages, one.before.row.id
    return [
        {"of": mine, "stage": code, **_stage_times(office, one, code)}
        for code, stage in one.after.stages.items()
        if stage != before[code]
    ]


def files(tx: Transaction, found: Sequence[tuple[FileRow, PropertyFile | None]]) -> tuple[int, int, int]:
    """Write property files; returns as ``applications``."""
    made = [
        {"office_id": tx.office_id, "number": row.key, "parcel_code": row.parcel_code, "address": row.address}
        for row, stored in found
        if stored is None
    ]
    if made:
        tx.connection.execute(insert(PropertyFile), made)
    changed = 0
    for row, stored in found:
        if stored is None:
            continue
        address = row.address or stored.address
        if (stored.parcel_code, stored.address) != (row.parcel_code, address):
            stored.parcel_code, stored.address = row.parcel_code, address
            changed += 1
    return len(made), changed, len(found) - len(made) - changed
