"""A phone sends the picture of one document, once, without signing in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.applications.queries import application as application_queries
from deskq.applications.service.edit import edit
from deskq.core import actors, clock, secrets
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.document_scans import queries, rules
from deskq.document_scans.events import ScanLinkChanged
from deskq.document_scans.models import ScanLink
from deskq.document_scans.service import attach, drafts
from deskq.document_scans.service.target import Target
from deskq.staff import queries as staff_queries


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
        if old.document == document and old.expires_at > tx.at:
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
    """The link of an address, used or not; ``ScanLinkOver`` when there is none, or when it ended before a picture
    came."""
    link = queries.link_by_hash(db.session(), secrets.hashed(secret))
    if link is None or (link.used_at is None and not _takes(db.session(), link, clock.now())):
        raise rules.ScanLinkOver
    return link


def is_open(secret: str) -> bool:
    """Whether pictures may be sent by this address."""
    link = queries.link_by_hash(db.session(), secrets.hashed(secret))
    return link is not None and _takes(db.session(), link, clock.now())


def send(secret: str, files: Sequence[str]) -> ScanLink:
    """The pictures belong to the document from now on. The page then has done its work, but what another phone, on
    which it was open, sends within its time is kept too. The same pictures again change nothing."""
    link = open_link(secret)
    if not files:
        raise InvalidInput({"photos": attach.NO_FILE})
    with transaction(link.office_id, actors.person(link.person_id)) as tx:
        link = queries.link_by_hash(tx.session, secrets.hashed(secret)) or link
        tx.session.refresh(link)
        if link.used_at is not None and set(files) <= _files(tx, link):
            return link
        if not _takes(tx.session, link, tx.at):
            raise rules.ScanLinkOver
        _add(tx, link, files)
        link.used_at = link.used_at or tx.at
        tx.record(ScanLinkChanged(link.id, "send"))
        return link


def _takes(session: Session, link: ScanLink, now: datetime) -> bool:
    """Whether its time is not over and the person for whom it acts still works here."""
    person = staff_queries.person(session, link.person_id)
    return link.expires_at > now and person is not None and person.active


def _files(tx: Transaction, link: ScanLink) -> set[str]:
    """The files that the document of the link has now."""
    if link.application_id is None:
        found = queries.drafts(tx.session, link.office_id, link.person_id, link.draft)
        return {one.file for one in found if one.document == link.document}
    accepted = [one for one in application_queries.files(tx.session, link.application_id) if one.state == "accepted"]
    return {one.file for one in accepted if one.document == link.document}


def _add(tx: Transaction, link: ScanLink, files: Sequence[str]) -> None:
    target = Target(link.office_id, tx.by, link.person_id, link.application_id, link.draft)
    if target.application_id is None:
        drafts.add(tx, target, link.document, files, "phone")
        return
    with edit(target.action) as edited:
        if link.turn_before is None or link.turn_after != edited.application.turn:
            link.turn_before = edited.application.turn
        edited.check_may_receive()
        attach.add(edited, link.document, files, "phone")
        link.turn_after = edited.application.turn
