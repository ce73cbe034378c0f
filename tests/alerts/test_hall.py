"""What stands in the hall and at its devices is raised from a limit on, and over when it is mended."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from deskq.access.devices.models import Device
from deskq.alerts.queries import due
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Opening
from deskq.printing import service as printing
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue
from tests.alerts.conftest import after


@pytest.fixture
def arrive(office):
    return lambda code="renewal_levy": issue(office, "test", NewTicket(code, secrets.new()))


def test_a_wait_is_told_from_its_limit_on(round_, arrive, told, standing, at):
    told("wait", limit=30)
    told("idle", screens=False, texts=False)
    ticket = arrive()
    after(minutes=29)
    round_()
    assert standing() == []

    after(minutes=1)
    round_()
    assert standing() == [("wait", ticket.service_id)]

    counters.open_counter(at(2))
    calls.call_next(at(2))
    round_()
    assert standing() == []


def test_many_people_are_told_by_service_and_the_figure_of_an_alert_that_goes_on_is_kept_with_the_mark(
    round_, arrive, told, standing, every, monkeypatch
):
    monkeypatch.setattr(due, "MOST_BEHIND", 2)
    told("people", limit=3)
    tickets = [arrive() for _ in range(2)]
    round_()
    assert standing() == []

    arrive()
    round_()
    assert standing() == [("people", tickets[0].service_id)]
    assert [one.figure for one in every()] == [3]

    for _ in range(4):
        arrive()
    round_()
    assert [one.figure for one in every()] == [7]


def test_an_open_counter_that_calls_nobody_is_told_while_people_wait_for_it(round_, arrive, told, standing, at):
    told("idle", limit=10)
    told("wait", screens=False, texts=False)
    press = at(2)
    counters.open_counter(press)
    after(minutes=11)
    round_()
    assert standing() == []

    arrive()
    round_()
    assert standing() == [("idle", press.counter_id)]

    calls.call_next(at(2))
    round_()
    assert standing() == []


class TestPrinter:
    @pytest.fixture
    def more_settings(self) -> dict[str, object]:
        return {"PRINTER": "network://127.0.0.1:9"}

    def test_one_without_paper_is_told_until_it_has_some(self, round_, standing, office):
        printing.hold(office, "main", "me", timedelta(minutes=1), dead=False)
        printing.note(office, "main", "paper_out")
        round_()
        assert standing() == [("printer", 0)]

        printing.note(office, "main", "paper_low")
        round_()
        assert standing() == []


def seen(device_id: int, minutes: float) -> None:
    with transaction(1, "test") as tx:
        at = clock.now() - timedelta(minutes=minutes)
        tx.connection.execute(update(Device).where(Device.id == device_id).values(seen_at=at))
    db.session.remove()


def test_a_silent_screen_is_told_while_the_office_is_open(round_, pair, told, standing):
    told("silent", limit=10)
    lobby = pair("lobby").device_id

    for minutes, alerts in ((9, []), (10, [("silent", lobby)]), (0, [])):
        seen(lobby, minutes)
        round_()
        assert standing() == alerts


def test_screens_may_be_dark_at_night_and_a_while_after_opening(round_, pair, told, standing, office):
    told("silent", limit=20)
    with transaction(office, "test") as tx:
        tx.session.query(Opening).filter(Opening.office_id == office).update({"opens": 7 * 60, "closes": 14 * 60})
        tx.config_changed()
    lobby = pair("lobby").device_id
    morning = clock.now().astimezone(clock.zone())
    seen(lobby, 14 * 60)

    for hour, minute, alerts in ((3, 0, []), (7, 19, []), (7, 20, [("silent", lobby)])):
        clock.fix(morning.replace(hour=hour, minute=minute))
        round_()
        assert standing() == alerts
