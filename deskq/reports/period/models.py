"""Table of the figures of each finished business day."""

from sqlalchemy import BigInteger, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model


class DayFigures(Model):
    """Figures of the visits of one day: of all visits (``part`` "all", ``key`` 0), and by service, counter, clerk,
    channel, priority class and hour. They are derived from tickets and their intervals after the day, and change only
    with the targets. A day without visitors has only the row of all visits."""

    __tablename__ = "day_figures"

    office_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    arrivals: Mapped[int]
    served: Mapped[int]
    no_shows: Mapped[int]
    abandoned: Mapped[int]
    transfers: Mapped[int]
    priority: Mapped[int]
    joined: Mapped[int]
    overtaking: Mapped[int]
    overtaking_by_class: Mapped[int]
    in_time: Mapped[int]
    judged: Mapped[int]
    #: Checksum of the targets by which ``in_time`` was judged, see ``visits.targets``. With others the day is computed
    #: and stored anew.
    targets: Mapped[int] = mapped_column(BigInteger)
    #: Whole seconds of each visit, see ``figures.packed``.
    first: Mapped[bytes] = mapped_column(LargeBinary)
    total: Mapped[bytes] = mapped_column(LargeBinary)
    service: Mapped[bytes] = mapped_column(LargeBinary)
