"""How settings may be written in the environment, and what becomes of them."""

import os

import pytest

import config


def test_numbers_may_have_persian_digits():
    made = config.load({"DESKQ_PORT": "۸۰۸۰"})

    assert (made["PORT"], made["PUBLIC_URL"]) == (8080, "http://127.0.0.1:8080")


@pytest.mark.parametrize("text", ["+8080", "8_080", "8080.0", "0x50", "", "9" * 5000])
def test_numbers_are_digits_only(text):
    with pytest.raises(config.BadSetting, match="must be a whole number from 1 to 65535"):
        config.load({"DESKQ_PORT": text})


@pytest.mark.parametrize("text", ["true", "yes", "on", ""])
def test_zero_and_one_are_written_as_digits(text):
    with pytest.raises(config.BadSetting, match=r"DESKQ_DEMO is .*; it must be one of 0, 1"):
        config.load({"DESKQ_DEMO": text})


def test_settings_are_read_from_the_environment_alone(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("DESKQ_PORT=1111\nDESKQ_HOST=192.0.2.1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESKQ_PORT", "2222")
    monkeypatch.setenv("deskq_host", "192.0.2.2")
    monkeypatch.setenv("HOST", "192.0.2.3")
    monkeypatch.delenv("DESKQ_HOST", raising=False)

    made = config.load()

    assert (made["PORT"], made["HOST"]) == (2222, "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("VOICE_RECORDINGS", os.fsdecode(b"/srv/\xff"), os.fsdecode(b"/srv/\xff")),  # need not be UTF-8
        ("PORT", " 8080 ", 8080),
        ("VOICE_QUIET", "12:00-12:30,  21:00-07:00", "12:00-12:30 21:00-07:00"),  # as the lobby reads it
        ("KIOSK_DARK", "17:00-07:00", "17:00-07:00"),
        ("KIOSK_DARK", "always", "00:00-24:00"),
        ("KIOSK_DARK", "", ""),
        ("SMS_URL", "https://relay.example/send", "https://relay.example/send"),
        ("SMS_URL", "http://192.0.2.7:8080/send", "http://192.0.2.7:8080/send"),
        ("SMS_URL", "", ""),
    ],
)
def test_a_value_is_read_as_it_is_meant(name, given, read):
    assert config.load({f"DESKQ_{name}": given})[name] == read


def test_limits_may_be_off_in_a_demo_office_only():
    assert not config.load({"DESKQ_RATE_LIMITS": "off", "DESKQ_DEMO": "1"})["RATELIMIT_ENABLED"]


@pytest.mark.parametrize(("url", "secure"), [("https://desk.example/", True), ("http://desk.example", False)])
def test_https_makes_cookies_secure(url, secure):
    made = config.load({"DESKQ_PUBLIC_URL": url})

    assert made["SESSION_COOKIE_SECURE"] is secure
    assert made["PUBLIC_URL"] == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://desk:very-secret@desk.example",
        "https://very-secret@desk.example/",
        "desk:very-secret@desk.example",
        "https://desk:very-secret%40x@desk.example:8443/there",
    ],
)
def test_the_address_on_paper_has_no_password(url):
    with pytest.raises(SystemExit, match="DESKQ_PUBLIC_URL must not contain a name or password") as refused:
        config.load({"DESKQ_PUBLIC_URL": url})

    assert "very-secret" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_of_writing_postgresql_is_the_same_driver(scheme):
    made = config.load({"DESKQ_DATABASE_URL": f"{scheme}://desk@localhost/desk"})

    assert made["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://desk@localhost/desk"
