"""Refuses a connection pooler in transaction mode (pgbouncer and others) between deskq and PostgreSQL.

In that mode each transaction may get another connection to the database, so settings, prepared statements and advisory
locks do not stay with the process that made them. Two processes would run the same job, and statements would fail at
random. A pooler in session mode is accepted.
"""

import psycopg
from sqlalchemy import make_url

REFUSAL = (
    "DESKQ_DATABASE_URL leads to a connection pooler (such as pgbouncer) in transaction mode, which loses locks and "
    "prepared statements. Set pool_mode = session for this database, or name the port of PostgreSQL itself."
)


def refuse_transaction_mode(database_url: str) -> None:
    """Exits with a sentence. An unreachable database is the concern of others."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        found = _shares_connections(address)
    except psycopg.Error:
        return
    if found:
        raise SystemExit(REFUSAL)


def _shares_connections(address: str) -> bool:
    """Whether a second connection gets the server process of the first, which is still open."""
    with _connect(address) as first:
        process = _process(first)
        if process == first.info.backend_pid:  # a pooler invents this number
            return False
        with _connect(address) as second:
            try:
                with second.transaction():
                    return _process(second) == process
            except psycopg.Error:  # a pooler in statement mode takes no transaction at all
                return True


def _connect(address: str) -> psycopg.Connection[tuple[int]]:
    return psycopg.connect(address, autocommit=True, connect_timeout=10, prepare_threshold=None)


def _process(connection: psycopg.Connection[tuple[int]]) -> int:
    found = connection.execute("SELECT pg_backend_pid()").fetchone()
    assert found is not None
    return found[0]
