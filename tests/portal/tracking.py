"""Helpers for the tracking page: open it, prove, answer, and codes of other messages."""

import pytest

from deskq.core.text import check_digit
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import refer

PHONE, NATIONAL = "09121234567", "0499370899"
FILE = "0" * 40 + ".webp"


@pytest.fixture
def message(file):
    """A complaint with a name, a phone and a national ID."""
    return file("complaint", category="asphalt", national_id=NATIONAL)


@pytest.fixture
def show(client):
    return lambda message, **asked: client.get(f"/track/{message.code}", query_string=asked)


@pytest.fixture
def prove(client):
    def post(message, digits: str):
        return client.post(f"/track/{message.code}/proof", data={"digits": digits})

    return post


@pytest.fixture
def answered(action, units):
    """``answered(message)``: referred to civil works and answered with a photo."""

    def do(message, words: str = "آسفالت شد و تمام"):
        referrer = "inspectorate" if message.kind == "complaint" else "operator"
        refer(action(referrer, message), units["civil_works"])
        verdict = "upheld" if message.kind == "complaint" else None
        return answer(action("civil", message), Answer("explained", words, verdict=verdict, photos=[FILE]))

    return do


def other(code: str) -> str:
    """A right-looking code of nobody."""
    body = str(int(code[:-1]) ^ 5)
    return body + check_digit.digit(body)
