"""Checks before the server starts that the database has the tables of this code, and that translations are compiled."""

import os
import re
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

import config
from deskq.core.errors import DomainError, Unreachable
from deskq.core.extensions import db

MIGRATIONS = config.ROOT / "deskq" / "migrations" / "versions"
TRANSLATIONS = config.ROOT / "deskq" / "translations"
UPGRADE = "flask --app deskq db upgrade"
MOVE = "flask --app deskq move-database URL"
ERROR = re.compile(r"[\w.]*(Error|Exception): ")
UNFINISHED_MOVE = "unfinished_move"  #: a table that a database has while it is filled by ``flask move-database``
BY_THE_MOVE = "by-the-move"  #: what the move passes to Alembic
REVISION = re.compile(r'^(revision|down_revision)\b[^=]*= "(\w+)"', re.MULTILINE)


class Schema(Enum):
    """How the tables of a database compare with this code."""

    EMPTY = "it has no tables"
    OLDER = "it is older than this version of deskq"
    CURRENT = "it fits"
    NEWER = "it is newer than this version of deskq"
    FOREIGN = "it contains tables of another program"
    MOVING = "the move into it was not finished"


def prepare(app: Flask) -> None:
    """Migrate a SQLite database that needs it; exit with a sentence where a person has to do something first."""
    _compile_translations()
    with app.app_context():
        try:
            found = state()
        except (SQLAlchemyError, Unreachable) as error:
            reason = str(getattr(error, "orig", error.__cause__ or error)).strip().partition("\n")[0]
            raise SystemExit(f"The database cannot be opened: {reason}. Please check DESKQ_DATABASE_URL.") from None
        except DomainError as fault:  # locked or damaged
            raise SystemExit(f"The database cannot be opened: {fault.__cause__}. {fault.title}") from None
        finally:
            db.session.remove()
        is_sqlite = db.engine.dialect.name == "sqlite"
    if found in (Schema.EMPTY, Schema.OLDER) and is_sqlite:
        upgrade(app.config["SQLALCHEMY_DATABASE_URI"])
    elif found is not Schema.CURRENT:
        raise SystemExit(_sentence(found))


def misfit() -> str | None:
    """Why a command cannot work with the tables of this database, and what to do; None when they fit."""
    db.session.remove()
    found = state()
    return None if found is Schema.CURRENT else _sentence(found)


def unfinished_move() -> str | None:
    """Why nothing may be written into a database that is being filled, and what to do; None for another, and for one
    that does not answer, which the command says in its own words."""
    if db.engine.dialect.name == "sqlite":  # a move leads to PostgreSQL
        return None
    try:
        return _sentence(Schema.MOVING) if inspect(db.session().connection()).has_table(UNFINISHED_MOVE) else None
    except (SQLAlchemyError, DomainError):
        return None
    finally:
        db.session.remove()


def _sentence(found: Schema) -> str:
    if found in (Schema.EMPTY, Schema.OLDER):
        return f"The database must be migrated first: {found.value}. Run `{UPGRADE}`."
    todo = {
        Schema.NEWER: "Update deskq, or restore an older backup.",
        Schema.MOVING: f"Run `{MOVE}` again with the old database.",
        Schema.FOREIGN: "Please check DESKQ_DATABASE_URL.",
    }
    return f"The database cannot be used: {found.value}. {todo[found]}"


def state() -> Schema:
    connection = db.session().connection()
    tables = inspect(connection).get_table_names()
    if UNFINISHED_MOVE in tables:
        return Schema.MOVING
    if "alembic_version" not in tables:
        return Schema.FOREIGN if tables else Schema.EMPTY
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    known, newest = revisions()
    if version is None:
        return Schema.EMPTY
    if version == newest:
        return Schema.CURRENT
    return Schema.OLDER if version in known else Schema.NEWER


def revisions(folder: Path = MIGRATIONS) -> tuple[set[str], str]:
    """All migrations of this code, and the newest. Read as text: Alembic would cost the server 10 MB of memory."""
    known: set[str] = set()
    parents: set[str] = set()
    for path in folder.glob("*.py"):
        for name, revision in REVISION.findall(path.read_text()):
            (known if name == "revision" else parents).add(revision)
    (newest,) = known - parents
    return known, newest


def upgrade(url: str, moving: bool = False) -> None:
    """Migrate the database in another process, because Alembic needs much memory. A long migration prints its
    progress. ``moving``: by the move itself, which alone may change a database that it has not finished."""
    print("Migrating the database ...", flush=True)
    command = (
        sys.executable,
        "-m",
        "flask",
        "--app",
        "deskq",
        "db",
        "upgrade",
        *(("-x", BY_THE_MOVE) if moving else ()),
    )
    environment = {**os.environ, "DESKQ_DATABASE_URL": url, "FLASK_SKIP_DOTENV": "1"}
    place: dict[str, Any] = {"cwd": config.ROOT, "env": environment}
    done = subprocess.run(command, **place, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise SystemExit(f"The database could not be migrated: {_reason(done.stderr)}. Run `{UPGRADE}` to see more.")


def _reason(output: str) -> str:
    """The line that names the error; SQLAlchemy adds others below it."""
    lines = output.strip().splitlines()
    return next((line for line in reversed(lines) if ERROR.match(line)), lines[-1] if lines else "no reason was given")


def _compile_translations() -> None:
    """Compile each .po file that has no .mo file beside it: a fresh checkout has none."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        if source.with_suffix(".mo").exists():
            continue
        pybabel = (sys.executable, "-m", "babel.messages.frontend", "-q", "compile")
        command = (*pybabel, "-d", str(TRANSLATIONS), "-D", "deskq")
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:  # noqa: S603
            raise SystemExit(
                "The translations cannot be compiled. Run `pybabel compile -d deskq/translations -D deskq`."
            )
