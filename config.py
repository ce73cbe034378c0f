"""Settings from the environment, each explained once; docs/settings.md is printed from this table."""

import os
import re
import secrets
import shlex
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

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


@dataclass(frozen=True)
class Setting:
    """One setting: its environment name without DESKQ_, the default as text, and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("DATABASE_URL", "", "Where things are kept. Empty: SQLite in instance/deskq.sqlite."),
    Setting("REDIS_URL", "", "Wakes the other processes at once and shares rate limits. Empty: one process."),
    Setting("SECRET_KEY", "", "Signs cookies and tokens. Empty: made on the first run and kept in instance/."),
    Setting(
        "DATA_KEY",
        "",
        "Seals personal fields in the database, and is never in it. Several, with commas between: the first seals, all "
        "of them open (`flask rotate-data-key`). Empty: made on the first run and kept in instance/data_key.",
    ),
    Setting("BLIND_KEY", "", "Finds sealed fields again; never changed. Empty: made on first run, kept in instance/."),
    Setting("HOST", "127.0.0.1", "Address to listen on."),
    Setting("PORT", "8000", "Port to listen on."),
    Setting(
        "PUBLIC_URL", "", "Address of the office as phones see it; stands in the QR code. https makes cookies secure."
    ),
    Setting("LANGUAGE", "fa", "Language of pages and screens that asked for none: fa or en."),
    Setting("TIMEZONE", "Asia/Tehran", "Time zone of the office."),
    Setting("DEMO", "0", "1: a demo office: `flask seed` works, and devices on this machine are paired already."),
    Setting("DEMO_PASSWORD", "", "Password of the demo people. Empty: random, printed once and kept in instance/."),
    Setting("RATE_LIMITS", "on", "off switches the limits off for benchmarks; only together with DESKQ_DEMO=1."),
    Setting(
        "TRUSTED_PROXIES", "0", "How many reverse proxies stand in front; their X-Forwarded-* headers are believed."
    ),
    Setting("METRICS", "local", "Who reads /metrics: local (this machine, or an integration token) or open (anyone)."),
    Setting(
        "PRINTER",
        "browser",
        "Where kiosks print: browser, network://HOST:9100, usb://VENDOR:PRODUCT, fake (demo only). ?width=576 (80 mm), "
        "512 or 384 (58 mm); ?confirm=no for printers that never tell when they are done; 7=... is for kiosk device 7.",
    ),
    Setting("PRINTER_MINUTES", "5", "A token that could not be printed for so many minutes is not printed any more."),
    Setting(
        "SMS_GATEWAY", "off", "Who carries text messages to visitors: off, console, kavenegar, smsir or melipayamak."
    ),
    Setting("SMS_KEY", "", "Key of the gateway (kavenegar, smsir)."),
    Setting("SMS_USER", "", "Name of the account at the gateway (melipayamak)."),
    Setting("SMS_PASSWORD", "", "Password of that account."),
    Setting("SMS_SENDER", "", "Number that messages come from; kavenegar takes the account's own when it is empty."),
    Setting("SMS_URL", "", "Another address of the gateway, for a relay or a trial. Empty: the gateway's own."),
    Setting(
        "SMS_INBOUND_KEY",
        "",
        "Secret at the end of the address /sms/in/... to which the gateway sends the texts of citizens; at least 32 "
        "random characters. Empty: texts are not taken.",
    ),
    Setting("SMS_RATING", "on", "off: no text message asks how the visit was. Only who left a number is asked, once."),
    Setting("SMS_LINKS", "off", "on: that message carries a link to the rating; many gateways ask a permit for links."),
    Setting(
        "SMS_REPLIES", "off", "on: texts that visitors answer reach this server, so that they may rate by one digit."
    ),
    Setting("RATING_BURST", "5", "More ratings than this from one address within ten minutes are counted apart."),
    Setting("SHARED_ADDRESSES", "", "Networks that many visitors share, as the lobby's 10.0.8.0/24: no burst there."),
    Setting(
        "STAFF_ADDRESSES", "", "Networks of the staff, whose ratings are counted apart; signed-in: desks at work too."
    ),
    Setting("SESSION_MINUTES", "60", "Minutes without a press after which a person must sign in again."),
    Setting(
        "VOICE_ENGINE", "espeak", "Who speaks the calls: espeak (espeak-ng), command (another program), none (nobody)."
    ),
    Setting(
        "VOICE_COMMAND",
        "",
        "With command: the program and its words; {language}, {speed} and {text} are filled in, "
        "without {text} it reads its standard input; it writes a sound to its standard output.",
    ),
    Setting("VOICE_RECORDINGS", "", "Folder of recordings that replace the engine clip by clip (docs/voice.md)."),
    Setting("VOICE_SPEED", "140", "Words a minute, 80 to 260."),
    Setting("VOICE_VOLUME", "100", "Loudness of bell and voice in the lobby, 0 to 100."),
    Setting("VOICE_REPEAT", "1", "How often each call is spoken, 1 to 3."),
    Setting("VOICE_QUIET", "", "Hours without bell and voice, such as 12:00-12:30, 21:00-07:00."),
    Setting("VOICE_CACHE_MB", "200", "Room on disk for clips; those not used for longest are thrown away."),
)


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
