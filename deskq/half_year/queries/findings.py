"""Reads the findings of a half-year with the figures and items on which they rest."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.coding import queries as coding_queries
from deskq.coding.counts import counted
from deskq.coding.queries import Item
from deskq.coding.rules.codes import NO_CAUSE, NOT_CODED
from deskq.core.text.half_years import Half
from deskq.half_year.models import Finding, FindingSource
from deskq.half_year.queries.figures import NO_SUBJECT
from deskq.half_year.rules.findings import CAUSE, FIGURES, SUBJECT, Source
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp

#: How many items the form of a finding offers.
MOST_ITEMS = 300


@dataclass(frozen=True, slots=True)
class Written:
    """A finding and its sources."""

    row: Finding
    sources: list[Source] = field(default_factory=list)

    @property
    def figures(self) -> list[Source]:
        return [source for source in self.sources if source.kind in FIGURES]

    @property
    def items(self) -> list[Source]:
        return [source for source in self.sources if source.kind not in FIGURES]


def findings(session: Session, office_id: int, half: Half) -> list[Written]:
    """The findings of a report in the order in which they were written; of two half-years, those of each as well."""
    codes = {half.code, *(part.code for part in half.parts)}
    wanted = select(Finding).where(Finding.office_id == office_id, Finding.half.in_(codes)).order_by(Finding.id)
    return [Written(row, sources(session, row.id)) for row in session.scalars(wanted)]


def finding(session: Session, office_id: int, finding_id: int) -> Written | None:
    wanted = select(Finding).where(Finding.office_id == office_id, Finding.id == finding_id)
    row = session.scalars(wanted).one_or_none()
    return Written(row, sources(session, row.id)) if row is not None else None


def sources(session: Session, finding_id: int) -> list[Source]:
    return [Source(row.kind, row.code, row.item_id) for row in source_rows(session, finding_id)]


def source_rows(session: Session, finding_id: int) -> list[FindingSource]:
    wanted = select(FindingSource).where(FindingSource.finding_id == finding_id).order_by(FindingSource.id)
    return list(session.scalars(wanted))


def items_received(session: Session, office_id: int, half: Half) -> int:
    """Items of a half-year, coded or not."""
    return sum(row.items for row in counted(session, office_id, half.days))


def present_figures(session: Session, office_id: int, half: Half) -> dict[str, dict[str, int]]:
    """{"subject" or "cause": {its code: items now}} of what occurs, the most frequent first."""
    codes = _category_codes(session, office_id)
    found: dict[str, dict[str, int]] = {SUBJECT: {}, CAUSE: {}}
    for row in counted(session, office_id, half.days):
        subject = codes.get(row.category_id, NO_SUBJECT)
        found[SUBJECT][subject] = found[SUBJECT].get(subject, 0) + row.items
        if row.cause not in (NO_CAUSE, NOT_CODED):
            found[CAUSE][row.cause] = found[CAUSE].get(row.cause, 0) + row.items
    return {kind: dict(sorted(of.items(), key=lambda one: -one[1])) for kind, of in found.items()}


def coded_items(session: Session, office_id: int, half: Half, sees_comments: bool) -> list[Item]:
    """Coded items of a half-year that the reader may see, the latest first."""
    return coding_queries.coded_in(session, office_id, half.days, sees_comments, MOST_ITEMS)


def _category_codes(session: Session, office_id: int) -> dict[Any, str]:
    try:
        settings = settings_queries.load_settings(session, office_id)
    except NotSetUp:
        return {}
    return {row.id: row.code for row in settings.categories.values()}
