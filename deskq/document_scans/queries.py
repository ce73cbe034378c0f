"""Scans of drafts, links of phones, and what was taken from scanners."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.document_scans.models import DraftScan, ScanLink, ScannerTake


def drafts(session: Session, office_id: int, person_id: int, draft: str) -> list[DraftScan]:
    """The scans of an application that this person is about to open, in order."""
    mine = (DraftScan.office_id == office_id, DraftScan.person_id == person_id, DraftScan.draft == draft)
    return list(session.scalars(select(DraftScan).where(*mine).order_by(DraftScan.id)))


def has_draft_file(session: Session, office_id: int, person_id: int, file: str) -> bool:
    mine = (DraftScan.office_id == office_id, DraftScan.person_id == person_id, DraftScan.file == file)
    return session.scalars(select(DraftScan.id).where(*mine).limit(1)).first() is not None


def file_names(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Every file of a draft; or those of ``among`` that one has."""
    wanted = select(DraftScan.file).distinct()
    return set(session.scalars(wanted if among is None else wanted.where(DraftScan.file.in_(among))))


def link_by_hash(session: Session, secret_hash: str) -> ScanLink | None:
    return session.scalars(select(ScanLink).where(ScanLink.secret_hash == secret_hash)).one_or_none()


def links(session: Session, office_id: int, application_id: int | None, draft: str) -> list[ScanLink]:
    """The links of an application or of a draft, the newest first."""
    of = ScanLink.application_id == application_id if application_id is not None else ScanLink.draft == draft
    wanted = select(ScanLink).where(ScanLink.office_id == office_id, of)
    return list(session.scalars(wanted.order_by(ScanLink.id.desc())))


def takes(session: Session, office_id: int, counter: int) -> dict[str, ScannerTake]:
    """{token: what was taken or discarded at this counter and is remembered}"""
    wanted = select(ScannerTake).where(ScannerTake.office_id == office_id, ScannerTake.counter == counter)
    return {one.token: one for one in session.scalars(wanted)}


def take(session: Session, office_id: int, token: str) -> ScannerTake | None:
    wanted = select(ScannerTake).where(ScannerTake.office_id == office_id, ScannerTake.token == token)
    return session.scalars(wanted).one_or_none()
