"""Papers of a counter's scanner: taken once, discarded, put back."""

from sqlalchemy import delete

from deskq.core.transactions import Transaction, transaction
from deskq.document_scans import queries, rules
from deskq.document_scans.events import ScannerPaper
from deskq.document_scans.models import ScannerTake
from deskq.document_scans.service.target import Paper, Target


def claim(tx: Transaction, person_id: int, paper: Paper, file: str, verb: str = "take") -> None:
    """Take it, in the transaction that attaches it; ``ScanTaken`` when it has been taken already."""
    if queries.take(tx.session, tx.office_id, paper.token) is not None:
        raise rules.ScanTaken
    tx.session.add(
        ScannerTake(
            office_id=tx.office_id, counter=paper.counter, token=paper.token, verb=verb, person_id=person_id,
            file=file, at=tx.at,
        )
    )  # fmt: skip
    tx.session.flush()
    tx.record(ScannerPaper(paper.counter, verb))


def drop(target: Target, paper: Paper) -> None:
    """Discard a paper that nobody needs."""
    with transaction(target.office_id, target.by) as tx:
        known = queries.take(tx.session, tx.office_id, paper.token)
        if known is None or known.verb != "drop":
            claim(tx, target.person_id, paper, "", "drop")


def keep(target: Target, paper: Paper) -> None:
    """Undo ``drop``: the paper is offered again."""
    with transaction(target.office_id, target.by) as tx:
        known = queries.take(tx.session, tx.office_id, paper.token)
        if known is not None and known.verb == "drop":
            tx.session.delete(known)
            tx.record(ScannerPaper(known.counter, "return"))


def put_back(tx: Transaction, file: str) -> None:
    """A file was removed from its document: the paper it came from is new again, if the folder still has it."""
    gone = delete(ScannerTake).where(ScannerTake.office_id == tx.office_id, ScannerTake.file == file)
    for counter in tx.session.scalars(gone.returning(ScannerTake.counter)).all():
        tx.record(ScannerPaper(counter, "return"))
