"""A busy morning of the demo office leaves nobody in its log."""

import json

import pytest
from sqlalchemy import select

import config
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import db
from tests.ops.test_json_logs import lines
from tests.tools.browsers import browser, client

__all__ = ["browser", "client", "lines"]
PAGES = ("/", "/lobby", "/kiosk", "/track", "/t/nothing", "/manage", "/no-such-page", "/published", "/open",
         "/api/v1/tickets")  # fmt: skip


@pytest.fixture
def database_url(bare_database_url) -> str:
    return bare_database_url


def test_names_numbers_and_secrets_are_in_no_line(app, client, lines):
    app.config["DEMO"] = True
    seeded = app.test_cli_runner().invoke(args=["seed"])
    assert seeded.exit_code == 0, seeded.output
    for page in PAGES:
        client.get(page)
    client.post("/sign-in", data={"name": "nobody", "password": "a wrong password"})

    said = json.dumps(lines(), ensure_ascii=False)

    assert [one for one in known(app) if one in said] == []


def known(app) -> set[str]:
    """Sealed values, names of people, keys, and the password of the demo office."""
    found = {app.config[name] for name in ("SECRET_KEY", "DATA_KEY", "BLIND_KEY")}
    found.add((config.INSTANCE / "demo_password").read_text().strip())
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            sealed = isinstance(column.type, EncryptedText)
            if sealed or (table.name, column.name) == ("person", "name") or column.name.endswith("_hash"):
                kept = map(str, db.session.scalars(select(column).where(column.is_not(None))))
                found |= {value for value in kept if len(value) > 3}
    db.session.remove()
    assert len(found) > 100
    return found
