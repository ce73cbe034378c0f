"""Write, change and remove findings. Each function is one button and one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from deskq.coding import queries as coding_queries
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text.half_years import Half
from deskq.core.transactions import Transaction, transaction
from deskq.half_year.events import FindingRemoved, FindingWritten
from deskq.half_year.models import Finding, FindingSource
from deskq.half_year.queries import findings as finding_queries
from deskq.half_year.queries import reports
from deskq.half_year.queries.findings import Written
from deskq.half_year.rules import findings as rules
from deskq.half_year.rules.findings import Source
from deskq.half_year.service import names


@dataclass(frozen=True, slots=True)
class FindingInput:
    text_fa: str
    text_en: str
    sources: Sequence[Source]


def write(office_id: int, by: str, half: Half, finding_id: int | None, given: FindingInput) -> Finding:
    """Add a finding to the report of a half-year, or change one until it is published."""
    with transaction(office_id, by) as tx:
        names.check(tx, text_fa=given.text_fa, text_en=given.text_en)
        row = _new(tx, half) if finding_id is None else _changeable(tx, finding_id).row
        rules.check_sources(given.sources)
        _check_exist(tx, half, given.sources)
        row.text_fa, row.text_en = given.text_fa, given.text_en
        tx.session.add(row)
        tx.session.flush()
        _store(tx, row.id, given.sources)
        said = " ".join(map(str, given.sources))
        tx.record(FindingWritten(row.half, row.id, row.text_fa, row.text_en, said))
        return row


def remove(office_id: int, by: str, finding_id: int) -> Half:
    with transaction(office_id, by) as tx:
        row = _changeable(tx, finding_id).row
        _store(tx, row.id, ())
        tx.session.delete(row)
        tx.record(FindingRemoved(row.half, row.id))
        return Half(row.half)


def _new(tx: Transaction, half: Half) -> Finding:
    rules.check_may_change(reports.versions(tx.session, tx.office_id, half))
    rules.check_may_add(finding_queries.findings(tx.session, tx.office_id, half))
    return Finding(office_id=tx.office_id, half=half.code)


def _changeable(tx: Transaction, finding_id: int) -> Written:
    written = finding_queries.finding(tx.session, tx.office_id, finding_id)
    if written is None:
        raise NotFound
    rules.check_may_change(reports.versions(tx.session, tx.office_id, Half(written.row.half)))
    return written


def _check_exist(tx: Transaction, half: Half, sources: Sequence[Source]) -> None:
    """Figures occur in the half-year, items are of it and coded; a confidential report is none of them."""
    first, last = half.days
    present = finding_queries.present_figures(tx.session, tx.office_id, half)
    for source in sources:
        if source.kind in rules.FIGURES:
            exists = source.code in present[source.kind]
        else:
            item = coding_queries.item(tx.session, tx.office_id, source.kind, source.item_id or 0)
            exists = item is not None and item.coding is not None and first <= item.day <= last
        if not exists:
            raise InvalidInput(
                {"sources": N_("One of these is not part of this half-year any more. Please check them.")}
            )


def _store(tx: Transaction, finding_id: int, sources: Sequence[Source]) -> None:
    for old in finding_queries.source_rows(tx.session, finding_id):
        tx.session.delete(old)
    for source in sources:
        tx.session.add(FindingSource(finding_id=finding_id, kind=source.kind, code=source.code, item_id=source.item_id))
    tx.session.flush()
