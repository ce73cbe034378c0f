"""Columns of the office and of services: its parts; what limits the queue or sets its target: tickets from outside,
closing in time, quotas, service level; which days are working days."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class PartColumns:
    """The parts of the town that the office does not use (``parts.py``), divided by spaces."""

    unused_parts: Mapped[str] = mapped_column(String(80), default="", server_default="")


class JoiningColumns:
    """Tickets taken from outside."""

    #: Largest share in percent of tickets from outside among all tickets that have not ended; 0: joining is off.
    join_share: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Minutes after their turn in which visitors who joined from outside keep their place.
    join_minutes: Mapped[int] = mapped_column(default=10, server_default="10")
    #: "35.4867, 51.0532" (empty: distance is not checked), and the metres within which a phone counts as here.
    location: Mapped[str] = mapped_column(String(40), default="", server_default="")
    join_metres: Mapped[int] = mapped_column(default=200, server_default="200")
    #: Where the digits at the door are shown: ``door`` on their own page only, ``board`` on the lobby board too.
    join_digits: Mapped[str] = mapped_column(String(5), default="door", server_default="door")


class ClosingColumns:
    """What the kiosk does if a visitor would probably not be called before closing: ``off``: nothing; ``soft``: it
    asks; ``hard``: it gives no ticket."""

    line_closing: Mapped[str] = mapped_column(String(4), default="off", server_default="off")


class WorkingColumns:
    """The opening days that count as working days, one of ``rules.DAYS_OFF``."""

    working_week: Mapped[str] = mapped_column(String(8), default="open", server_default="open")


class TargetColumns:
    """The target service level: percent of visitors first called within so many minutes. None: the default share
    (``rules.USUAL_SHARE``) and the office's maximum wait."""

    target_percent: Mapped[int | None]
    target_minutes: Mapped[int | None]


class QuotaColumns:
    """Quotas of tickets of a service for a business day and for an hour of the clock; None: no quota."""

    day_quota: Mapped[int | None]
    hour_quota: Mapped[int | None]
