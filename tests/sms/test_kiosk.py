"""Kiosk: the offer on the ticket page, the number pad, and invalid numbers."""

import pytest

from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from tests.sms.conftest import NUMBER
from tests.tools.browsers import browser, client, limited, look
from tests.tools.device_pairing import paired

__all__ = ["browser", "client", "limited", "look"]
TOKEN = "A" * 22


@pytest.fixture
def kiosk(browser, office):
    return paired(browser(), office)


@pytest.fixture
def ticket(office):
    return issue(office, "test", NewTicket("info_desk", TOKEN))


@pytest.fixture
def give(kiosk, ticket):
    """``give("0912...")``: what the kiosk answers to that number for the ticket."""
    return lambda number="09123456789": kiosk.post(f"/kiosk/tickets/{TOKEN}/phone", data={"phone": number})


def test_the_ticket_page_offers_notification_by_sms(kiosk, ticket, gateway):
    assert f"/kiosk/tickets/{TOKEN}/phone" in kiosk.get(f"/kiosk/tickets/{TOKEN}").text


def test_while_sms_is_off_nothing_is_offered_and_the_page_is_not_found(kiosk, give):
    assert "/phone" not in kiosk.get(f"/kiosk/tickets/{TOKEN}").text
    assert kiosk.get(f"/kiosk/tickets/{TOKEN}/phone").status_code == 404
    assert give().status_code == 404


def test_a_number_is_stored_and_shown_masked_until_another_replaces_it(kiosk, give, gateway, numbers_kept):
    answer = give("۰۹۱۲ ۳۴۵ ۶۷۸۹")

    assert answer.status_code == 303
    assert numbers_kept() == [NUMBER]
    page = kiosk.get(answer.location).text
    assert "۰۹۱۲***۶۷۸۹" in page
    assert "3456789" not in page
    give("09351112233")
    assert numbers_kept() == ["+989351112233"]


@pytest.mark.parametrize("typed", ["", "0912", "02188776655", '"><script>', "\x00", "9" * 5000])
def test_an_invalid_number_is_reported_on_the_page(give, gateway, numbers_kept, typed):
    answer = give(typed)

    assert answer.status_code == 422
    assert 'data-page="phone"' in answer.text
    assert "\u2066۰۹۱۲\u00a0۳۴۵\u00a0۶۷۸۹\u2069" in answer.text.split("data-problem>")[1].split("</p>")[0]
    assert "<script>" not in answer.text.split("<main")[1].split("</main>")[0]
    assert numbers_kept() == []


def test_an_ended_ticket_accepts_no_number(give, ticket, gateway, numbers_kept):
    cancel(ticket.office_id, ticket.id)

    assert give().status_code == 409
    assert numbers_kept() == []


def test_another_browser_cannot_add_a_number(browser, ticket, gateway, numbers_kept):
    assert browser().post(f"/kiosk/tickets/{TOKEN}/phone", data={"phone": "09123456789"}).status_code == 403
    assert numbers_kept() == []
