"""The commands flask backup and flask restore."""

import os
import pwd
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

import config
from deskq.core import clock, last_backup
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.core.progress import Report, each, progress, share
from deskq.office import queries as office_queries
from deskq.ops import serving_lock
from deskq.ops.backup import archive, database, keys, staging, verify

FILE = click.Path(dir_okay=False, path_type=Path)
MIGRATIONS = config.ROOT / "deskq" / "migrations"


@click.command("backup")
@click.argument("target", type=FILE)
def backup(target: Path) -> None:
    """Write database, pictures and server keys to one tar file, while the server keeps running."""
    with _readable_errors():
        _check_target(target)
    with _readable_errors(), staging.folder(target.absolute().parent) as copy:
        kind, pictures = database.kind(db.engine), archive.pictures(config.INSTANCE)
        with share("Database") as report_pages:
            database.copy(db.engine, copy / kind, report=report_pages)
        with progress("Files", 1 + len(pictures)) as report:
            archive.write(target, copy / kind, kind, keys.to_back_up(), _counted(pictures, report))
    last_backup.note(config.INSTANCE, clock.now())
    click.echo(f"Backup written to {target}. Keep it as safe as the server: it contains phone numbers and keys.")
    if archive.DATA_KEY not in keys.to_back_up():
        click.echo("DESKQ_DATA_KEY is not in it. Without that key, its personal data cannot be decrypted.")


def _check_target(target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise click.ClickException(f"Folder not found: {target.absolute().parent}.")
    if not target.name or (target.exists() and not target.is_file()):  # a device such as /dev/null would be replaced
        raise click.ClickException("The backup must be a file.")
    if not os.access(target.absolute().parent, os.W_OK | os.X_OK, effective_ids=True):
        raise click.ClickException(
            f"{pwd.getpwuid(os.geteuid()).pw_name} may not write into {target.absolute().parent}. Name another folder."
        )


@click.command("restore")
@click.argument("source", type=FILE)
@click.confirmation_option(prompt="Everything since the backup will be lost. Is the server stopped?")
def restore(source: Path) -> None:
    """Restore a backup. The server must be stopped."""
    with _readable_errors():
        if not source.is_file():
            raise click.ClickException(f"File not found: {source}.")
    config.INSTANCE.mkdir(parents=True, exist_ok=True)
    try:
        with serving_lock.held(current_app.config["SQLALCHEMY_DATABASE_URI"]) as look:
            _restore(source, look)
    except serving_lock.Served:
        raise click.ClickException("The server is running. Stop it first. Nothing was changed.") from None
    except serving_lock.Unknown as why:
        raise click.ClickException(f"The database cannot be reached: {why}. Nothing was changed.") from None
    click.echo("Restored, and the journal is intact. You can start the server.")


def _restore(source: Path, is_still_free: Callable[[], None]) -> None:
    with _readable_errors(), staging.folder(config.INSTANCE) as copy:
        with progress("Reading the backup", 3) as report:
            kind = archive.unpack(source, copy, keys.backup_key())
            report(1)
            older, theirs = _check_copy(copy / kind, kind), keys.read_valid(copy)
            report(2)
            if kind == archive.LITE:
                keys.check_decrypts(copy / kind, theirs)
            report(3)
        is_still_free()
        with share("Database") as report_pages:
            before = _replace_database(copy / kind, report_pages)
        if before.exists():
            click.echo(f"The previous database was kept as {before}.")
        keys.restore(theirs)
        _add_pictures(copy)
    if older:
        _upgrade()
    keys.report_missing_keys(theirs)
    _check_journal()


def _counted(files: Sequence[Path], report: Report) -> Iterator[Path]:
    """Yields the files, and reports progress after each."""
    for done, file in enumerate(files, 2):
        yield file
        report(done)


@contextmanager
def _readable_errors() -> Iterator[None]:
    """Turn errors into one-sentence messages of the command."""
    try:
        yield
    except (archive.NotABackup, verify.InvalidBackup) as why:
        raise click.ClickException(f"{why} Nothing was changed.") from None
    except database.Failed as why:
        raise click.ClickException(str(why)) from None
    except OSError as why:
        raise click.ClickException(f"{why.filename or 'The file'}: {(why.strerror or str(why)).lower()}.") from None


def _upgrade() -> None:
    """Migrate the restored database. Imported here: Alembic needs 10 MB of memory, and the server does not use it."""
    from flask_migrate import upgrade

    upgrade()


def _check_copy(copy: Path, kind: str) -> bool:
    """Check the backup's database; returns whether it must be migrated."""
    if kind != database.kind(db.engine):
        theirs = "SQLite" if kind == archive.LITE else "PostgreSQL"
        raise verify.InvalidBackup(
            f"This backup is from {theirs}, but DESKQ_DATABASE_URL names another kind of database."
        )
    if kind == archive.LITE:
        return verify.check(copy, MIGRATIONS)
    return verify.check_dump(copy, MIGRATIONS)


def _replace_database(copy: Path, report: Callable[[int, int], None]) -> Path:
    """Replace the database; the previous one is kept under the name that is returned."""
    kind = database.kind(db.engine)
    before = keys.previous_path(database.sqlite_file(db.engine) if kind == archive.LITE else config.INSTANCE / kind)
    db.session.remove()
    db.engine.dispose()
    database.restore(db.engine, copy, before, report)
    return before


def _add_pictures(copy: Path) -> None:
    """Names are content hashes: a file that exists already is the same."""
    for picture in each("Files", archive.pictures(copy)):
        (config.INSTANCE / picture.parent.name).mkdir(mode=0o700, exist_ok=True)
        shutil.move(picture, config.INSTANCE / picture.parent.name / picture.name)


def _check_journal() -> None:
    for office in office_queries.offices(db.session()):
        with progress(f"Journal of office {office}", journal.position(db.session(), office)[0]) as report:
            broken = journal_check.first_broken(db.session(), office, report)
        if broken is not None:
            raise click.ClickException(f"Restored, but the journal of office {office} is not intact: row {broken[0]}.")


@click.command("backup-key")
def backup_key() -> None:
    """Show the key of scheduled backups, to be kept apart from them and from this server."""
    key = keys.backup_key()
    if not key:
        raise click.ClickException("There is no key of backups yet. It is made with the first scheduled backup.")
    click.echo(key)
    click.echo("Print it or keep it in a password safe: without it no scheduled backup can be read.", err=True)
