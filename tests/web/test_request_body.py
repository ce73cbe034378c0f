"""Nobody holds a connection to the database while the body of their request comes slowly."""

from io import BytesIO

import pytest

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


@pytest.mark.parametrize(
    "path",
    ["/o/nowhere/join", "/scan/nobodys-secret", "/messages", "/api/v1/appointments/nobodys-secret/cancellation"],
)
def test_no_connection_is_held_while_a_body_comes(client, path):
    body = Body()

    client.post(path, input_stream=body, content_length=20, content_type="application/x-www-form-urlencoded")

    assert body.held == {False}


def test_no_connection_is_held_while_a_table_comes(sign_in):
    body = Body()

    sign_in("supervisor").post(
        "/manage/imports", input_stream=body, content_length=20, content_type="application/x-www-form-urlencoded"
    )

    assert body.held == {False}
