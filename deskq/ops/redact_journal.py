"""flask redact-journal: strikes a text out of the journal, of other tables, and of the database's files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from deskq.core import actors
from deskq.core.db import redaction
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.command_options import office_option, one_office

PATIENCE = 30.0  #: seconds to wait for others who use the file
BUSY = (
    "The text is struck out, but the file of the database still holds it: another program has the database open. "
    "Stop the server and run the same command again."
)


@click.command("redact-journal")
@click.argument("row", type=click.IntRange(min=1))
@click.argument("field")
@click.option("--why", default="personal data", show_default=True, help="Reason for the journal. Name nobody.")
@office_option
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def redact_journal(row: int, field: str, why: str, office: str | None, yes: bool) -> None:
    """Strike out the text in FIELD of ROW wherever it stands, for example a phone number in a reason: redact-journal
    1234 why. The row stays in the journal, and flask verify-journal knows that it was struck out."""
    office_id = one_office(office)
    try:
        texts = redaction.texts_at(db.session(), office_id, row, field)
        if texts:
            _show_places(office_id, texts)
            if not yes:
                click.confirm("This cannot be undone. Strike it out?", abort=True)
            with transaction(office_id, actors.CONSOLE) as tx:
                redaction.strike(tx, texts, why)
        else:
            click.echo("The text is struck out already.")
    except redaction.NotRedacted as refusal:
        raise click.ClickException(str(refusal)) from None
    except InvalidInput as refusal:
        raise click.ClickException("; ".join(refusal.fields.values())) from None
    except DBAPIError as error:
        raise click.ClickException(f"Nothing was changed: {str(error.orig).partition(chr(10))[0]}.") from None
    _overwrite_files()
    click.echo("Struck out. Backups made before still contain the text: delete them, or keep them as safe as before.")


def _show_places(office_id: int, texts: set[str]) -> None:
    for entry, field in redaction.entries_with(db.session(), office_id, texts):
        click.echo(f"Row {entry.sequence} ({entry.kind}, by {entry.by}): {field}")
    for column, count in redaction.columns_with(db.session(), texts):
        click.echo(f"Table {column.table.name}: {column.name} of {count} rows")


def _overwrite_files() -> None:
    """Rewrite the database without what was deleted. SQLite: the main file, then empty the log of changes (WAL)."""
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        _rewrite_file(Path(db.engine.url.database or ""))
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM journal"))
    click.echo("PostgreSQL: write-ahead logs that were archived, and replicas that lag behind, may still hold it.")


def _rewrite_file(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)) as database:
            database.execute("PRAGMA secure_delete = ON")
            database.execute("VACUUM")
            (is_busy, _, _) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise click.ClickException(f"{BUSY} ({error})") from None
    if is_busy:
        raise click.ClickException(BUSY)
