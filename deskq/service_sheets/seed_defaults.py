"""The catalogue as the first sheets of an office that has its units."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.service_sheets.catalogue.content import contents
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules import content as content_rules


def seed_defaults(session: Session, office_id: int, by: str, at: datetime) -> None:
    for position, (code, content) in enumerate(contents().items()):
        sheet = ServiceSheet(office_id=office_id, position=position, code=code, version=1)
        session.add(sheet)
        session.flush()
        session.add(
            SheetVersion(sheet_id=sheet.id, number=1, body=content_rules.written(content), by=by, saved_at=at)
        )  # fmt: skip
