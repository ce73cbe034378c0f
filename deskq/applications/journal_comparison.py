"""Compares applications with the journal: state, promised time, objection, stages and missing documents."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from deskq.applications import events
from deskq.applications.models import Application, ApplicationDocument, ApplicationStage
from deskq.applications.queries.rebuild import Rebuilt, rebuild
from deskq.core.db.journal_comparison import BLOCK, Difference, as_told, missing, of_kinds, unequal, unknown

KINDS = (
    events.ApplicationOpened,
    events.ApplicationMoved,
    events.ApplicationTakenBack,
    events.ApplicationImported,
    events.ApplicationDocuments,
)


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """The journal is read once for each block of applications: it has no index of them."""
    after, rows = 0, _applications(session, office_id, 0)
    while rows:
        last = int(rows[-1]["id"])
        yield from _of_block(session, office_id, rows, (after, last))
        after, rows = last, _applications(session, office_id, last)
    yield from _of_block(session, office_id, (), (after, None))


def _of_block(
    session: Session, office_id: int, rows: Sequence[RowMapping], ids: tuple[int, int | None]
) -> Iterator[Difference]:
    told = rebuild(_entries(session, office_id, ids))
    ids_of_rows = [row["id"] for row in rows]
    stages = _by_application(session, ApplicationStage.state, ApplicationStage, ids_of_rows)
    received = _by_application(session, ApplicationDocument.received_at, ApplicationDocument, ids_of_rows)
    for row in rows:
        what, rebuilt = f"application {row['id']} ({row['code']})", told.pop(row["id"], None)
        if rebuilt is None:
            yield unknown(what)
            continue
        absent = {code for code, at in received.get(row["id"], {}).items() if at is None}
        stored = {
            "state": row["state"], "objected": row["objected"], "stages": stages.get(row["id"], {}),
            "due": as_told(row["due_at"], rebuilt.due), "missing documents": absent,
        }  # fmt: skip
        yield from unequal(what, stored, _facts(rebuilt))
    yield from (missing(f"application {application}") for application in told)


def _facts(rebuilt: Rebuilt) -> dict[str, Any]:
    progress = rebuilt.progress
    return {
        "state": progress.state, "objected": progress.objected, "stages": dict(progress.stages),
        "due": rebuilt.due, "missing documents": set(rebuilt.missing),
    }  # fmt: skip


def _entries(session: Session, office_id: int, ids: tuple[int, int | None]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    first, last = ids
    for entry in of_kinds(session, office_id, *KINDS):
        facts = entry.facts
        if first < facts["application"] and (last is None or facts["application"] <= last):
            yield entry.kind, facts


def _applications(session: Session, office_id: int, after: int) -> Sequence[RowMapping]:
    one = Application
    wanted = select(one.id, one.code, one.state, one.objected, one.due_at).where(one.office_id == office_id)
    return session.execute(wanted.where(one.id > after).order_by(one.id).limit(BLOCK)).mappings().all()


def _by_application(session: Session, column: Any, model: Any, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{application: {code: value}}, in the order of its rows."""
    if not ids:
        return {}
    wanted = select(model.application_id, model.code, column)
    found: dict[int, dict[str, Any]] = {}
    for application, code, value in session.execute(wanted.where(model.application_id.between(ids[0], ids[-1]))):
        found.setdefault(application, {})[code] = value
    return found
