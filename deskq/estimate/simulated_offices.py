"""Parameters of the simulated offices that the estimate is evaluated on."""

from dataclasses import dataclass

MEAN_MINUTES = (3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 20)


@dataclass(frozen=True)
class OfficeParameters:
    """``load``: work arriving in a day divided by the capacity of the counters. ``minutes``: mean lengths of services.
    ``rotating``: two of three counters work half a day, alternately. ``part_time``: number of counters that open for
    two and a half hours. ``group``: number of visitors who come together. ``patience``: mean minutes until a visitor
    leaves. ``to_the_minute``: the log has no seconds."""

    counters: int
    services: int
    load: float
    seed: int
    days: int = 20
    minutes: tuple[int, ...] = MEAN_MINUTES
    rotating: bool = False
    part_time: int = 0
    group: int = 1
    patience: float = 0.0
    to_the_minute: bool = False


OFFICES = {
    "3 counters": OfficeParameters(3, 6, 0.72, 3),
    "4 counters": OfficeParameters(4, 8, 0.74, 4),
    "8 counters": OfficeParameters(8, 12, 0.76, 8),
    "30 counters": OfficeParameters(30, 24, 0.80, 30, days=10),
    "rotating shifts": OfficeParameters(8, 6, 0.42, 51, rotating=True),
    "part-time counters": OfficeParameters(6, 6, 0.50, 52, part_time=3),
    "one-minute waits": OfficeParameters(8, 6, 0.55, 53, days=12, minutes=(1, 2, 2, 3)),
    "bursts": OfficeParameters(6, 6, 0.60, 54, group=6),
    "walk-outs": OfficeParameters(4, 6, 0.95, 55, patience=20.0),
    "to the minute": OfficeParameters(6, 6, 0.70, 56, to_the_minute=True),
}
