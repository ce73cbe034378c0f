"""Outages of the database: which errors mean one, and that each is logged once."""

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from deskq.core import disk_space, outage_log
from deskq.core.errors import CommitUnconfirmed, Damaged, Unavailable

PART = "the database"


def is_outage(error: BaseException) -> bool:
    """Whether the database does not respond or cannot write; other errors are faults of a statement."""
    if isinstance(error, Unavailable | Damaged):  # what ``faults`` and ``writing`` made of it
        return True
    if isinstance(error, DBAPIError):
        return isinstance(error, OperationalError) or error.connection_invalidated or disk_space.is_full(error.orig)
    return isinstance(error, PoolTimeout)


def is_interruption(error: BaseException) -> bool:
    """Whether work ended by ``error`` may be taken up again: an outage, or a commit of which nobody knows the end."""
    return isinstance(error, CommitUnconfirmed) or is_outage(error)


def failed(error: BaseException) -> None:
    """Note an error for which ``is_outage`` is true."""
    if is_disk_full(error):
        disk_space.report_full()
    elif not isinstance(error, Unavailable | Damaged):  # ``faults`` has reported those
        outage_log.failed(PART, f"does not respond: {first_line(error)}")


def works() -> None:
    """The database has answered a query."""
    outage_log.works(PART)


def is_disk_full(error: BaseException) -> bool:
    return disk_space.is_full(getattr(error, "orig", error))


def first_line(error: BaseException) -> str:
    """The first line of the driver's message: the constraint. PostgreSQL prints the row's content below it."""
    return str(getattr(error, "orig", error)).partition("\n")[0]
