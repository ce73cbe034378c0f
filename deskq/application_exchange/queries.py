"""Imports and saved layouts."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.application_exchange.models import WORKING, ApplicationImport, ImportLayout

MOST_SHOWN = 50


def imports(session: Session, office_id: int) -> list[ApplicationImport]:
    """The last ones, the newest first."""
    wanted = select(ApplicationImport).where(ApplicationImport.office_id == office_id)
    return list(session.scalars(wanted.order_by(ApplicationImport.id.desc()).limit(MOST_SHOWN)))


def by_id(session: Session, office_id: int, import_id: int) -> ApplicationImport | None:
    wanted = select(ApplicationImport).where(
        ApplicationImport.office_id == office_id, ApplicationImport.id == import_id
    )
    return session.scalars(wanted).one_or_none()


def next_to_work(session: Session) -> tuple[int, int] | None:
    """(office, import) that a job should go on with, the oldest first."""
    wanted = select(ApplicationImport.office_id, ApplicationImport.id).where(
        ApplicationImport.state.in_(WORKING), ApplicationImport.command.is_(False)
    )
    found = session.execute(wanted.order_by(ApplicationImport.id).limit(1)).one_or_none()
    return None if found is None else (found[0], found[1])


def headers_key(headers: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(headers), ensure_ascii=False).encode()).hexdigest()


def layout(session: Session, office_id: int, kind: str, headers: Sequence[str]) -> ImportLayout | None:
    """The layout that was saved for a table with these headers."""
    wanted = select(ImportLayout).where(
        ImportLayout.office_id == office_id, ImportLayout.kind == kind, ImportLayout.headers == headers_key(headers)
    )
    return session.scalars(wanted).one_or_none()


def tokens(session: Session) -> set[str]:
    """The tokens of all imports: what the names of their files begin with."""
    return set(session.scalars(select(ApplicationImport.token)))
