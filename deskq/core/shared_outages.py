"""Outages of all processes, shared in the database: each process writes its own (see ``outages``).

Rows are written when an outage begins or ends, and renewed each minute while it lasts; rows of a process that ended
expire by ``until``.
"""

import json
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import String, Text, delete, insert, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core import clock, outages
from deskq.core.db import faults
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.writing import writing
from deskq.core.extensions import Model, db
from deskq.core.outages import KnownOutage, Outage
from deskq.core.ports import Port

PERIOD = 2.0
RENEW_AFTER = timedelta(minutes=1)
EXPIRES_AFTER = timedelta(minutes=3)


class SharedOutage(Model):
    """One outage found by one process. ``until``: when the row expires unless its process renews it."""

    __tablename__ = "trouble"

    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    process: Mapped[str] = mapped_column(String(120), primary_key=True)
    slug: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcMicroseconds)
    until: Mapped[datetime] = mapped_column(UtcMicroseconds)

    @property
    def known(self) -> KnownOutage:
        return KnownOutage(self.way, Outage(self.slug, self.text, json.loads(self.facts)), self.since)


class OutageSharing:
    """Writes the outages of this process; ``once`` writes only if something changed or must be renewed."""

    def __init__(self) -> None:
        self.process = f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex[:8]}"
        self._written: list[KnownOutage] = []
        self._renew_at = clock.now()

    def once(self) -> None:
        now = clock.now()
        mine = [known for known in outages.current() if known.part != faults.PART]  # each process meets that itself
        if mine == self._written and (not mine or now < self._renew_at):
            return
        self._write([self._row(known, now + EXPIRES_AFTER) for known in mine], now)
        self._written, self._renew_at = mine, now + RENEW_AFTER

    def _row(self, known: KnownOutage, until: datetime) -> dict[str, Any]:
        facts = json.dumps({name: str(value) for name, value in known.problem.values.items()}, ensure_ascii=False)
        columns = {"slug": known.problem.slug, "text": known.problem.text, "facts": facts, "since": known.since}
        return {"way": known.part, "process": self.process, "until": until, **columns}

    def _write(self, rows: list[dict[str, Any]], now: datetime) -> None:
        with writing(db.session()) as connection:
            connection.execute(
                delete(SharedOutage).where(or_(SharedOutage.process == self.process, SharedOutage.until < now))
            )
            if rows:
                connection.execute(insert(SharedOutage), rows)


def current() -> list[KnownOutage]:
    """The outages of all processes, each once, the oldest first."""
    shared = db.session().scalars(select(SharedOutage).where(SharedOutage.until >= clock.now()))
    every = sorted([*outages.current(), *(row.known for row in shared)], key=lambda known: known.since)
    return list({(known.part, known.problem.slug): known for known in reversed(every)}.values())[::-1]


def states() -> dict[str, str | None]:
    """{part: slug of its outage in any process, or None when it works}."""
    return outages.states() | {known.part: known.problem.slug for known in current()}


@dataclass(frozen=True, slots=True)
class Outages:
    """What templates read as ``ports.outages``."""

    current: Callable[[], list[KnownOutage]] = current


PORT: Port[Outages] = Port("outages", Outages())
