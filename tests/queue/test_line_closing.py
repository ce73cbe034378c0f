"""The queue closes in time: no ticket where the turn would come after closing."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.estimate.forecast_cache import OfficeForecast
from deskq.office import config_cache
from deskq.office.models import Opening, Service
from deskq.queue import line_closing, queries, wait_port
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules import line_closing as rules
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.kiosk.queries import group_cards
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import issue as issue_service
from tests.tools.browsers import browser, client
from tests.tools.device_pairing import paired
from tests.tools.statements import statements

__all__ = ["browser", "client"]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVICE = "renewal_levy"


@pytest.fixture
def closes_in(edit, office):
    """``closes_in(30)``: the office closes in so many minutes."""

    def set_hours(minutes: int) -> None:
        local = clock.now().astimezone(clock.zone())
        closes = local.hour * 60 + local.minute + minutes
        with edit() as session:
            session.query(Opening).filter(Opening.office_id == office).update({"opens": 0, "closes": closes})

    return set_hours


@pytest.fixture
def wait(monkeypatch):
    """``wait(40)``: the estimate says so many minutes for who comes now; None: it knows nothing."""

    def tell(minutes: int | None) -> None:
        shown = WaitShown((minutes * 60, minutes * 90)) if minutes is not None else None
        monkeypatch.setattr(wait_port, "of_service", lambda *asked: shown)
        monkeypatch.setattr(wait_port, "of_ticket", lambda *asked: shown)

    return tell


@pytest.fixture
def full(set_office, closes_in, wait):
    """``full("hard")``: the estimate reaches ten minutes beyond closing."""

    def set_up(setting: str) -> None:
        set_office(line_closing=setting)
        closes_in(30)
        wait(40)

    return set_up


@pytest.fixture
def take(office):
    """``take(late_ok=True)``: a ticket asked for with this wish."""

    def ask(priority: str = "", **wish) -> Ticket:
        return issue_service.issue(office, "test", NewTicket(SERVICE, secrets.new(), priority, **wish))

    return ask


@pytest.mark.parametrize(
    ("wait", "closes", "endless", "late"),
    [
        (29, 30, False, False), (30, 30, False, True), (60, 30, False, True), (None, 30, False, False),
        (60, None, False, False), (None, 60, True, True), (None, 6 * 60, True, True), (None, 7 * 60, True, False),
    ],
)  # fmt: skip
def test_too_late_is_a_turn_that_would_come_at_closing_or_after(wait, closes, endless, late):
    """A queue longer than an estimate foresees is too late for a closing before that."""
    closes_at = NOW + timedelta(minutes=closes) if closes is not None else None

    assert rules.is_too_late(NOW, None if wait is None else wait * 60, closes_at, endless=endless) is late


def test_while_it_is_off_a_ticket_is_given_until_closing_and_a_resent_request_still_finds_it(full, issue):
    full("off")
    first = issue(key="request-1")
    assert first.state == "waiting"
    full("hard")

    assert issue(key="request-1").id == first.id


def test_hard_gives_no_ticket_before_closing_time_and_does_not_ask(full, take, unchanged):
    full("hard")

    for wish in ({}, {"late_ok": True}):
        with unchanged(), pytest.raises(rules.LineClosed):
            take(**wish)


def test_soft_asks_first_and_gives_it_to_who_wants_it(full, take, unchanged):
    full("soft")

    with unchanged(), pytest.raises(rules.MayNotBeServed):
        take()
    assert take(late_ok=True).state == "waiting"


def test_nobody_is_turned_away_without_an_estimate_nor_who_was_promised_an_hour_nor_by_a_machine_for_staff(
    full, take, issue, wait
):
    full("hard")

    assert take(priority="appointment", begins_at=clock.now()).state == "waiting"
    assert take(by_staff=True).state == "waiting"
    wait(None)
    assert issue().state == "waiting"


def test_a_queue_that_no_estimate_sees_the_end_of_is_closed(
    app, set_office, closes_in, desk, issue, service_id, office
):
    set_office(line_closing="hard")
    closes_in(60)
    desk(2)
    service = service_id(SERVICE)
    board = app.extensions["deskq_estimate"].board
    board.publish(office, OfficeForecast(clock.now(), {(service, 1.0): None}, {}, frozenset({service})))

    with pytest.raises(rules.LineClosed):
        issue()


def test_the_kiosk_says_it_and_what_else_to_do(full, client, office):
    kiosk = paired(client, office)
    full("hard")

    service, group = kiosk.get(f"/kiosk/services/{SERVICE}?lang=en").text, kiosk.get("/kiosk/groups/2?lang=en").text
    home = kiosk.get("/kiosk?lang=en").text
    refused = kiosk.post("/kiosk/tickets", data={"service": SERVICE})

    assert "There is no time left today" in service
    assert "take-ticket" not in service
    assert "File a request or complaint" in service
    assert "No more tickets now" in group
    assert "No more tickets now" in home
    assert "ahead of you" not in home
    assert refused.status_code == 409


def test_a_group_of_services_gives_tickets_as_long_as_one_of_them_does(full, office, monkeypatch):
    full("hard")
    config = config_cache.of(db.session(), office)
    first, second = (group.id for group in config.groups[:2])
    late = {row.id for row in config.at_kiosk if row.group_id == first}
    late.add(next(row.id for row in config.at_kiosk if row.group_id == second))
    monkeypatch.setattr(line_closing, "_is_too_late", lambda _, service, *more: service in late)

    gives = {card.id: card.gives for card in group_cards(db.session(), office)}

    assert (gives[first], gives[second]) == (False, True)


def test_kiosk_and_machine_ask_and_the_answer_goes_with_the_form(full, client, office):
    headers = {"Authorization": f"Bearer {token_service.create_token(office, 'kiosk', 'test')}"}
    kiosk = paired(client, office)
    full("soft")

    text = kiosk.get(f"/kiosk/services/{SERVICE}?lang=en").text
    form = {"service": SERVICE, "request_key": "request-1"}
    refused = client.post("/api/v1/tickets", json={"service": SERVICE}, headers=headers)
    given = client.post("/api/v1/tickets", json={"service": SERVICE, "late_ok": True}, headers=headers)

    assert all(card.gives for card in group_cards(db.session(), office))
    assert "We may close before your turn" in text
    assert '<input type="hidden" name="late_ok" value="1">' in text
    assert kiosk.post("/kiosk/tickets", data=form).status_code == 409
    assert kiosk.post("/kiosk/tickets", data={**form, "late_ok": "1"}).status_code == 303
    assert (refused.status_code, refused.json["type"], given.status_code) == (409, "may-not-be-served", 201)


def test_who_holds_a_ticket_reads_that_the_office_may_close_before(issue, full, now_of):
    ticket = issue()
    before = ticket_view(db.session(), now_of(ticket)).closed_before
    full("hard")

    closes = ticket_view(db.session(), now_of(ticket)).closed_before

    assert before is None
    assert closes == clock.now() + timedelta(minutes=30)


def test_after_closing_holders_stay_and_nobody_is_told_that_they_can_leave_for_a_while(
    desk, closes_in, later, client, monkeypatch
):
    secret = secrets.new()
    action = desk(2)
    ticket = issue_service.issue(action.office_id, "test", NewTicket(SERVICE, secret))
    closes_in(30)
    monkeypatch.setattr(wait_port, "of_ticket", lambda *asked: WaitShown((3600, 5400), clock.now()))
    open_ = counter_panel(db.session(), action.office_id, action.counter_id).after_closing
    before = client.get(f"/t/{secret}").text
    later(minutes=31)

    assert open_ is False
    assert 'data-earliest=""' not in before
    assert counter_panel(db.session(), action.office_id, action.counter_id).after_closing is True
    shown = client.get(f"/t/{secret}?lang=en").text
    assert "We have closed, and you hold a ticket" in shown
    assert 'data-earliest=""' in shown
    assert queries.ticket_by_id(db.session(), ticket.id).state == "waiting"
    assert db.session().query(Ticket).count() == 1


def test_once_closed_the_closing_is_never_later_than_the_page(issue, closes_in, later, now_of, monkeypatch):
    ticket = issue()
    closes_in(30)
    begin, ticks = later(minutes=31), iter(range(10_000))
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(microseconds=next(ticks)))

    shown = ticket_view(db.session(), now_of(ticket))

    assert shown.closed_before == shown.at


def test_all_services_are_asked_about_in_two_queries(full, edit, office):
    with edit() as session:
        session.query(Service).filter(Service.office_id == office).update({"day_quota": 5, "hour_quota": 2})
    full("hard")
    db.session.remove()
    config = config_cache.of(db.session(), office)

    with statements() as sent:
        found = line_closing.refusals(db.session(), config, config.at_kiosk, clock.now())

    assert found.keys() == {row.id for row in config.at_kiosk}
    assert len(sent) == 2
