"""Content of the hall page: counters, queues and figures of today, as read by ``queries.hall``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskq.core.text.names import Name
from deskq.estimate.metrics import Accuracy
from deskq.office.rules import USUAL_SHARE, Hours, Place, Target
from deskq.panel.advisor import HallAdvice
from deskq.panel.forecaster import DayForecast, ForecastQuarter
from deskq.panel.recent import Recent
from deskq.panel.today import HallToday, ServiceToday
from deskq.queue.screens.shared import WaitShown
from deskq.reports.devices_now import DevicesNow
from deskq.reports.hall_actions import Closure, HallActions
from deskq.reports.rules import Trouble
from deskq.sms import status as status_sms


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One counter now. ``since``: when its visitor was called or the service began; ``idle_since``: end of its last
    visit, while it has no visitor; ``late``: its break is overdue; ``to_fetch``: staff must still go to its visitor;
    ``left_at``: last action of a clerk who seems to have left; ``help_since``: when it asked for help."""

    place: Place
    name: Name
    status: str
    break_until: datetime | None
    late: bool
    clerk: Name | None
    ticket: int | None
    code: str | None
    state: str | None
    service: Name | None
    since: datetime | None
    idle_since: datetime | None = None
    to_fetch: bool = False
    left_at: datetime | None = None
    clerk_id: int | None = None
    help_since: datetime | None = None

    @property
    def number(self) -> int:
        return self.place.counter

    @property
    def free(self) -> bool:
        """Open, attended and without a visitor."""
        return self.status == "open" and self.ticket is None and self.left_at is None


@dataclass(frozen=True, slots=True)
class HallWaiting:
    """The queue of one service. ``longest``: total wait of ticket ``code`` in seconds; ``since``: now minus this wait;
    ``late``: past the maximum wait; ``served``: a counter that is open or on break serves it; ``target``: the required
    service level; ``today``: the level reached today, None without visitors."""

    id: int
    name: Name
    count: int
    longest: int
    late: bool
    served: bool
    ticket: int
    code: str
    since: datetime
    target: Target
    today: ServiceToday | None = None
    wait: WaitShown | None = None

    @property
    def waits(self) -> tuple[int, int] | tuple[()]:
        """Median and 90th percentile of today's waits, in seconds."""
        return (self.today and self.today.waits) or ()


@dataclass(frozen=True, slots=True)
class Hall:
    """``counters_for``: {service with advice: what its counters could do}. ``one_target``: the common target of all
    services with visitors today, if they have the same. ``advice`` and ``forecast`` are None until they are computed.
    ``actions`` is None for people who may only look."""

    version: int
    at: datetime
    office_id: int
    office: Name
    counters: list[HallCounter]
    waiting: list[HallWaiting]
    today: HallToday
    recent: Recent
    max_wait: int
    troubles: list[Trouble]
    problems: list[status_sms.Problem]
    closures: list[Closure]
    targets: Mapping[int, Target]
    service_names: Mapping[int, Name]
    counters_for: Mapping[int, Trouble]
    hours: Hours
    devices: DevicesNow
    one_target: Target | None = None
    advice: HallAdvice | None = None
    forecast: DayForecast | None = None
    quarters: list[ForecastQuarter] = field(default_factory=list)
    accuracy: Accuracy | None = None
    actions: HallActions | None = None

    @property
    def open(self) -> bool:
        return self.hours.open

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)

    @property
    def worst(self) -> HallWaiting | None:
        """The queue with the longest wait."""
        return self.waiting[0] if self.waiting else None

    @property
    def misses_target(self) -> bool:
        """Whether too few visitors of all services together were called in time."""
        return self.today.level.misses(self.one_target.percent if self.one_target else USUAL_SHARE)

    @property
    def scale(self) -> int:
        """Length in seconds of the scale of the bars of waits."""
        ends = [end for row in self.waiting for end in (row.longest, row.target.seconds, *row.waits)]
        return int(1.05 * max(ends, default=self.max_wait))

    def queue(self, service_id: int) -> HallWaiting:
        return next(row for row in self.waiting if row.id == service_id)
