"""Settings from the environment, checked before anything starts; settings.py explains each."""

import os
import re
import secrets
import shlex
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

from settings import SETTINGS

ROOT = Path(__file__).parent
INSTANCE = Path(os.environ.get("DESKQ_INSTANCE", ROOT / "instance"))
WEAK_KEY_LENGTH = 32
FEW_CHARACTERS = 8  #: different ones in a key; 32 random hexadecimal digits have about 14
HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
QUIET = re.compile(f"{HOUR}-{HOUR}", re.ASCII)
#: What each gateway of text messages cannot do without.
SMS_NEEDS: dict[str, tuple[str, ...]] = {
    "off": (),
    "console": (),
    "kavenegar": ("SMS_KEY",),
    "smsir": ("SMS_KEY", "SMS_SENDER"),
    "melipayamak": ("SMS_USER", "SMS_PASSWORD", "SMS_SENDER"),
}


class BadSetting(SystemExit):
    """A setting that cannot be used; says which and why, and ends the start."""


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The Flask configuration made of the environment; ``BadSetting`` names the first setting that is wrong."""
    env = os.environ if environ is None else environ
    values = {setting.name: env.get(f"DESKQ_{setting.name}", setting.default).strip() for setting in SETTINGS}
    demo = _choice(values, "DEMO", ("0", "1")) == "1"
    limits = _choice(values, "RATE_LIMITS", ("on", "off")) == "on"
    if not limits and not demo:
        raise BadSetting("DESKQ_RATE_LIMITS=off is only for benchmarks on a demo office (DESKQ_DEMO=1).")
    _check_sms(values)
    public = values["PUBLIC_URL"].rstrip("/") or f"http://{values['HOST']}:{values['PORT']}"
    return {
        **values,
        "DEMO": demo,
        "DEV": _choice(values, "DEV", ("0", "1")) == "1",
        "LANGUAGE": _choice(values, "LANGUAGE", ("fa", "en")),
        "TIMEZONE": _zone(values["TIMEZONE"]),
        "PORT": _number(values, "PORT", 1, 65535),
        "TRUSTED_PROXIES": _number(values, "TRUSTED_PROXIES", 0, 5),
        "PRINTER_MINUTES": _number(values, "PRINTER_MINUTES", 1, 60),
        "SESSION_MINUTES": _number(values, "SESSION_MINUTES", 1, 24 * 60),
        "METRICS": _choice(values, "METRICS", ("local", "open")),
        **_ratings(values),
        **_voice(values),
        "PUBLIC_URL": public,
        "SECRET_KEY": _secret(values, "SECRET_KEY", demo),
        "DATA_KEY": _data_keys(values, demo),
        "BLIND_KEY": _secret(values, "BLIND_KEY", demo),
        "SQLALCHEMY_DATABASE_URI": _database(values["DATABASE_URL"]),
        "SESSION_COOKIE_SECURE": public.startswith("https://"),
        "RATELIMIT_ENABLED": limits,
        "RATELIMIT_STORAGE_URI": f"shared+{values['REDIS_URL']}" if values["REDIS_URL"] else "memory://",
    }


def _check_sms(values: Mapping[str, str]) -> None:
    """A gateway that lacks something would be found out by the first visitor; better by whoever starts the server."""
    gateway = _choice(values, "SMS_GATEWAY", tuple(SMS_NEEDS))
    for name in SMS_NEEDS[gateway]:
        if not values[name]:
            raise BadSetting(f"DESKQ_{name} is empty; DESKQ_SMS_GATEWAY={gateway} needs it.")
    if gateway == "smsir" and not values["SMS_SENDER"].isdecimal():
        raise BadSetting("DESKQ_SMS_SENDER must be the line's number, digits only.")
    if values["SMS_INBOUND_KEY"]:
        check_key(values["SMS_INBOUND_KEY"], "SMS_INBOUND_KEY")
    if values["SMS_URL"] and not values["SMS_URL"].startswith(("https://", "http://")):
        raise BadSetting("DESKQ_SMS_URL must begin with https:// or http://.")


def _choice(values: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    if values[name] not in allowed:
        raise BadSetting(f"DESKQ_{name} is {values[name]!r}; it must be one of {', '.join(allowed)}.")
    return values[name]


def _number(values: Mapping[str, str], name: str, low: int, high: int) -> int:
    if not values[name].isdecimal() or not low <= int(values[name]) <= high:
        raise BadSetting(f"DESKQ_{name} is {values[name]!r}; it must be a whole number from {low} to {high}.")
    return int(values[name])


def _voice(values: Mapping[str, str]) -> dict[str, Any]:
    engine = _choice(values, "VOICE_ENGINE", ("espeak", "command", "none"))
    if engine == "command" and not _words(values["VOICE_COMMAND"]):
        raise BadSetting("DESKQ_VOICE_ENGINE=command needs DESKQ_VOICE_COMMAND, with its quotes closed.")
    spans = [span.strip() for span in values["VOICE_QUIET"].split(",") if span.strip()]
    if not all(QUIET.fullmatch(span) for span in spans):
        raise BadSetting(f"DESKQ_VOICE_QUIET is {values['VOICE_QUIET']!r}; write hours as 12:00-12:30, 21:00-07:00.")
    return {
        "VOICE_SPEED": _number(values, "VOICE_SPEED", 80, 260),
        "VOICE_VOLUME": _number(values, "VOICE_VOLUME", 0, 100),
        "VOICE_REPEAT": _number(values, "VOICE_REPEAT", 1, 3),
        "VOICE_QUIET": " ".join(spans),
        "VOICE_CACHE_MB": _number(values, "VOICE_CACHE_MB", 10, 100_000),
    }


def _ratings(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{name: _choice(values, name, ("on", "off")) == "on" for name in ("SMS_RATING", "SMS_LINKS", "SMS_REPLIES")},
        "RATING_BURST": _number(values, "RATING_BURST", 1, 1000),
        "SHARED_ADDRESSES": _addresses(values, "SHARED_ADDRESSES"),
        "STAFF_ADDRESSES": _addresses(values, "STAFF_ADDRESSES", "signed-in"),
    }


def _addresses(values: Mapping[str, str], name: str, *words: str) -> tuple[str, ...]:
    """Networks, and words that stand for some."""
    listed = tuple(part.strip() for part in values[name].split(",") if part.strip())
    for part in listed:
        try:
            if part not in words:
                ip_network(part)
        except ValueError as error:
            raise BadSetting(f"DESKQ_{name} has {part!r}; write addresses as 10.0.8.0/24, 192.0.2.7.") from error
    return listed


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise BadSetting(f"DESKQ_TIMEZONE is {name!r}; there is no such time zone.") from error


def _database(url: str) -> str:
    if not url:
        INSTANCE.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{(INSTANCE / 'deskq.sqlite').absolute()}"
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if url.startswith(("sqlite:///", "postgresql+psycopg://")) and ":memory:" not in url:
        return url
    raise BadSetting("DESKQ_DATABASE_URL must begin with sqlite:/// (a file) or postgresql://.")


def _secret(values: Mapping[str, str], name: str, demo: bool) -> str:
    if not values[name]:
        return kept_secret(name.lower())
    if not demo:
        check_key(values[name], name)
    return values[name]


def _data_keys(values: Mapping[str, str], demo: bool) -> str:
    """One or several, with commas between."""
    given = [key.strip() for key in values["DATA_KEY"].split(",") if key.strip()]
    for key in () if demo else given:
        check_key(key, "DATA_KEY")
    return ",".join(given) or kept_secret("data_key")


def check_key(given: str, name: str = "SECRET_KEY") -> None:
    """Length alone is no strength: few different characters, or the same ones over and over, can be guessed."""
    if len(given) < WEAK_KEY_LENGTH:
        raise BadSetting(f"DESKQ_{name} is too short: at least {WEAK_KEY_LENGTH} random characters.")
    if len(set(given)) < FEW_CHARACTERS or given in (given + given)[1:-1]:
        raise BadSetting(
            f"DESKQ_{name} can be guessed: it repeats itself. "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` makes a good one."
        )


def kept_secret(name: str, size: int = 32) -> str:
    """A random text made on the first run and kept in instance/ for its owner only; two processes may begin at once."""
    path = INSTANCE / name
    INSTANCE.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=INSTANCE) as file, suppress(FileExistsError):
            file.write(secrets.token_urlsafe(size))
            file.flush()
            os.fsync(file.fileno())
            os.link(file.name, path)
        settle(INSTANCE)
    kept = path.read_text().strip()
    if not kept:
        raise BadSetting(f"{path} is empty. Put back what was in it (a copy made by `flask backup` has it).")
    return kept


def settle(folder: Path) -> None:
    """Until it is on the disk which files are in a folder: a key that a power cut takes away opens nothing any more."""
    known = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(known)
    finally:
        os.close(known)
