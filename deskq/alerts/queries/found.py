"""A condition that calls for an alert."""

from datetime import datetime
from typing import NamedTuple


class Found(NamedTuple):
    """A condition that calls for an alert. ``since``: beginning of a condition of a message; None for conditions of the
    hall, which begin when a round first finds them."""

    kind: str
    subject: int
    name: str = ""
    figure: int = 0
    since: datetime | None = None
    report: bool = False

    @property
    def key(self) -> tuple[str, int, str]:
        return self.kind, self.subject, self.name
