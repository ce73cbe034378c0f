"""The offices whose hall somebody looks at: only for them figures are worked out in the background."""

from datetime import datetime, timedelta

from deskq.core import clock

#: So long after somebody looked at the hall.
WANTED = timedelta(minutes=2)


class WantedOffices:
    def __init__(self) -> None:
        self._at: dict[int, datetime] = {}

    def note(self, office_id: int) -> None:
        """Somebody looks at its hall now."""
        self._at[office_id] = clock.now()

    def now(self) -> list[int]:
        self._at = {office: at for office, at in self._at.items() if not clock.has_passed(WANTED, at)}
        return list(self._at)
