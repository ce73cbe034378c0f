"""Scans for an application that is about to be opened, and how they come over to it."""

from collections.abc import Collection, Sequence

from sqlalchemy import update

from deskq.applications.models import ApplicationFile
from deskq.core.transactions import Transaction
from deskq.document_scans import queries, rules
from deskq.document_scans.events import DocumentScanned
from deskq.document_scans.models import DraftScan, ScanLink
from deskq.document_scans.service import scanner
from deskq.document_scans.service.target import Target


def add(tx: Transaction, target: Target, document: str, files: Sequence[str], source: str) -> int:
    """Returns how many are new."""
    known = queries.drafts(tx.session, target.office_id, target.person_id, target.draft)
    has = {one.file for one in known if one.document == document}
    new = [name for name in dict.fromkeys(files) if name not in has]
    if not new:
        return 0  # the same form sent twice
    if len(has) + len(new) > rules.MOST_OF_DOCUMENT or len(known) + len(new) > rules.MOST_IN_ALL:
        raise rules.ManyScans
    tx.session.add_all(
        DraftScan(
            office_id=target.office_id, person_id=target.person_id, draft=target.draft, document=document, file=name,
            source=source, at=tx.at,
        )
        for name in new
    )  # fmt: skip
    tx.session.flush()
    tx.record(DocumentScanned(None, document, "attach", source, len(new)))
    return len(new)


def remove(tx: Transaction, target: Target, scan_id: int) -> None:
    known = queries.drafts(tx.session, target.office_id, target.person_id, target.draft)
    row = next((one for one in known if one.id == scan_id), None)
    if row is None:
        raise rules.ScanGone
    tx.session.delete(row)
    scanner.put_back(tx, row.file)
    tx.session.flush()
    tx.record(DocumentScanned(None, row.document, "detach", row.source, 1))


def scanned(tx: Transaction, person_id: int | None, draft: str) -> set[str]:
    """Codes of the documents that have a scan already."""
    found = queries.drafts(tx.session, tx.office_id, person_id, draft) if person_id is not None else []
    return {one.document for one in found}


def hand_over(tx: Transaction, person_id: int | None, draft: str, application_id: int, needed: Collection[str]) -> None:
    """The application is opened: scans of documents that it needs are its files now, and phones send to it."""
    found = queries.drafts(tx.session, tx.office_id, person_id, draft) if person_id is not None else []
    for one in found:
        tx.session.delete(one)
        if one.document not in needed:
            continue
        tx.session.add(
            ApplicationFile(
                application_id=application_id, document=one.document, file=one.file, state="accepted",
                source=one.source, person_id=person_id, at=tx.at,
            )
        )  # fmt: skip
        tx.record(DocumentScanned(application_id, one.document, "attach", one.source, 1))
    mine = (ScanLink.office_id == tx.office_id, ScanLink.draft == draft, ScanLink.person_id == person_id)
    tx.session.flush()
    if draft and person_id is not None:
        tx.session.execute(update(ScanLink).where(*mine).values(application_id=application_id, draft=""))
