"""A body that came too slowly is refused with a page, or for the API with problem+json."""

from io import BytesIO

import pytest

from deskq.core.errors import BodyTooSlow


class SlowBody(BytesIO):
    """As the server reads a body that comes too slowly."""

    error: type[Exception] = BodyTooSlow

    def read(self, size=-1):
        raise self.error

    def readinto(self, buffer):
        raise self.error


@pytest.fixture
def send(client):
    """``send("/join")`` begins to send a form there."""

    sent = {"content_length": 20, "content_type": "application/x-www-form-urlencoded"}
    return lambda path, **headers: client.post(path, input_stream=SlowBody(b"x" * 20), headers=headers, **sent)


def test_a_page_says_so_and_leads_back_to_the_form(send):
    answer = send("/messages?lang=en", Referer="http://localhost/messages/new")

    assert answer.status_code == 408
    assert "not everything arrived" in answer.text
    assert 'href="/messages/new"' in answer.text


def test_the_api_says_so(send):
    answer = send("/api/v1/appointments/nobodys-secret/cancellation")

    assert (answer.status_code, answer.json["type"]) == (408, "too-slow")


@pytest.mark.parametrize("error", [BodyTooSlow, OSError], ids=["too slow", "broken off"])
def test_at_an_address_that_is_not_found_it_makes_no_fault(send, monkeypatch, error):
    monkeypatch.setattr(SlowBody, "error", error)

    assert send("/nothing-here", Referer="http://localhost/join").status_code == 404


@pytest.mark.parametrize("path", ["/o/nowhere/join", "/messages", "/join", "/sign-in", "/scan/nobodys-secret"])
def test_no_address_fails_itself(send, path):
    assert send(path).status_code == 408
