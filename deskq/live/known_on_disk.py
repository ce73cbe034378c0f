"""Up to which sequence the journal of each office is surely on the disk.

A commit can be read before it is there; what a power cut may undo is sent to nobody.
"""

from sqlalchemy import make_url

from deskq.core.db import group_commit
from deskq.core.db.writing import end_reading


class KnownOnDisk:
    """What is known of one database, given by its URL."""

    def __init__(self, database: str) -> None:
        self._database = make_url(database)
        self._up_to: dict[int, int] = {}

    def note(self, office: int, sequence: int) -> None:
        """The journal of ``office`` is on the disk up to ``sequence``, because its commit has waited for the disk."""
        self._up_to[office] = max(sequence, self._up_to.get(office, 0))

    def wait(self, office: int, sequence: int) -> None:
        """Wait until the journal of ``office`` is on the disk up to ``sequence``."""
        if sequence > self._up_to.get(office, 0):
            end_reading()
            group_commit.wait(self._database)
            self._up_to[office] = sequence
