"""Puts markup in the place of every text that a person may write, in all rows of an office."""

import json
from typing import Any

from sqlalchemy import String, Text

from deskq.core.extensions import Model, db
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.service_sheets.models import SheetVersion

HOSTILE = "\"' onload=alert(1) '><script>alert(1)</script>{{7*7}}"
#: Columns of text that a person writes. All others hold what the program chooses.
WRITTEN = {"name", "body", "sealed_body", "address", "permit", "note", "words", "sealed", "why", "reason", "comment",
           "minutes", "difference", "witnesses", "sign_in_name"}  # fmt: skip
#: The same names where the program chooses the text.
CHOSEN = {"service_sheet_version.body", "journal.body", "given_answer.body", "printer.name", "stranger.name"}


def ids_of_rows() -> dict[str, list[int]]:
    """By table."""
    session = db.session()
    return {
        model.__table__.name: [row.id for row in session.query(model)] for model in models() if hasattr(model, "id")
    }


def spoil() -> None:
    """Replace every written text by markup; rows of one table stay different."""
    with transaction(office_queries.first_office(db.session()).id, "test") as tx:
        for model in models():
            for row in tx.session.query(model):
                for column in written_columns(model):
                    if getattr(row, column) is not None:
                        setattr(row, column, f"{HOSTILE}{getattr(row, 'id', '')}")
        for version in tx.session.query(SheetVersion):
            version.body = json.dumps(_spoiled(json.loads(version.body)))
        tx.config_changed()


def _spoiled(part: Any) -> Any:
    """The content of a service sheet with other names: lists of two texts, but for the codes of stages in ``after``."""
    if isinstance(part, dict):
        return {key: value if key == "after" else _spoiled(value) for key, value in part.items()}
    if isinstance(part, list) and len(part) == 2 and all(isinstance(text, str) for text in part):
        return [HOSTILE, HOSTILE]
    return [_spoiled(one) for one in part] if isinstance(part, list) else part


def models() -> list[type[Model]]:
    return [mapper.class_ for mapper in Model.registry.mappers]


def written_columns(model: type[Model]) -> list[str]:
    table = model.__table__
    return [
        column.name
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), String | Text)
        and (column.name in WRITTEN or column.name.endswith(("_fa", "_en")))
        and f"{table.name}.{column.name}" not in CHOSEN
    ]
