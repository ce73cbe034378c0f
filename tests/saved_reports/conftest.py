"""Fixtures of saved reports: one that is sent each week, its recipients, a mail server, jobs that run when told to."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.saved_reports import jobs
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.mail.server import Letter
from deskq.saved_reports.models import ReportRecipient, SavedReport
from deskq.saved_reports.service import recipients, saved
from deskq.saved_reports.service.saved import Wanted
from deskq.sms.gateways.port import SendFailed
from deskq.staff import queries as staff_queries
from tests.core.journal.conftest import entries
from tests.sms.conftest import gateway, work
from tests.tools.admin_pages import browser, client, issue, look, page, send, supervisor

__all__ = ["browser", "client", "entries", "gateway", "issue", "look", "page", "send", "supervisor", "work"]
#: Saturday 7 Azar 1405, 09:00 in Tehran: the first day of a week.
SATURDAY = datetime(2026, 11, 28, 5, 30, tzinfo=UTC)
NUMBER, ADDRESS = "+989121234567", "manager@example.ir"


class RecordingServer:
    """The double of a mail server: remembers what it took, and answers first with what stands in ``answers``."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answers: list[SendFailed] = []

    def send(self, letter: Letter) -> None:
        if self.answers:
            raise self.answers.pop(0)
        self.letters.append(letter)


@pytest.fixture
def server(app) -> RecordingServer:
    app.extensions[outbox.EXTENSION].server = made = RecordingServer()
    return made


@pytest.fixture
def save(office) -> Callable[..., SavedReport]:
    """``save(name="x", sends="week")``"""

    def make(**more: Any) -> SavedReport:
        fields = {
            "name": "هفتگی", "subject": "visits", "by": "service", "period": "week", "running": False, "first": None,
            "last": None, "services": "", "sends": "", **more,
        }  # fmt: skip
        return saved.save(office, "test", Wanted(**fields))

    return make


@pytest.fixture
def send_to(office) -> Callable[..., ReportRecipient]:
    def add(report: SavedReport, way: str = "mail", address: str = "", who: str = "supervisor") -> ReportRecipient:
        person = staff_queries.person_by_name(db.session(), who)
        address = address or {"mail": ADDRESS, "sms": NUMBER}[way]
        return recipients.add(office, "test", report.id, person.id, way, address)

    return add


@pytest.fixture
def people(office) -> dict[str, int]:
    return {person.sign_in_name: person.id for person in staff_queries.people(db.session(), office)}


@pytest.fixture
def round_(app) -> Callable[[], None]:
    """One run of both jobs."""

    def step() -> None:
        db.session.remove()
        jobs.run_once()
        outbox.run_once()
        db.session.remove()

    return step


@pytest.fixture
def saturday() -> Callable[[], None]:
    def move(**replaced: int) -> None:
        clock.fix(SATURDAY.replace(**replaced))

    return move


@pytest.fixture
def mailed(save, send_to, round_, server, saturday) -> Callable[..., list[Letter]]:
    """``mailed(with_file=True)``: what was mailed by the Saturday on which such a report of each week is due."""

    def week(**more: Any) -> list[Letter]:
        send_to(save(sends="week", **more))
        saturday()
        round_()
        return server.letters

    return week
