"""Headers that no browser sends never cause a server error, on any kind of page, with a form and without."""

import logging

import pytest

HEADERS = (
    ("Referer", "http://[::1"), ("Referer", "//\\"), ("Referer", "http://localhost:99999999/x"),
    ("Host", "[::1"), ("Host", "localhost:99999999"), ("Host", "a b"), ("Host", ""),
    ("X-Forwarded-Host", "[::1"), ("X-Forwarded-For", "," * 3000), ("Forwarded", 'for="_x"'), ("Origin", "http://[::1"),
    ("Accept-Language", "fa;q=NaN,en;q=1e999"), ("Accept-Language", "-;q=-1," * 300), ("Accept", "x/;q=inf"),
    ("Range", "bytes=5-1,99999999999999999999-"), ("If-Modified-Since", "Mon, 99 Foo 99999 99:99:99"),
    ("If-None-Match", '"'), ("Cookie", "deskq_session=.eJw; =;a"), ("Cookie", "deskq_session=" + "A" * 3000),
    ("Authorization", "Basic \u00ff"), ("Authorization", "Bearer " + "\u00ff" * 300), ("X-Fragment", "[::1"),
    ("Content-Type", "multipart/form-data; boundary="), ("Content-Type", "application/json; charset=utf-99"),
    ("Idempotency-Key", "\u00ff" * 300), ("X-Refused-Length", "9" * 40),
)  # fmt: skip
PAGES = (
    "/", "/sign-in", "/messages", "/track", "/join", "/appointments", "/kiosk/tickets", "/static/x", "/nothing/at/all",
    "/published/figures.csv", "/o/main/", "/o/none/", "/api/v1/board", "/readyz",
)  # fmt: skip


@pytest.mark.parametrize(("name", "value"), HEADERS, ids=lambda text: text[:24])
def test_no_header_causes_a_fault(client, office, caplog, name, value):
    """``csrf=False``: a stranger has no token, so that forms are refused as a whole."""
    caplog.set_level(logging.ERROR)
    faults = []

    for page in PAGES:
        for send in (client.get, lambda path, **more: client.post(path, data={"a": "b"}, csrf=False, **more)):
            status = send(page, headers={name: value}).status_code
            faults += [(page, status)] if status >= 500 else []

    assert faults == []
    assert [one.getMessage() for one in caplog.records] == []
