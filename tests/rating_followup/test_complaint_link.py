"""The tablet's QR code leads to the same page whatever was rated, because the clerk can read it too."""

import re
from pathlib import Path

import pytest

from deskq.rating_followup.views import complaint_link


@pytest.fixture
def scanned(app, visit):
    """``scanned(1)``: where the code leads that a tablet shows after that rating."""

    def address(score: int) -> str:
        _, ticket = visit(score)
        drawn: list[str] = []
        with app.test_request_context(), pytest.MonkeyPatch.context() as patched:
            patched.setattr(complaint_link, "qr", lambda text: drawn.append(text) or "")
            complaint_link.complaint_qr(ticket.id)
        return drawn[0].removeprefix("http://localhost")

    return address


def test_the_tablet_s_code_leads_to_the_same_page_whatever_was_rated_or_filed(client, browser, scanned):
    client.get("/")
    pages = {}
    for score in range(1, 6):
        address = scanned(score)
        pages[score] = _alike(browser().get(address).text, address)
    assert browser().post(address).status_code == 303
    pages["filed"] = _alike(browser().get(address).text, address)

    assert len(set(pages.values())) == 1
    assert "/messages/new?kind=praise" in pages[1]


def _alike(page: str, address: str) -> str:
    """Without its own address, the number of the visit and the token of its form."""
    page = re.sub(r'(value|content)="[^"]{30,}"', "", page.replace(address, ""))
    return re.sub(r"[۰-۹]+", "", page)


@pytest.mark.parametrize("score", range(1, 6))
def test_one_tap_on_that_page_files_a_complaint_and_only_that_browser_gets_its_tracking_code(
    client, browser, scanned, filed, score
):
    address = scanned(score)

    first, second = client.post(address), client.post(address)
    other = browser().post(address)

    (made,) = filed()
    assert (made.kind, made.ticket_id is not None) == ("complaint", True)
    assert (first.status_code, second.status_code, other.status_code) == (303, 303, 409)
    assert made.code in client.get(first.location).text
    assert made.code not in other.text
    assert client.post(f"/track/{made.code}/withdrawal").status_code == 303


def test_the_link_is_refused_in_a_browser_with_a_staff_session(scanned, visit, sign_in, filed):
    address = scanned(1)
    token, _ = visit(1)
    clerk = sign_in("karimi")

    answers = [clerk.get(address), clerk.post(address), clerk.get(f"/t/{token}/complaint")]
    answers.append(clerk.post(f"/t/{token}/complaint"))

    assert [answer.status_code for answer in answers] == [403] * 4
    assert filed() == []


def test_a_tablet_shows_no_complaint_button_because_the_clerk_could_see_it(app):
    assert "kiosk_door" not in (Path(app.root_path).parent / "templates/tablet/_rating.html").read_text()
    assert "door_of" not in (Path(app.root_path).parent / "templates/tablet/rating.html").read_text()
