"""Rating at the kiosk by the scanned code of the ticket, in any spelling a reader sends."""

import pytest

READ = ["http://localhost/t/{}", "https://another.example:8443/desk/t/{}?lang=en", "/t/{}#x", "{}", " {}\n"]


@pytest.mark.parametrize("read", READ)
def test_a_scanned_ticket_leads_to_its_visit(kiosk, visit, rated, read):
    ticket, token = visit(2)
    code = read.format(token)

    found = kiosk.post("/kiosk/rating?lang=en", data={"code": code})
    assert f"Number {ticket.code}, finished at counter 2 at 10:00?" in found.text
    tapped = kiosk.post("/kiosk/rating/score", data={"code": code, "score": "5"})
    said = kiosk.post("/kiosk/rating/reason", data={"code": code, "reasons": "conduct"})

    assert (tapped.status_code, said.status_code) == (200, 200)
    assert (rated(ticket).source, rated(ticket).mark, rated(ticket).reasons) == ("kiosk", None, "conduct")


def test_a_ticket_of_yesterday_can_be_scanned_while_it_can_be_rated(kiosk, visit, rated, later):
    ticket, token = visit(2)
    later(hours=23)
    kiosk.post("/kiosk/rating/score", data={"code": f"http://localhost/t/{token}", "score": "4"})
    assert rated(ticket).score == 4

    other, secret = visit(2)
    later(hours=25)
    answer = kiosk.post("/kiosk/rating?lang=en", data={"code": secret})
    assert answer.status_code == 409
    assert "has passed" in answer.text
    assert rated(other) is None


def test_ratings_by_consecutive_scans_are_marked_as_a_burst(kiosk, visit, rated):
    tickets = [visit(2) for _ in range(4)]
    for _, token in tickets:
        kiosk.post("/kiosk/rating/score", data={"code": token, "score": "1"})

    assert [rated(ticket).mark for ticket, _ in tickets] == ["burst"] * 4


@pytest.mark.parametrize(
    ("read", "status", "words"),
    [
        ("https://bank.example/pay?x=1", 422, "not a ticket code"),
        ("6260012345678", 422, "not a ticket code"),
        ("/t/" + "x" * 23, 422, "not a ticket code"),
        ("اففح://شس/ف/شسیب", 422, "not a ticket code"),
        ("http://localhost/t/" + "x" * 24, 404, "There is no visit to rate with this number."),
        ("x" * 501, 422, "There is no visit to rate with this number."),
    ],
)
def test_a_foreign_code_is_reported_on_the_pad(kiosk, visit, read, status, words):
    visit(2)

    answer = kiosk.post("/kiosk/rating?lang=en", data={"code": read})

    assert answer.status_code == status
    assert words in answer.text
    assert "<key-pad" in answer.text
