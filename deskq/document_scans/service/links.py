"""A phone sends the picture of one document, once, without signing in."""

from collections.abc import Sequence

from deskq.applications.service.edit import edit
from deskq.core import clock, secrets
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.document_scans import queries, rules
from deskq.document_scans.events import ScanLinkChanged
from deskq.document_scans.models import ScanLink
from deskq.document_scans.service import attach, drafts
from deskq.document_scans.service.target import Target


def ask(target: Target, document: str, name: Name) -> tuple[ScanLink, str]:
    """A new page for a phone, and the secret of its address, which is not stored. One that was asked for the same
    document before ends."""
    secret = secrets.new()
    if target.application_id is not None:
        with edit(target.action) as edited:
            edited.check_may_receive()
            return _ask(edited.tx, target, document, name, secret), secret
    with transaction(target.office_id, target.by) as tx:
        return _ask(tx, target, document, name, secret), secret


def _ask(tx: Transaction, target: Target, document: str, name: Name, secret: str) -> ScanLink:
    for old in queries.links(tx.session, target.office_id, target.application_id, target.draft):
        if old.document == document and old.used_at is None and old.expires_at > tx.at:
            old.expires_at = tx.at
    link = ScanLink(
        office_id=target.office_id, person_id=target.person_id, application_id=target.application_id,
        draft=target.draft, document=document, name_fa=name.fa, name_en=name.en,
        secret_hash=secrets.hashed(secret), made_at=tx.at, expires_at=tx.at + rules.LINK_LASTS,
    )  # fmt: skip
    tx.session.add(link)
    tx.session.flush()
    tx.record(ScanLinkChanged(link.id, "ask"))
    return link


def open_link(secret: str) -> ScanLink:
    """The link of an address, used or not; ``ScanLinkOver`` when there is none, or its time is over."""
    link = queries.link_by_hash(db.session(), secrets.hashed(secret))
    if link is None or (link.used_at is None and link.expires_at <= clock.now()):
        raise rules.ScanLinkOver
    return link


def is_open(secret: str) -> bool:
    """Whether pictures may be sent by this address."""
    try:
        return open_link(secret).used_at is None
    except rules.ScanLinkOver:
        return False


def send(secret: str, files: Sequence[str]) -> ScanLink:
    """The pictures belong to the document from now on, and the page has done its work. Sent again, nothing happens."""
    link = open_link(secret)
    if link.used_at is not None:
        return link
    if not files:
        raise InvalidInput({"photos": attach.NO_FILE})
    with transaction(link.office_id, f"person:{link.person_id}") as tx:
        link = queries.link_by_hash(tx.session, secrets.hashed(secret)) or link
        tx.session.refresh(link)
        if link.used_at is not None:
            return link
        if link.expires_at <= tx.at:
            raise rules.ScanLinkOver
        target = Target(link.office_id, tx.by, link.person_id, link.application_id, link.draft)
        if target.application_id is None:
            drafts.add(tx, target, link.document, files, "phone")
        else:
            with edit(target.action) as edited:
                link.turn_before = edited.application.turn
                edited.check_may_receive()
                attach.add(edited, link.document, files, "phone")
                link.turn_after = edited.application.turn
        link.used_at = tx.at
        tx.record(ScanLinkChanged(link.id, "send"))
        return link
