"""The steps of compose.yaml serve an office, on this machine's own programs."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.deploy import container_files
from tests.deploy.native_stack import Stack, running

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    with running(tmp_path) as started:
        yield started


def test_an_office_is_opened_and_served_through_nginx(stack):
    stack.run(["flask", "create-office", "--name", "میز خدمت", "--name-en", "Desk"])
    stack.run(["flask", "create-user", "admin", "--name", "مدیر", "--role", "admin"], "a password of the test 42\n")
    stack.run(container_files.health_command())

    kiosk, sign_in = page(stack, "/kiosk"), page(stack, "/sign-in")
    style = page(stack, re.search(r'href="(/static/[^"]+\.css)"', sign_in)[1])

    assert '<html lang="fa" dir="rtl"' in kiosk
    assert "{" in style
    assert code(stack, "/metrics") == 404
    for megabytes in (3, 60):
        large = upload(stack, "/messages", megabytes)
        assert (large.code, "هر بار حداکثر ۴ عکس یا فایل PDF" in large.read().decode()) == (413, megabytes == 60)
    assert "اینجا هر فرم حداکثر ۱ مگابایت است" in upload(stack, "/sign-in", 3).read().decode()
    assert socket_session(stack, stack.address).startswith("40{")
    with pytest.raises(InvalidStatus):
        socket_session(stack, "http://elsewhere.example")


def page(stack: Stack, path: str) -> str:
    with urlopen(stack.address + path, timeout=10) as answer:
        return str(answer.read().decode())


def upload(stack: Stack, path: str, megabytes: int) -> HTTPError:
    """The refusal of a form of this size."""
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(stack.address + path, b"x" * megabytes * 2**20, headers), timeout=20)
    return refused.value


def code(stack: Stack, path: str) -> int:
    try:
        page(stack, path)
    except HTTPError as error:
        return int(error.code)
    return 200


def socket_session(stack: Stack, origin: str) -> str:
    """What the server answers to a browser that opens a Socket.IO session from a page of this origin."""
    address = f"ws://127.0.0.1:{stack.port}/socket.io/?EIO=4&transport=websocket"
    with connect(address, origin=Origin(origin), open_timeout=10) as socket:
        assert str(socket.recv(10)).startswith("0{")
        socket.send("40")
        return str(socket.recv(10))
