"""Settings from the environment: what is wrong is named at the start, and the page about them is printed from them."""

import subprocess
import sys
from pathlib import Path

import pytest

import config
from deskq.core.settings import reader
from deskq.core.settings.definitions import Settings

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
#: As they would be written into the environment.
DEFAULTS = Settings.model_construct().model_dump(mode="json")
KEY = "a-key-of-many-different-characters-0123456789"
#: {setting: what it may not be}
WRONG = {
    "PORT": ("0", "65536", "eight thousand", "-1"),
    "LANGUAGE": ("de",),
    "TIMEZONE": ("Asia/Nowhere", "../etc/passwd"),
    "DEMO": ("yes",),
    "RATE_LIMITS": ("maybe", "off"),
    "SECRET_KEY": ("short", "a" * 64, "abababcababacabacabacbabcbabacbabcabcbabab", "correct-horse-" * 4),
    "DATA_KEY": ("short", f"{KEY},short"),
    "BLIND_KEY": ("a" * 64,),
    "DATABASE_URL": (
        "mysql://localhost/desk", "sqlite:///:memory:", "sqlite:///", "postgresql://desk:secret@localhost:port/desk",
        "postgresql://[::",
    ),
    "REDIS_URL": ("localhost:6379", "redis://localhost:port", "redis://localhost:6379/0?unknown=1"),
    "TRUSTED_PROXIES": ("6",),
    "SESSION_MINUTES": ("0", "1441"),
    "SMS_GATEWAY": ("pigeon",),
    "SMS_URL": ("ftp://relay",),
    "SMS_LINKS": ("yes",),
    "ANCHOR_FOLDER": ("anchors",),
    "SCAN_FOLDER": ("../scans",),
    "RATING_BURST": ("0",),
    "SHARED_ADDRESSES": ("the lobby", "signed-in"),
    "STAFF_ADDRESSES": ("10.0.0.1/8",),
    "VOICE_ENGINE": ("parrot", "command"),
    "VOICE_SPEED": ("20",),
    "VOICE_VOLUME": ("101",),
    "VOICE_REPEAT": ("0",),
    "VOICE_QUIET": ("12:00", "12:00-24:00", "12:00-12:30 13:00-13:30"),
    "KIOSK_DARK": ("night",),
    "VOICE_CACHE_MB": ("0",),
}  # fmt: skip


def test_the_page_about_settings_tells_every_one_with_its_default_and_no_other():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `DESKQ_")]

    assert rows == [row(name) for name in Settings.model_fields]
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def row(name: str) -> str:
    default = str(DEFAULTS[name]) and f"`{DEFAULTS[name]}`"
    return f"| `DESKQ_{name}` | {default} | {' '.join(str(Settings.model_fields[name].description).split())} |"


def test_without_any_setting_the_office_stays_on_this_machine(instance):
    made = config.load({})

    assert made["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{instance / 'deskq.sqlite'}"
    assert (made["HOST"], made["PORT"], made["DEMO"]) == ("127.0.0.1", 8000, False)
    assert made["PUBLIC_URL"] == "http://127.0.0.1:8000"
    assert (made["LANGUAGE"], made["TIMEZONE"]) == ("fa", "Asia/Tehran")
    assert made["RATELIMIT_ENABLED"]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_setting_ends_the_start_and_is_named(name, value):
    with pytest.raises(config.BadSetting) as refusal:
        config.load({f"DESKQ_{name}": value})

    assert f"DESKQ_{name}" in str(refusal.value)
    assert KEY not in str(refusal.value)


def test_all_settings_that_are_wrong_are_named_at_once():
    with pytest.raises(config.BadSetting) as refusal:
        config.load({"DESKQ_PORT": "0", "DESKQ_LANGUAGE": "de", "DESKQ_DATABASE_URL": "mysql://localhost/desk"})

    assert str(refusal.value).splitlines() == [
        "DESKQ_DATABASE_URL must begin with sqlite:/// (a file) or postgresql://.",
        "DESKQ_PORT is '0'; it must be a whole number from 1 to 65535.",
        "DESKQ_LANGUAGE is 'de'; it must be one of fa, en.",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://desk:the-secret@localhost/desk"),
        ("SECRET_KEY", "the-secret"),
        ("DATA_KEY", f"{KEY},the-secret"),
        ("BLIND_KEY", "the-secret" * 10),
        ("SMS_INBOUND_KEY", "the-secret"),
    ],
)
def test_a_secret_that_is_refused_is_not_shown(name, value):
    with pytest.raises(config.BadSetting, match=f"DESKQ_{name}") as refusal:
        config.load({f"DESKQ_{name}": value})

    assert "the-secret" not in str(refusal.value)


def test_secrets_are_not_in_the_representation_of_the_settings():
    given = {
        **dict.fromkeys(("SECRET_KEY", "DATA_KEY", "BLIND_KEY", "SMS_INBOUND_KEY", "SMS_KEY", "SMS_PASSWORD"), KEY),
        **{"DEMO_PASSWORD": KEY, "REDIS_URL": f"redis://:{KEY}@localhost", "DATABASE_URL": f"postgresql://:{KEY}@host"},
    }

    read = reader.read({f"DESKQ_{name}": value for name, value in given.items()})

    assert KEY in read.SECRET_KEY
    assert KEY not in repr(read)


def test_importing_deskq_does_not_import_pydantic():
    """It takes a fifth of a second; ``create_app`` needs it, ``import deskq`` does not."""
    asks = "import sys, config, deskq; print([name for name in sys.modules if name.startswith('pydantic')])"

    answer = subprocess.run([sys.executable, "-c", asks], cwd=config.ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"


def test_a_command_whose_quotes_do_not_close_is_named():
    with pytest.raises(config.BadSetting, match="DESKQ_VOICE_COMMAND"):
        config.load({"DESKQ_VOICE_ENGINE": "command", "DESKQ_VOICE_COMMAND": "speak 'half"})


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


def test_no_gateway_and_the_console_need_nothing():
    for gateway in ("off", "console"):
        assert config.load({"DESKQ_SMS_GATEWAY": gateway})["SMS_GATEWAY"] == gateway
