"""Finding a ticket by its number and day."""

import pytest


@pytest.fixture(autouse=True)
def supervisor(sign_in):
    return sign_in("supervisor")


@pytest.mark.parametrize("digits", [str, lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))])
def test_a_number_leads_to_the_history_of_its_ticket(client, issue, digits):
    ticket = issue()

    answer = client.get("/manage/tickets", query_string={"code": digits(ticket.code), "day": digits("1405/09/03")})

    assert answer.status_code == 303
    assert answer.location.endswith(f"/manage/tickets/{ticket.id}")


def test_a_number_of_another_day_is_not_found(page, issue):
    ticket = issue()

    text = page(f"/manage/tickets?code={ticket.code}&day=1405-09-02&lang=en")

    assert "No ticket on this day has this number." in text
    assert "No tickets were taken on this day." in text


def test_tickets_of_a_day_are_listed_newest_first(page, issue):
    first, second = issue(), issue()

    text = page("/manage/tickets")

    assert text.index(f"/manage/tickets/{second.id}?") < text.index(f"/manage/tickets/{first.id}?")


@pytest.mark.parametrize("day", ["yesterday", "1405/13/01", "2026/11/24", "1405/12/30", "<b>"])
def test_an_invalid_day_is_reported_at_its_field(client, day):
    answer = client.get("/manage/tickets", query_string={"day": day, "lang": "en"})

    assert answer.status_code == 422
    assert "Please enter a date, for example 1405/09/03." in answer.text
    assert "<b>" not in answer.text.replace("<b>Nothing", "")
