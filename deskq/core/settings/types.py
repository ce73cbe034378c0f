"""Types of settings: how the text of an environment variable becomes a value, and which texts are refused.

A ``ValueError`` says what is wrong, to be read after the name of the variable. It never contains a secret.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_network
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError
from redis import ConnectionPool
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from deskq.core import secret_keys

HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
QUIET = re.compile(f"{HOUR}-{HOUR}", re.ASCII)


def _yes_or_no(yes: str, allowed: tuple[str, str]) -> Callable[[str], bool]:
    """Reads a bool that is written as one of these two words, and in no other way."""

    def read(text: str) -> bool:
        if text not in allowed:
            raise ValueError(f"is {text!r}; it must be one of {', '.join(allowed)}.")
        return text == yes

    return read


def _whole_number(text: str) -> int:
    """Digits of any script, and nothing else: pydantic alone would also read ``+8``, ``8_000`` and ``8.0``."""
    if text.isdecimal():
        with suppress(ValueError):  # thousands of digits
            return int(text)
    raise PydanticCustomError("whole_number", "no whole number")


def read_database_url(url: str) -> str:
    """Every way of writing PostgreSQL is the same driver."""
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if url and (":memory:" in url or not url.startswith(("sqlite:///", "postgresql+psycopg://"))):
        raise ValueError("must begin with sqlite:/// (a file) or postgresql://.")
    if url and not _names_a_database(url):
        raise ValueError("cannot be read; write it as sqlite:////folder/file or postgresql://user:password@host/name.")
    return url


def _names_a_database(url: str) -> bool:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return False
    return bool(parts.database) or parts.drivername != "sqlite"


def _redis_url(url: str) -> str:
    try:
        if url:
            ConnectionPool.from_url(url).make_connection()  # connects to nothing, but reads every option
    except (ValueError, TypeError):  # its words may contain the password
        raise ValueError("must begin with redis://, rediss:// or unix://, such as redis://localhost:6379/0.") from None
    return url


def _http_url(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise ValueError("must begin with https:// or http://.")
    return url


def _public_url(url: str) -> str:
    """It is printed in QR codes and shown on pages, so no secret may be in it; and none is repeated here."""
    if "@" in url.partition("://")[2].partition("/")[0] or "@" in url.partition("/")[0]:
        raise ValueError("must not contain a name or password: it is printed in QR codes.")
    return url


def _bucket_address(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("https", "http") or "@" in parts.netloc or not parts.path.strip("/")):
        raise ValueError("must be written as https://server/bucket or https://server/bucket/prefix.")
    return url.rstrip("/")


def _folder(path: str) -> str:
    if path and not path.startswith("/"):
        raise ValueError("must be the whole path of a folder, such as /srv/backup.")
    return path


def _time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        raise ValueError(f"is {name!r}; there is no such time zone.") from None


def _strong(key: str) -> str:
    if key:
        secret_keys.check(key)
    return key


def _quiet_hours(text: str) -> str:
    """With a space between, as the lobby reads them."""
    hours = _parts(text)
    if not all(QUIET.fullmatch(span) for span in hours):
        raise ValueError(f"is {text!r}; write hours as 12:00-12:30, 21:00-07:00.")
    return " ".join(hours)


def _dark_hours(text: str) -> str:
    return "00:00-24:00" if text == "always" else _quiet_hours(text)


def _networks(*words: str) -> Callable[[str], tuple[str, ...]]:
    """Reads networks, and words that stand for some."""

    def read(text: str) -> tuple[str, ...]:
        listed = _parts(text)
        for part in listed:
            try:
                if part not in words:
                    ip_network(part)
            except ValueError:
                raise ValueError(f"has {part!r}; write addresses as 10.0.8.0/24, 192.0.2.7.") from None
        return listed

    return read


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _as_text(words: Callable[[Any], str]) -> PlainSerializer:
    """In JSON a value is what one writes into the environment: docs/settings.md has the defaults in this form."""
    return PlainSerializer(words, when_used="json")


ZeroOrOne = Annotated[bool, BeforeValidator(_yes_or_no("1", ("0", "1"))), _as_text(lambda yes: "1" if yes else "0")]
OnOrOff = Annotated[
    bool, BeforeValidator(_yes_or_no("on", ("on", "off"))), _as_text(lambda yes: "on" if yes else "off")
]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
DatabaseUrl = Annotated[str, AfterValidator(read_database_url), Field(repr=False)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
BucketAddress = Annotated[str, AfterValidator(_bucket_address)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
Folder = Annotated[str, AfterValidator(_folder)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
QuietHours = Annotated[str, AfterValidator(_quiet_hours)]
DarkHours = Annotated[str, AfterValidator(_dark_hours)]
Networks = Annotated[tuple[str, ...], BeforeValidator(_networks()), _as_text(", ".join)]
NetworksOrSignedIn = Annotated[tuple[str, ...], BeforeValidator(_networks("signed-in")), _as_text(", ".join)]
Secret = Annotated[str, Field(repr=False)]
RedisUrl = Annotated[Secret, AfterValidator(_redis_url)]
Keys = Annotated[Secret, AfterValidator(lambda text: ",".join(_parts(text)))]
StrongKey = Annotated[Secret, AfterValidator(_strong)]
