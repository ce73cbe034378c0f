"""A server error shows a sentence, never a trace or internals."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from deskq.core.extensions import csrf
from tests.tools.browsers import Browser


def broken() -> None:
    secret = "the inside of the house"
    raise RuntimeError(secret)


csrf.exempt(broken)  # as every endpoint of the API


def busy() -> None:
    raise OperationalError("SELECT secret", {}, sqlite3.OperationalError("database is locked"))


@pytest.fixture
def faulty(make_app):
    app = make_app()
    for prefix in ("", "/api/v1"):
        app.add_url_rule(f"{prefix}/broken", f"{prefix}broken", broken, methods=["GET", "POST"])
        app.add_url_rule(f"{prefix}/busy", f"{prefix}busy", busy)
    return Browser(app, app.response_class)


def told(answer) -> tuple[int, str]:
    """Status and type of an answer that tells nothing of the inside."""
    inside = ("Traceback", "RuntimeError", "inside of the house", "SELECT", ".py", "sqlite")
    assert [word for word in inside if word in answer.text] == []
    return answer.status_code, answer.mimetype


def test_a_page_says_it_in_a_sentence(faulty, caplog):
    answer = faulty.get("/broken?lang=en")

    assert told(answer) == (500, "text/html")
    assert "Something went wrong on our side. Nothing was changed." in answer.text
    assert "the inside of the house" in caplog.text


@pytest.mark.parametrize(("path", "headers"), [("/api/v1/broken", {}), ("/broken", {"X-Fragment": "1"})])
def test_a_machine_and_a_script_get_a_problem(faulty, path, headers):
    answer = faulty.post(path, headers=headers)

    assert told(answer) == (500, "application/problem+json")
    assert answer.json["type"] == "fault"


@pytest.mark.parametrize("path", ["/busy", "/api/v1/busy"])
def test_a_database_that_does_not_answer_is_asked_again_later(faulty, path):
    answer = faulty.get(path)

    assert told(answer)[0] == 503
    assert answer.headers["Retry-After"] == "1"


def test_a_page_whose_drawing_fails_is_a_fault_like_any_other(faulty):
    faulty.application.jinja_env.globals["asset"] = None

    assert told(faulty.get("/"))[0] == 500
