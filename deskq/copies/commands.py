"""flask backup and flask restore."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app

import config
from deskq import clock, journal
from deskq.copies import archive, database, proof
from deskq.extensions import db
from deskq.office import queries as office_queries

FILE = click.Path(dir_okay=False, path_type=Path)
MIGRATIONS = config.ROOT / "deskq" / "migrations"


@click.command("backup")
@click.argument("target", type=FILE)
def backup(target: Path) -> None:
    """One file (a tar) with database, pictures of the board and the server's key, while everything goes on."""
    if not target.absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {target.absolute().parent}.")
    with _told(), TemporaryDirectory(dir=target.absolute().parent) as folder:
        kind = database.kind(db.engine)
        database.copy(db.engine, Path(folder) / kind)
        archive.write(target, Path(folder) / kind, kind, current_app.config["SECRET_KEY"], _media())
    click.echo(f"Copied to {target}. Keep it as safe as the server: the numbers of visitors and the key are in it.")


@click.command("restore")
@click.argument("source", type=FILE)
@click.confirmation_option(prompt="Everything since the copy will be lost. Is the server stopped?")
def restore(source: Path) -> None:
    """Put a copy back. The server must be stopped."""
    if not source.is_file():
        raise click.ClickException(f"There is no file {source}.")
    config.INSTANCE.mkdir(parents=True, exist_ok=True)
    with _told(), TemporaryDirectory(dir=config.INSTANCE) as folder:
        copy = Path(folder)
        kind = archive.unpack(source, copy)
        older, key = _prove(copy / kind, kind), _proven_key(copy / archive.KEY)
        _replace_database(copy / kind)
        _replace_key(key)
        _add_media(copy / archive.MEDIA)
    if older:
        _upgrade()
    _check_journal()
    click.echo("Restored, and the journal is whole. The server can be started.")


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong, in a sentence."""
    try:
        yield
    except (archive.NoArchive, proof.NotProven) as why:
        raise click.ClickException(f"{why} Nothing was changed.") from None
    except database.Failed as why:
        raise click.ClickException(str(why)) from None
    except OSError as why:
        raise click.ClickException(f"{why.filename or 'The file'}: {(why.strerror or str(why)).lower()}.") from None


def _upgrade() -> None:
    """Alembic weighs ten megabytes, and the server, which knows these commands, needs none of it."""
    from flask_migrate import upgrade

    upgrade()


def _prove(copy: Path, kind: str) -> bool:
    """Whether the copy, found good, must be upgraded."""
    if kind != database.kind(db.engine):
        theirs = "SQLite" if kind == archive.LITE else "PostgreSQL"
        raise proof.NotProven(f"This copy is of {theirs}, and DESKQ_DATABASE_URL names another kind of database.")
    if kind == archive.LITE:
        return proof.check(copy, MIGRATIONS)
    proof.check_dump(copy)
    return True


def _proven_key(copy: Path) -> str:
    try:
        key = copy.read_text(encoding="utf-8").strip()
        config.check_key(key)
    except (UnicodeDecodeError, config.BadSetting):
        raise proof.NotProven("The key in this copy is none that deskq could have made.") from None
    return key


def _replace_database(copy: Path) -> None:
    """What was there is kept beside: the whole thing may have been a mistake."""
    kind = database.kind(db.engine)
    before = _before(database.lite_file(db.engine) if kind == archive.LITE else config.INSTANCE / kind)
    db.session.remove()
    db.engine.dispose()
    database.put_back(db.engine, copy, before)
    if before.exists():
        click.echo(f"The database that was here is kept as {before}.")


def _replace_key(key: str) -> None:
    """QR codes, marks and paired devices are right by the key they were made with."""
    if key == current_app.config["SECRET_KEY"]:
        return
    if os.environ.get("DESKQ_SECRET_KEY", "").strip():
        click.echo(
            "DESKQ_SECRET_KEY is not the key of this copy; set it to what instance/secret_key says now.", err=True
        )
    path = config.INSTANCE / "secret_key"
    if path.exists():
        before = _before(path)
        path.rename(before)
        click.echo(f"The key that was here is kept as {before}.")
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(key)


def _before(path: Path) -> Path:
    return path.with_name(f"{path.name}.before-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M%S-%f}")


def _media() -> list[Path]:
    folder = config.INSTANCE / "media"
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _add_media(folder: Path) -> None:
    """Their names are made of what is in them: what is there already is the same."""
    for picture in folder.iterdir() if folder.is_dir() else ():
        (config.INSTANCE / "media").mkdir(mode=0o700, exist_ok=True)
        shutil.move(picture, config.INSTANCE / "media" / picture.name)


def _check_journal() -> None:
    for office in office_queries.offices(db.session()):
        broken = journal.first_broken(db.session(), office)
        if broken is not None:
            raise click.ClickException(f"It is back, but the journal of office {office} is not whole: row {broken[0]}.")


COMMANDS = (backup, restore)
