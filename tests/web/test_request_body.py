"""Nobody holds a connection to the database while the body of their request comes slowly."""

from io import BytesIO

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core.extensions import db


class Body(BytesIO):
    """Notes at each reading whether a connection is held."""

    def __init__(self) -> None:
        super().__init__(b"code=1234&phone=0912")
        self.held: set[bool] = set()

    def _note(self) -> None:
        self.held.add(db.session().in_transaction())

    def read(self, size=-1):
        self._note()
        return super().read(size)

    def readinto(self, buffer):
        self._note()
        return super().readinto(buffer)


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("/o/nowhere/join", ""), ("/scan/nobodys-secret", ""), ("/messages", ""), ("/manage/imports", "supervisor"),
        ("/api/v1/appointments/nobodys-secret/cancellation", ""),
    ],
)  # fmt: skip
def test_no_connection_is_held_while_a_body_comes(client, sign_in, path, person):
    comes, body = sign_in(person) if person else client, Body()

    comes.post(path, input_stream=body, content_length=20, content_type=FORM)

    assert body.held == {False}


@pytest.fixture
def send_in_chunks(client):
    """``send_in_chunks("/join", body, FORM)``: as gevent's server gives a body that does not say how long it is."""

    def post(path: str, body: BytesIO, content_type: str, **headers: str):
        return client.post(
            path, input_stream=body, content_type=content_type, environ_overrides={"wsgi.input_terminated": True},
            headers={"Transfer-Encoding": "chunked", "Referer": "http://localhost/join", **headers},
        )  # fmt: skip

    return post


@pytest.mark.parametrize(("path", "status"), [("/sign-in", 413), ("/messages", 413), ("/nothing-here", 404)])
def test_a_long_form_without_files_is_refused_also_if_it_comes_in_chunks(app, send_in_chunks, path, status):
    body = BytesIO(b"a&" * app.config["MAX_FORM_MEMORY_SIZE"])

    assert send_in_chunks(path, body, FORM).status_code == status
    assert body.read(1)  # what is left was not read into memory


def test_a_short_form_in_chunks_is_read(send_in_chunks):
    answer = send_in_chunks("/track?lang=en", BytesIO(b"code=1"), FORM)

    assert 'value="1"' in answer.text


def test_what_is_over_the_limit_is_not_cut_off(app, send_in_chunks, office):
    token = token_service.create_token(office, "kiosk")
    body = BytesIO(b'{"service": "1"}' + b" " * app.config["MAX_CONTENT_LENGTH"])

    assert send_in_chunks("/api/v1/tickets", body, JSON, Authorization=f"Bearer {token}").status_code == 413
