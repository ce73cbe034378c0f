"""Who waits now, and how long somebody who comes now would wait, for each service on offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.office.rules import Hours
from deskq.published.rules.usual_waits import UsualWait
from deskq.queue import queries, staffed_counters, wait_port
from deskq.queue.screens.shared import WaitShown

#: Minutes of a scale on which all waits are short.
SHORTEST_SCALE = 30


@dataclass(frozen=True, slots=True)
class WaitingService:
    """``wait``: None where it is not known at the moment; ``best``: the hour of the week with the shortest waits."""

    name: Name
    is_open: bool
    count: int
    wait: WaitShown | None
    best: UsualWait | None


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """``groups``: the services in the groups of the kiosk, in its order."""

    at: datetime
    hours: Hours
    groups: list[tuple[Name, list[WaitingService]]]

    @property
    def count(self) -> int:
        return sum(service.count for _, services in self.groups for service in services)

    @property
    def has_bars(self) -> bool:
        return any(one.wait and one.wait.seconds for _, services in self.groups for one in services)

    @property
    def longest(self) -> int:
        """The latest minute of all waits: the end of the scale of the bars."""
        waits = [one.wait for _, services in self.groups for one in services]
        return max([SHORTEST_SCALE, *(wait.minutes[1] for wait in waits if wait and wait.seconds)])


def waiting_now(session: Session, config: OfficeConfig, best: Mapping[int, UsualWait]) -> WaitingNow:
    now, office_id = clock.now(), config.office.id
    hours = config.hours(now)
    counts = queries.waiting_counts(session, office_id)
    served = staffed_counters.services_served(session, config)
    by_group: dict[int, list[WaitingService]] = {}
    for service in config.at_kiosk:
        is_open = config.hours(now, service.id).open
        wait = wait_port.of_service(office_id, service.id, served) if is_open else None
        row = WaitingService(service.name, is_open, counts.get(service.id, 0), wait, best.get(service.id))
        by_group.setdefault(service.group_id, []).append(row)
    return WaitingNow(now, hours, [(one.name, by_group[one.id]) for one in config.groups if one.id in by_group])
