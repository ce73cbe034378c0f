"""Rating by SMS: one digit in reply, or the link that opens the rating and nothing else."""

import pytest
from itsdangerous import URLSafeSerializer

from deskq.core import secrets
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.office import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service import serve as serve_service
from deskq.queue.service.issue import issue
from deskq.ratings import rules, service
from deskq.ratings.views import sms_link
from deskq.sms import rating_port
from deskq.sms import service as sms_service

NUMBER = "+989123456789"


@pytest.fixture
def told(office, at):
    """``told()``: an ended visit whose visitor left a phone number; ``told(ends=False)``: one that waits."""

    def serve(ends: bool = True):
        if queries.counter_by_number(db.session(), office, 2).status != "open":
            counters.open_counter(at(2))
        ticket = issue(office, "test", NewTicket("renewal_levy", secrets.new()))
        sms_service.store_number(office, "test", ticket.id, NUMBER)
        if not ends:
            return ticket
        calls.call_next(at(2), ticket.id)
        serve_service.start(at(2))
        return serve_service.finish(at(2))

    return serve


@pytest.mark.parametrize("words", ["4", "۴", "٤", " 4 ", "4.", "امتیاز من ۴ است", "\u200f4\u200f"])
def test_one_digit_rates_the_visit(office, told, rated, words):
    ticket = told()

    service.rate_by_sms(office, "0912 345 6789", words)

    assert (rated(ticket).score, rated(ticket).source) == (4, "sms")


@pytest.mark.parametrize("words", ["", "0", "6", "45", "4/5", "خوب", "²", "𝟜𝟝", "4" * 5000, "x" * 100_000])
def test_any_other_sms_rates_nothing(office, told, rated, words):
    ticket = told()

    with pytest.raises(InvalidInput):
        service.rate_by_sms(office, NUMBER, words)

    assert rated(ticket) is None


def test_the_later_of_two_visits_is_rated_first(office, told, rated, later):
    first = told()
    later(minutes=10)
    second = told()

    service.rate_by_sms(office, NUMBER, "5")
    service.rate_by_sms(office, NUMBER, "2")

    assert (rated(first).score, rated(second).score) == (2, 5)
    with pytest.raises(rules.NothingToRate):
        service.rate_by_sms(office, NUMBER, "1")


@pytest.mark.parametrize("number", ["+989120000000", "", "nobody", "021 88", "x" * 1000])
def test_another_number_rates_nothing(office, told, rated, number):
    ticket = told()

    with pytest.raises(rules.NothingToRate):
        service.rate_by_sms(office, number, "1")

    assert rated(ticket) is None


@pytest.mark.parametrize("ends", [True, False], ids=["late", "not yet ended"])
def test_an_sms_outside_of_the_time_to_rate_rates_nothing(office, told, later, set_office, ends):
    set_office(rate_hours=2)
    told(ends)
    later(hours=2, seconds=1)

    with pytest.raises(rules.NothingToRate):
        service.rate_by_sms(office, NUMBER, "1")


@pytest.fixture
def linked(app, visit):
    """``linked()``: an ended visit, its secret and the path of its link."""

    def make():
        app.config.update(SMS_LINKS=True)
        ticket, token = visit()
        how, address = sms_link.rating_request_method(ticket.id)
        assert how == rating_port.LINK
        return ticket, token, address.removeprefix("http://localhost")

    return make


def test_the_link_opens_the_rating_and_not_the_ticket(client, linked, rated):
    ticket, token, path = linked()

    page = client.get(path)
    assert page.status_code == 200
    assert 'value="5"' in page.text
    assert token not in page.text
    assert "/cancellation" not in page.text
    assert client.get(path.replace("/r/", "/t/")).status_code == 404
    assert client.post(path, data={"score": "5"}).location.startswith(path)
    assert client.post(path, data={"score": "1"}).status_code == 409
    item = rated(ticket).asked.split(",")[0]
    words = client.post(f"{path}/words", data={"reasons": ["waiting"], "comment": "سپاس", f"answer-{item}": "4"})

    assert words.status_code == 303
    assert (rated(ticket).score, rated(ticket).source, rated(ticket).reasons) == (5, "sms", "waiting")
    assert client.get(f"{path}/questions").text.count("<fieldset") == 3  # the first step
    assert client.post(f"{path}/questions", data={"answer-overall": "4"}).status_code == 303


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}.x", "..", "MQ.MQ", "%00", "é"])
def test_a_forged_link_is_refused(client, linked, rated, change):
    ticket, _, path = linked()
    signed = change.format(path.removeprefix("/r/"))

    assert client.get(f"/r/{signed}").status_code == 404
    assert client.post(f"/r/{signed}", data={"score": "1"}).status_code == 404
    assert rated(ticket) is None


def test_a_secret_signed_for_another_purpose_is_refused(app, client, linked):
    ticket, _, _ = linked()
    for salt, value in (("device", ticket.id), ("rating", "1"), ("rating", 10**12), ("rating", None)):
        signed = URLSafeSerializer(app.config["SECRET_KEY"], salt=salt).dumps(value)
        assert client.get(f"/r/{signed}").status_code == 404, (salt, value)


def test_an_expired_link_says_so(client, linked, later):
    _, _, path = linked()
    later(hours=25)

    assert "has passed" in client.get(f"{path}?lang=en").text
    assert client.post(path, data={"score": "5"}).status_code == 409


def test_settings_decide_how_an_sms_asks(app):
    app.config.update(SMS_RATING=True, SMS_LINKS=False, SMS_REPLIES=False)
    assert sms_link.rating_request_method(1) == (rating_port.PAGE, "")
    app.config.update(SMS_REPLIES=True)
    assert sms_link.rating_request_method(1) == (rating_port.REPLY, "")
    app.config.update(SMS_RATING=False)
    assert sms_link.rating_request_method(1) is None
