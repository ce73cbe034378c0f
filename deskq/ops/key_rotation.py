"""flask rotate-data-key: re-encrypts all personal fields with a new key, in batches; can be interrupted and continued.

Blind indexes have their own key, which stays: a look-up must find values encrypted with any key.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, NamedTuple

import click
from flask import current_app
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    and_,
    func,
    inspect,
    not_,
    select,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.types import Text

import config
from deskq.core import secret_keys
from deskq.core.db import field_encryption
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import db
from deskq.core.progress import each
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries

BATCH = 200  #: values re-encrypted per transaction: no action waits longer than for these
CONSOLE = "console"


class Done(NamedTuple):
    sealed: int
    unreadable: int  #: could not be decrypted, and are unchanged


def columns(metadata: MetaData) -> Iterator[tuple[Table, Column[Any]]]:
    """All encrypted columns."""
    for table in metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if isinstance(column.type, EncryptedText))


def keys_used(connection: Connection, metadata: MetaData) -> set[str]:
    """Ids of the keys that values in this database are encrypted with."""
    start = len(field_encryption.VERSION) + 2
    used: set[str] = set()
    there = inspect(connection)
    tables = set(there.get_table_names())
    for table, column in columns(metadata):
        if table.name not in tables or column.name not in {one["name"] for one in there.get_columns(table.name)}:
            continue  # an older database
        raw = type_coerce(column, Text)
        named = (
            select(func.substr(raw, start, field_encryption.KEY_ID))
            .where(raw.startswith(f"{field_encryption.VERSION}."))
            .distinct()
        )
        used.update(connection.scalars(named))
    return used


def reseal(office_id: int, metadata: MetaData) -> Done:
    """Re-encrypt with the first key what another one has encrypted. An interrupted run can be repeated."""
    wanted = list(columns(metadata))
    found = [_reseal_column(office_id, table, column) for table, column in each("Encrypted columns", wanted)]
    return Done(sum(one.sealed for one in found), sum(one.unreadable for one in found))


def _reseal_column(office_id: int, table: Table, column: Column[Any]) -> Done:
    key, raw = list(table.primary_key.columns), type_coerce(column, Text)
    stale = and_(raw != "", not_(raw.startswith(field_encryption.current_prefix(), autoescape=True)))
    done, last = Done(0, 0), None
    while True:
        with transaction(office_id, CONSOLE) as tx:
            beyond = stale if last is None else and_(stale, tuple_(*key) > tuple_(*last))
            rows = tx.connection.execute(select(*key, raw).where(beyond).order_by(*key).limit(BATCH)).all()
            piece = [_reseal_value(tx.connection, table, column, row) for row in rows]
        done = Done(done.sealed + sum(piece), done.unreadable + piece.count(False))
        if len(rows) < BATCH:
            return done
        last = rows[-1][:-1]


def _reseal_value(connection: Connection, table: Table, column: Column[Any], row: Any) -> bool:
    """Re-encrypt a value; one changed in the meantime is encrypted with the first key already."""
    assert isinstance(column.type, EncryptedText)
    try:
        text = field_encryption.decrypt(row[-1], column.type.context)
    except field_encryption.CannotDecrypt:
        return False
    mine = [one == value for one, value in zip(table.primary_key.columns, row, strict=False)]
    connection.execute(update(table).where(*mine, type_coerce(column, Text) == row[-1]).values({column: text}))
    return True


@click.command("rotate-data-key")
@click.confirmation_option(prompt="Servers that only have the old key cannot read re-encrypted data. Continue?")
def rotate_data_key() -> None:
    """Encrypt all personal data with a new key; an interrupted run is continued. The key in instance/ is replaced by
    this command itself, with the server stopped. For DESKQ_DATA_KEY: put the new key before the old one, separated
    by a comma, restart the server, run this command, then remove the old key."""
    kept = None if os.environ.get("DESKQ_DATA_KEY", "").strip() else config.INSTANCE / "data_key"
    if len(field_encryption.known()) == 1:
        if kept is None:
            raise click.ClickException("There is only one key. Put the new one before it: DESKQ_DATA_KEY=new,old")
        _use(kept, f"{token_urlsafe(32)},{current_app.config['DATA_KEY']}")
    office = office_queries.first_office(db.session())
    done = reseal(office.id, db.metadata) if office is not None else Done(0, 0)
    click.echo(f"Fields encrypted with the new key: {done.sealed}.")
    if done.unreadable:
        raise click.ClickException(
            f"Fields that could not be decrypted: {done.unreadable}. They were not changed; keep the old keys."
        )
    if kept is not None:
        _use(kept, field_encryption.split(current_app.config["DATA_KEY"])[0])
    click.echo("The old key is no longer needed here. Older backups still need it, and contain it.")


def _use(path: Path, keys: str) -> None:
    write_keys(path, keys)
    current_app.config["DATA_KEY"] = keys
    field_encryption.use_keys(keys, current_app.config["BLIND_KEY"])


def write_keys(path: Path, keys: str) -> None:
    """Write keys to their file atomically, and to disk before anything is encrypted with them."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(keys)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    secret_keys.sync_folder(path.parent)
