"""Finding tickets: by number and day, by filters, page by page."""

import re

import pytest

from deskq.office.models import Counter, Service
from deskq.queue.service import serve
from deskq.queue.service.transfer import transfer
from deskq.reports import tickets

pytestmark = pytest.mark.usefixtures("supervisor")


@pytest.mark.parametrize("digits", [str, lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))])
def test_a_number_leads_to_the_history_of_its_ticket(client, issue, digits):
    ticket = issue()

    answer = client.get("/manage/tickets", query_string={"code": digits(ticket.code), "day": digits("1405/09/03")})

    assert answer.status_code == 303
    assert answer.location.endswith(f"/manage/tickets/{ticket.id}")


def test_a_number_of_another_day_is_not_found_and_a_day_without_tickets_says_so(page, issue):
    empty = page("/manage/tickets")
    ticket = issue()

    text = page(f"/manage/tickets?code={ticket.code}&day=1405-09-02&lang=en")

    assert "No tickets were taken on this day." in empty
    assert "No ticket on this day has this number." in text
    assert "Nothing matches these filters." in text


@pytest.mark.parametrize("day", ["yesterday", "1405/13/01", "1826/11/24", "2026-02-30", "1405/12/30", "<b>"])
def test_an_invalid_day_is_reported_at_its_field(client, day):
    answer = client.get("/manage/tickets", query_string={"day": day, "lang": "en"})

    assert answer.status_code == 422
    assert "Please enter a date, for example 2026-11-24." in answer.text
    assert "<b>" not in answer.text.replace("<b>Nothing", "")


def codes(text: str) -> list[str]:
    """The numbers of the listed tickets, in their order."""
    return re.findall(r'<th scope="row"><a [^>]*><bdi[^>]*>(\w+)</bdi>', text)


@pytest.fixture
def morning(issue, call, later, row, page) -> dict[str, object]:
    """At 10:00 a levy that is called at 10:04, at 11:01 a permit that waits."""
    levy = issue("renewal_levy")
    later(minutes=4)
    call(2)
    page("/manage")  # which keeps the supervisor signed in
    later(minutes=57)
    page("/manage")
    permit = issue("building_permit")
    service, counter = row(Service, code="building_permit").id, row(Counter, number=2).id
    return {"levy": levy.code, "permit": permit.code, "service": service, "counter": counter}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=waiting", ["permit"]),
        ("state=called", ["levy"]),
        ("service={service}", ["permit"]),
        ("counter={counter}", ["levy"]),
        ("hour=10", ["levy"]),
        ("hour=11", ["permit"]),
        ("hour=۱۱", ["permit"]),
        ("hour=12", []),
        ("state=waiting&hour=10", []),
        ("code={levy[0]}", ["levy"]),
        ("state=gone&service=999&counter=x&hour=99", ["permit", "levy"]),
    ],
)
def test_filters_narrow_the_list(page, morning, query, found):
    text = page("/manage/tickets?lang=en&" + query.format(**morning))

    assert codes(text) == [morning[name] for name in found]


def test_each_ticket_says_how_long_it_waited_without_the_service_before_a_transfer(page, morning, at, later):
    later(minutes=7)
    text = page("/manage/tickets")
    assert '<td class="number" data-label="Wait">4 min</td>' in text
    assert "<b>7 min</b> <small>still waiting</small>" in text

    serve.start(at(2))
    later(minutes=30)
    page("/manage")
    transfer(at(2), "building_permit", unserved_because="asked")
    later(minutes=2)

    assert "<b>6 min</b> <small>still waiting</small>" in page("/manage/tickets")


def test_a_long_list_is_shown_page_by_page_and_keeps_its_filters(page, issue, monkeypatch):
    monkeypatch.setattr(tickets, "PAGE", 2)
    made = [issue().code for _ in range(5)][::-1]

    shown, address = [], "/manage/tickets?lang=en&state=waiting"
    while address:
        text = page(address)
        shown.append(codes(text))
        older = re.search(r'href="([^"]*before=[^"]*)"[^>]*>Older', text)
        address = older[1].replace("&amp;", "&") if older else ""

    assert shown == [made[:2], made[2:4], made[4:]]
    assert "5 tickets" in text
    assert "state=waiting" in re.search(r'href="([^"]*)"[^>]*>Newest', text)[1]
