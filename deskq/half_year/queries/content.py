"""Collects the public content of a report: released figures, promises and their review, new actions, the headline."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from deskq.charter import queries as charter_queries
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.half_year.models import CorrectiveAction, ReportVersion
from deskq.half_year.queries import findings, reports
from deskq.half_year.rules import disclosure
from deskq.half_year.rules.disclosure import Public
from deskq.half_year.rules.findings import CAUSE, SUBJECT
from deskq.half_year.rules.rolled_counts import released
from deskq.message_settings.models import Category
from deskq.published.queries import figures as public_figures
from deskq.published.rules.suppression import TOTAL
from deskq.units import queries as unit_queries


def public_content(
    session: Session,
    version: ReportVersion,
    promises: Sequence[CorrectiveAction],
    actions: Sequence[CorrectiveAction],
) -> Public:
    """The content of a version to be published: its frozen figures after disclosure control, and the present texts."""
    published = reports.published(session, version.office_id, Half(version.half))
    earlier = [(json.loads(row.figures), json.loads(row.public)) for row in published]
    seasons = public_figures.answers_of_half(session, version.office_id, Half(version.half))
    public = disclosure.public(json.loads(version.figures), earlier, seasons)
    return public | texts(session, version, promises, actions) | {"findings": _findings(session, version, public)}


def _findings(session: Session, version: ReportVersion, public: Public) -> list[dict[str, Any]]:
    """The findings, each with the figures of the report that contain those on which it rests. Which items it rests on
    is not public, and neither is how many."""
    table = released(public["table"])
    parts = {
        kind: {member: row["code"] for row in public.get(name, ()) for member in row.get("members", (row["code"],))}
        for kind, name in ((SUBJECT, "subjects"), (CAUSE, "causes"))
    }
    found = []
    for written in findings.findings(session, version.office_id, Half(version.half)):
        cited = dict.fromkeys((one.kind, parts[one.kind].get(one.code)) for one in written.figures)
        shown = [
            {"kind": kind, "code": code}
            for kind, code in cited
            if code is not None and table.get((code, TOTAL) if kind == SUBJECT else (TOTAL, code)) is not None
        ]
        found.append({"text": _both(written.row.text), "figures": shown, "items": bool(written.items)})
    return found


def texts(
    session: Session,
    version: ReportVersion,
    promises: Sequence[CorrectiveAction],
    actions: Sequence[CorrectiveAction],
) -> dict[str, Any]:
    """Present headline, correction, promises and actions, and the figures of the previous report, of its latest version
    that was not withdrawn."""
    last = reports.covering(session, version.office_id, Half(version.half).before)
    published = reports.published(session, version.office_id, last)
    before = [row for row in published if row.withdrawn_at is None]
    return {
        "headline": _both(version.headline),
        "correction": _both(version.correction),
        "promises": [_promise(session, row) for row in promises],
        "actions": [_promise(session, row) for row in actions],
        "before": _compared(json.loads(before[-1].public)) if before else None,
        "announced": _announced(session, version),
    }


def _announced(session: Session, version: ReportVersion) -> str | None:
    """The day for which the report was announced (ISO)."""
    day = charter_queries.announced(session, version.office_id, Half(version.half))
    return day.isoformat() if day is not None else None


def items(version: ReportVersion) -> int:
    """Items in the frozen figures."""
    return sum(cell["items"] for cell in json.loads(version.figures)["cells"])


def unit_names(session: Session, office_id: int) -> dict[int, Name]:
    """{id of a unit: its name}, in the order of the office."""
    return {unit.id: unit.name for unit in unit_queries.units(session, office_id)}


def _promise(session: Session, row: CorrectiveAction) -> dict[str, Any]:
    unit = unit_queries.unit(session, row.office_id, row.unit_id)
    category = session.get(Category, row.category_id) if row.category_id else None
    return {
        "what": _both(row.what),
        "unit": _both(unit.name) if unit is not None else _both(Name("", "")),
        "subject": _both(category.name) if category is not None else None,
        "due": row.due_day,
        "proof": _both(row.proof),
        "outcome": row.outcome,
        "done": row.done_day,
        "why": _both(row.why),
        "new_due": row.new_due_day,
    }


def _compared(public: Public) -> dict[str, Any]:
    """Figures of the previous report, for comparison."""
    return {
        "half": public["half"],
        "satisfaction": public["satisfaction"],
        "total": next((count for row, column, count in public["table"] if row == column == ""), None),
    }


def _both(name: Name) -> dict[str, str]:
    return {"fa": name.fa, "en": name.en}
