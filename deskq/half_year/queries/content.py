"""Collects the public content of a report: released figures, promises and their review, new actions, the headline."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.half_year.models import CorrectiveAction, ReportVersion
from deskq.half_year.queries import reports
from deskq.half_year.rules import disclosure
from deskq.half_year.rules.disclosure import Public
from deskq.message_settings.models import Category
from deskq.published.queries import figures as public_figures
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
    return disclosure.public(json.loads(version.figures), earlier, seasons) | texts(session, version, promises, actions)


def texts(
    session: Session,
    version: ReportVersion,
    promises: Sequence[CorrectiveAction],
    actions: Sequence[CorrectiveAction],
) -> dict[str, Any]:
    """Present headline, correction, promises and actions, and the figures of the previous report, of its latest version
    that was not withdrawn."""
    published = reports.published(session, version.office_id, Half(version.half).before)
    before = [row for row in published if row.withdrawn_at is None]
    return {
        "headline": _both(version.headline),
        "correction": _both(version.correction),
        "promises": [_promise(session, row) for row in promises],
        "actions": [_promise(session, row) for row in actions],
        "before": _compared(json.loads(before[-1].public)) if before else None,
    }


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
