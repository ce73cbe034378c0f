"""Compares half-year reports with the journal: the figures that were frozen, what was published, and what was
withdrawn."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.journal_comparison import Difference, missing, of_kinds, unequal, unknown
from deskq.half_year.events import CorrectionDropped, FiguresFrozen, ReportPublished, ReportWithdrawn
from deskq.half_year.models import ReportVersion
from deskq.half_year.service.versions import digest

Key = tuple[int, int]  #: half-year, number of the version
NOT_YET = {"public": None, "withdrawal_fa": None, "withdrawal_en": None}


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """Versions are few, and each is read alone: its figures are long."""
    told = _told(session, office_id)
    keys = select(ReportVersion.id).where(ReportVersion.office_id == office_id).order_by(ReportVersion.id)
    for version_id in list(session.scalars(keys)):
        version = session.get_one(ReportVersion, version_id)
        what, facts = _name((version.half, version.number)), told.pop((version.half, version.number), None)
        if facts is None:
            yield unknown(what)
        else:
            yield from unequal(what, _stored(version), facts)
        session.expunge(version)
    yield from (missing(_name(key)) for key in told)


def _name(key: Key) -> str:
    return f"version {key[1]} of the report of half-year {key[0]}"


def _stored(version: ReportVersion) -> dict[str, Any]:
    is_withdrawn = version.withdrawn_at is not None
    return {
        "figures": digest(version.figures),
        "public": digest(version.public) if version.published_at is not None else None,
        "withdrawal_fa": version.withdrawal_fa if is_withdrawn else None,
        "withdrawal_en": version.withdrawal_en if is_withdrawn else None,
    }


def _told(session: Session, office_id: int) -> dict[Key, dict[str, Any]]:
    found: dict[Key, dict[str, Any]] = {}
    kinds = (FiguresFrozen, ReportPublished, ReportWithdrawn, CorrectionDropped)
    for entry in of_kinds(session, office_id, *kinds):
        facts = entry.facts
        key = facts["half"], facts["number"]
        if entry.kind == CorrectionDropped.kind:
            found.pop(key, None)
        elif entry.kind == FiguresFrozen.kind:
            found[key] = {**found.get(key, NOT_YET), "figures": facts["digest"]}
        elif entry.kind == ReportPublished.kind:
            found.setdefault(key, {**NOT_YET})["public"] = facts["digest"]
        else:
            names = ("withdrawal_fa", "withdrawal_en")
            found.setdefault(key, {**NOT_YET}).update({name: facts[name] for name in names})
    return found
