"""Whether the pages of a SQLite file are intact. PostgreSQL checks its own (data checksums, pg_amcheck)."""

from sqlalchemy.orm import Session

from deskq.core.errors import Damaged


def first_damage(session: Session) -> str | None:
    """The first fault that SQLite finds, in its own words; None when every page and index is intact."""
    if session.get_bind().dialect.name != "sqlite":
        return None
    try:
        found = session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    except Damaged as fault:
        return str(fault.__cause__)
    return None if found == "ok" else str(found).splitlines()[-1]
