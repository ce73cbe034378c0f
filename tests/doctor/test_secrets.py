"""No finding shows a password that is part of an address."""

import pytest

from deskq.doctor.run import run as check
from tests.ops.backup.conftest import run

SECRET = "very-secret"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("PUBLIC_URL", f"https://desk:{SECRET}@127.0.0.1:1"), ("PUBLIC_URL", f"http://{SECRET}@10.0.8.2"),
        ("PUBLIC_URL", f"https://desk:{SECRET}@localhost.invalid/there"),
        ("REDIS_URL", f"redis://desk:{SECRET}@127.0.0.1:1/0"),
        ("REDIS_URL", f"rediss://:{SECRET}@no-such-host.invalid/0"),
    ],
)  # fmt: skip
def test_of_people_and_redis(app, name, url):
    app.config[name] = url

    answers = [run(app, "doctor", "--language", "en").output, run(app, "doctor", "--json").output]
    findings = [repr(one.finding) for one in check(in_server=True)]

    assert all(answers)
    assert [said for said in (*answers, *findings) if SECRET in said] == []


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://desk:{SECRET}@127.0.0.1:1/desk",
        f"postgresql+psycopg://desk:{SECRET}%40%2F@no-such-host.invalid/desk",
        f"postgresql+psycopg:///desk?host=127.0.0.1&port=1&password={SECRET}",
    ],
)
def test_of_the_database(make_app, url):
    app = make_app(SQLALCHEMY_DATABASE_URI=url)

    answers = [run(app, "doctor", "--language", "en"), run(app, "doctor", "--json")]

    assert [one.exit_code for one in answers] == [2, 2]
    assert "cannot be read" in answers[0].output
    assert [one.output for one in answers if SECRET in one.output] == []
