"""Damage of a SQLite file: how an error shows it, how a file is checked, and what is said about it."""

import sqlite3
from contextlib import closing
from pathlib import Path

DAMAGED = "The database file is damaged ({detail}). Stop the server and restore the latest backup with flask restore."
#: Primary result codes of SQLite: a page that makes no sense, and a file that is no database.
CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_damage(error: BaseException) -> bool:
    """Whether an error of SQLite or SQLAlchemy says that the file is damaged."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in CODES


def in_file(path: Path) -> str:
    """What is wrong with a SQLite file, in the words of SQLite; "" when every page and index is whole. Raises
    ``sqlite3.OperationalError`` when the file does not exist or cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as database:
            found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return "" if found == "ok" else " ".join(found.removeprefix("*** in database main ***").split())


def sentence(detail: str) -> str:
    return DAMAGED.format(detail=detail)
