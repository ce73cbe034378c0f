"""What alerts ask of the backups, which are above them: whether they work."""

from collections.abc import Callable, Sequence

from deskq.core.ports import Port

#: The two things that can fail.
BACKUP, DRILL = "backup", "drill"


def _none() -> Sequence[str]:
    return ()


#: ``bound()``: those of ``BACKUP`` and ``DRILL`` that failed or are overdue.
PORT: Port[Callable[[], Sequence[str]]] = Port("failed_backups", _none)
