"""Settings from the environment: what is wrong is named at the start, and the page about them is printed from them."""

from pathlib import Path

import pytest

import config
import settings

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
KEY = "a-key-of-many-different-characters-0123456789"


def test_the_page_about_settings_tells_every_one_with_its_default_and_no_other():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `DESKQ_")]

    assert rows == [row(setting) for setting in settings.SETTINGS]


def row(setting: settings.Setting) -> str:
    default = f"`{setting.default}`" if setting.default else ""
    return f"| `DESKQ_{setting.name}` | {default} | {setting.help} |"


def test_without_any_setting_the_office_stays_on_this_machine(instance):
    made = config.load({})

    assert made["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{instance / 'deskq.sqlite'}"
    assert (made["HOST"], made["PORT"], made["DEMO"]) == ("127.0.0.1", 8000, False)
    assert made["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert (made["LANGUAGE"], made["TIMEZONE"]) == ("fa", "Asia/Tehran")
    assert made["RATELIMIT_ENABLED"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eight thousand"),
        ("PORT", "-1"),
        ("LANGUAGE", "de"),
        ("TIMEZONE", "Asia/Nowhere"),
        ("TIMEZONE", "../etc/passwd"),
        ("DEMO", "yes"),
        ("RATE_LIMITS", "maybe"),
        ("RATE_LIMITS", "off"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 64),
        ("SECRET_KEY", "abababcababacabacabacbabcbabacbabcabcbabab"),
        ("SECRET_KEY", "correct-horse-" * 4),
        ("DATA_KEY", "short"),
        ("DATA_KEY", f"{KEY},short"),
        ("BLIND_KEY", "a" * 64),
        ("DATABASE_URL", "mysql://localhost/desk"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("TRUSTED_PROXIES", "6"),
        ("SESSION_MINUTES", "0"),
        ("SMS_GATEWAY", "pigeon"),
        ("SMS_URL", "ftp://relay"),
        ("SMS_LINKS", "yes"),
        ("RATING_BURST", "0"),
        ("SHARED_ADDRESSES", "the lobby"),
        ("SHARED_ADDRESSES", "signed-in"),
        ("STAFF_ADDRESSES", "10.0.0.1/8"),
        ("SESSION_MINUTES", "1441"),
        ("VOICE_ENGINE", "parrot"),
        ("VOICE_ENGINE", "command"),
        ("VOICE_SPEED", "20"),
        ("VOICE_VOLUME", "101"),
        ("VOICE_REPEAT", "0"),
        ("VOICE_QUIET", "12:00"),
        ("VOICE_QUIET", "12:00-24:00"),
        ("VOICE_QUIET", "12:00-12:30 13:00-13:30"),
        ("VOICE_CACHE_MB", "0"),
    ],
)
def test_a_wrong_setting_ends_the_start_and_is_named(name, value):
    with pytest.raises(config.BadSetting) as refusal:
        config.load({f"DESKQ_{name}": value})

    assert f"DESKQ_{name}" in str(refusal.value)
    assert KEY not in str(refusal.value)


def test_a_command_whose_quotes_do_not_close_is_named():
    with pytest.raises(config.BadSetting, match="DESKQ_VOICE_COMMAND"):
        config.load({"DESKQ_VOICE_ENGINE": "command", "DESKQ_VOICE_COMMAND": "speak 'half"})


def test_quiet_hours_are_written_with_commas_and_read_by_the_lobby_with_spaces():
    made = config.load({"DESKQ_VOICE_QUIET": "12:00-12:30,  21:00-07:00"})

    assert made["VOICE_QUIET"] == "12:00-12:30 21:00-07:00"


def test_limits_may_be_off_in_a_demo_office_only():
    made = config.load({"DESKQ_RATE_LIMITS": "off", "DESKQ_DEMO": "1"})

    assert not made["RATELIMIT_ENABLED"]


@pytest.mark.parametrize(("url", "secure"), [("https://desk.example/", True), ("http://desk.example", False)])
def test_https_makes_cookies_secure(url, secure):
    made = config.load({"DESKQ_PUBLIC_URL": url})

    assert made["SESSION_COOKIE_SECURE"] is secure
    assert made["PUBLIC_URL"] == url.rstrip("/")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_of_writing_postgresql_is_the_same_driver(scheme):
    made = config.load({"DESKQ_DATABASE_URL": f"{scheme}://desk@localhost/desk"})

    assert made["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://desk@localhost/desk"


def test_the_key_is_made_once_and_only_its_owner_reads_it(instance):
    first, second = config.load({})["SECRET_KEY"], config.load({})["SECRET_KEY"]

    assert first == second
    assert len(first) >= 43
    assert (instance / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["DATA_KEY", "BLIND_KEY"])
def test_keys_of_personal_fields_are_made_once_and_only_their_owner_reads_them(instance, name):
    first, second = config.load({})[name], config.load({})[name]

    assert first == second
    assert first != config.load({})["SECRET_KEY"]
    assert (instance / name.lower()).stat().st_mode & 0o777 == 0o600


def test_several_keys_seal_and_open_and_space_between_does_not_matter():
    assert config.load({"DESKQ_DATA_KEY": f" {KEY} , {KEY[::-1]}, "})["DATA_KEY"] == f"{KEY},{KEY[::-1]}"


def test_a_key_that_a_power_cut_left_empty_is_never_used(instance):
    (instance / "data_key").unlink(missing_ok=True)
    (instance / "data_key").touch()

    with pytest.raises(config.BadSetting, match="data_key is empty"):
        config.load({})
    (instance / "data_key").unlink()


def test_space_around_a_value_does_not_matter():
    assert config.load({"DESKQ_PORT": " 8080 "})["PORT"] == 8080


@pytest.mark.parametrize(
    ("gateway", "given", "lacking"),
    [
        ("kavenegar", {}, "SMS_KEY"),
        ("smsir", {"SMS_KEY": KEY}, "SMS_SENDER"),
        ("smsir", {"SMS_KEY": KEY, "SMS_SENDER": "thirty"}, "SMS_SENDER"),
        ("melipayamak", {"SMS_USER": "office", "SMS_SENDER": "3000"}, "SMS_PASSWORD"),
    ],
)
def test_a_gateway_that_lacks_something_ends_the_start_and_names_it(gateway, given, lacking):
    with pytest.raises(config.BadSetting) as refusal:
        config.load({f"DESKQ_{name}": value for name, value in {"SMS_GATEWAY": gateway, **given}.items()})

    assert f"DESKQ_{lacking}" in str(refusal.value)
    assert KEY not in str(refusal.value)


@pytest.mark.parametrize("gateway", ["off", "console"])
def test_no_gateway_and_the_console_need_nothing(gateway):
    assert config.load({"DESKQ_SMS_GATEWAY": gateway})["SMS_GATEWAY"] == gateway
