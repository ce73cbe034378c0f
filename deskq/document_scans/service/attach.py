"""Adds scans to a document, which counts as received with them, and removes them again."""

from collections.abc import Sequence

from deskq.applications.models import ApplicationDocument, ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import check_live
from deskq.applications.service import stages
from deskq.applications.service.edit import EditedApplication, edit
from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.document_scans import queries as queries_of_scans
from deskq.document_scans import rules
from deskq.document_scans.events import DocumentScanned
from deskq.document_scans.service import drafts, scanner
from deskq.document_scans.service.target import Paper, Target

NO_DOCUMENT = N_("Please choose the document.")
NO_FILE = N_("Please choose a photo or a PDF file.")


def attach(target: Target, document: str, files: Sequence[str], source: str, paper: Paper | None = None) -> None:
    """Stored ``files`` belong to this document from now on. ``paper``: they are of it, and it is taken once."""
    if not files:
        raise InvalidInput({"photos": NO_FILE})
    if target.application_id is None:
        with transaction(target.office_id, target.by) as tx:
            new = drafts.add(tx, target, document, files, source)
            _claim(tx, target, paper, files, new)
        return
    with edit(target.action) as edited:
        edited.check_may_receive()
        new = add(edited, document, files, source)
        _claim(edited.tx, target, paper, files, new)


def _claim(tx: Transaction, target: Target, paper: Paper | None, files: Sequence[str], new: int) -> None:
    """The same action twice adds nothing and takes nothing."""
    if paper is not None and (new or queries_of_scans.take(tx.session, tx.office_id, paper.token) is None):
        scanner.claim(tx, target.person_id, paper, files[0])


def add(edited: EditedApplication, document: str, files: Sequence[str], source: str) -> int:
    """The same in a transaction that has opened the application; returns how many are new."""
    check_live(edited.application.state)
    rows = {one.code: one for one in queries.documents(edited.tx.session, edited.application.id)}
    if document not in rows:
        raise InvalidInput({"scan_document": NO_DOCUMENT})
    known = queries.files(edited.tx.session, edited.application.id)
    mine = {one.file: one for one in known if one.document == document}
    new = [name for name in dict.fromkeys(files) if name not in mine or mine[name].state != "accepted"]
    if not new:
        return 0  # the same form sent twice
    _check_room(known, document, len(new))
    for name in new:
        _store(edited, mine.get(name), document, name, source)
    edited.note("scan", words=rows[document].name_fa)
    edited.tx.session.flush()
    edited.tx.record(DocumentScanned(edited.application.id, document, "attach", source, len(new)))
    if rows[document].received_at is None:
        stages.mark_received(edited, rows, [document])
    return len(new)


def _store(
    edited: EditedApplication, known: ApplicationFile | None, document: str, name: str, source: str
) -> None:  # fmt: skip
    """A row of its own; or the one that the applicant had sent, which is good now."""
    if known is not None:
        known.state = "accepted"
        return
    edited.tx.session.add(
        ApplicationFile(
            application_id=edited.application.id, document=document, file=name, state="accepted", source=source,
            person_id=edited.viewer.person_id if edited.viewer else None, at=edited.at,
        )
    )  # fmt: skip


def detach(target: Target, scan_id: int) -> None:
    """Undo: the file goes. A document that was received with it alone is missing again, and a stage that went on with
    it waits again."""
    if target.application_id is None:
        with transaction(target.office_id, target.by) as tx:
            drafts.remove(tx, target, scan_id)
        return
    with edit(target.action) as edited:
        edited.check_may_receive()
        check_live(edited.application.state)
        files = queries.files(edited.tx.session, edited.application.id)
        row = next((one for one in files if one.id == scan_id and one.source != "applicant"), None)
        if row is None:
            raise rules.ScanGone
        rows = {one.code: one for one in queries.documents(edited.tx.session, edited.application.id)}
        others = [one for one in files if one.document == row.document and one.state == "accepted" and one is not row]
        edited.tx.session.delete(row)
        scanner.put_back(edited.tx, row.file)
        edited.note("unscan", words=rows[row.document].name_fa)
        edited.tx.session.flush()
        edited.tx.record(DocumentScanned(edited.application.id, row.document, "detach", row.source, 1))
        if not others and rows[row.document].received_at == row.at:
            _is_missing_again(edited, rows[row.document])


def _is_missing_again(edited: EditedApplication, document: ApplicationDocument) -> None:
    since, document.received_at = document.received_at, None
    edited.tx.session.flush()
    stages.record_documents(edited, "")
    steps = queries.steps(edited.tx.session, edited.application.id)
    went_on = [one.stage for one in steps if one.verb == "resume" and one.at == since]
    for code in went_on:
        if edited.rows[code].state == "here":
            edited.move("wait_documents", code, words=document.name_fa)


def _check_room(known: Sequence[ApplicationFile], document: str, more: int) -> None:
    by_desk = [one for one in known if one.source != "applicant"]
    of_document = sum(one.document == document for one in by_desk)
    if of_document + more > rules.MOST_OF_DOCUMENT or len(by_desk) + more > rules.MOST_IN_ALL:
        raise rules.ManyScans
