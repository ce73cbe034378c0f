"""The command flask move-database."""

from pathlib import Path

import click
from flask import current_app
from sqlalchemy import make_url

from deskq.core.extensions import db
from deskq.core.progress import progress
from deskq.core.settings.types import read_database_url
from deskq.database_move import move, source, target
from deskq.database_move.source import CannotMove
from deskq.ops import schema, serving_lock
from deskq.ops.schema import Schema

STOPPED = f"Stopped. {move.AGAIN}"


@click.command("move-database")
@click.argument("new_url", metavar="URL", envvar="DESKQ_MOVE_TO")
def move_database(new_url: str) -> None:
    """Move everything from the SQLite database to an empty PostgreSQL database. The server must be stopped. URL is
    postgresql://user@host/name; to keep a password out of the list of processes, set it as DESKQ_MOVE_TO."""
    old, new = current_app.config["SQLALCHEMY_DATABASE_URI"], _read(new_url)
    if make_url(old).get_backend_name() != "sqlite":
        raise click.ClickException("The office uses PostgreSQL already. Only a SQLite database is moved.")
    try:
        with serving_lock.held(old):
            _check_version()
            _move(Path(make_url(old).database or ""), new)
    except serving_lock.Served:
        raise click.ClickException("The server is running. Stop it first. Nothing was moved.") from None
    except CannotMove as why:
        raise click.ClickException(str(why)) from None
    except KeyboardInterrupt:
        raise click.ClickException(STOPPED) from None


def _read(url: str) -> str:
    try:
        read = read_database_url(url)
    except ValueError:
        read = ""
    if not read.startswith("postgresql"):
        raise click.ClickException("The address must be written as postgresql://user:password@host/name.")
    return read


def _check_version() -> None:
    """Rows are copied into the tables of this version: the old database must have them too."""
    found = schema.state()
    db.session.remove()
    db.engine.dispose()
    if found is not Schema.CURRENT:
        raise CannotMove(f"The SQLite database cannot be moved: {found.value}. Run `{schema.UPGRADE}` first.")


def _move(file: Path, new: str) -> None:
    with source.snapshot(file) as old, target.connect(new) as made:
        rows = move.move(old, made, lambda: _migrate(new), progress)
        journals = move.check_journals(new, progress)
        move.finish(old, made)
        for name in old.left_behind():
            click.echo(f"Table {name} is not of this version of deskq and was not moved.", err=True)
    click.echo(f"Moved and compared: {rows} rows in {len(old.tables)} tables.")
    for office, length in journals.items():
        click.echo(f"Office {office}: the journal is intact, {length} rows.")
    click.echo("Now set DESKQ_DATABASE_URL to the new database and start the server. Keys and pictures stay where they")
    click.echo(f"are. Keep {file} until you have a backup of the new database.")


def _migrate(url: str) -> None:
    try:
        schema.upgrade(url, moving=True)
    except SystemExit as why:
        raise CannotMove(f"{why} {move.AGAIN}") from None
