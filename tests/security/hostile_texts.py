"""Puts markup in the place of every text that a person may write, in all rows of an office."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask_babel import Domain

from deskq.application_exchange.models import ApplicationImport
from deskq.core.extensions import Model, db
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.service_sheets.models import SheetVersion
from tests.security.written_columns import written_columns

HOSTILE = "\"' onload=alert(1) '><script>alert(1)</script>{{7*7}}"
#: Where empty, the row has its text in another column, or none.
STAYS_EMPTY = {"visitor_referral.body", "message_question.when_answer", "message_step.note"}
#: Columns with too little room for their name.
SHORT = {"person.sign_in_name": "p.s"}
COLUMN = re.compile(r"7\*7\}\} (\w+\.\w+)")


def ids_of_rows() -> dict[str, list[int]]:
    """By table."""
    session = db.session()
    return {
        model.__table__.name: [row.id for row in session.query(model)] for model in models() if hasattr(model, "id")
    }


def of(column: str, row: object = "") -> str:
    """The markup of a column (``message.body``), which a page that shows it can be asked for (``columns_in``)."""
    return f"{HOSTILE} {SHORT.get(column, column)} {row}".strip()


def columns_in(text: str) -> set[str]:
    """Of which columns a page shows the markup."""
    whole = {short: column for column, short in SHORT.items()}
    return {whole.get(found, found) for found in COLUMN.findall(text)}


def spoil() -> None:
    """Replace every written text by markup; rows of one table stay different."""
    with transaction(office_queries.first_office(db.session()).id, "test") as tx:
        for model in models():
            for row in tx.session.query(model):
                for name in written_columns(model):
                    column = f"{model.__table__.name}.{name}"
                    kept = getattr(row, name) is None or (column in STAYS_EMPTY and not getattr(row, name))
                    if not kept:
                        setattr(row, name, of(column, getattr(row, "id", "")))
        for version in tx.session.query(SheetVersion):
            version.body = json.dumps(_spoiled(json.loads(version.body)))
        for table in tx.session.query(ApplicationImport):
            table.headers = json.dumps([HOSTILE, f"{HOSTILE} 2"])
        tx.config_changed()


def _spoiled(part: Any) -> Any:
    """The content of a service sheet with other names: lists of two texts, but for the codes of stages in ``after``."""
    if isinstance(part, dict):
        return {key: value if key == "after" else _spoiled(value) for key, value in part.items()}
    if isinstance(part, list) and len(part) == 2 and all(isinstance(text, str) for text in part):
        return [HOSTILE, HOSTILE]
    return [_spoiled(one) for one in part] if isinstance(part, list) else part


def spoil_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add markup to every sentence that is made outside of templates: a name or a reason may be in any of them."""
    for way in ("gettext", "ngettext"):
        made = getattr(Domain, way)

        def spoiled(domain: Domain, *given: Any, made: Callable[..., str] = made, **values: Any) -> str:
            return f"{made(domain, *given, **values)} {HOSTILE}"

        monkeypatch.setattr(Domain, way, spoiled)


def models() -> list[type[Model]]:
    return [mapper.class_ for mapper in Model.registry.mappers]
