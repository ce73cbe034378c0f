"""What is between people and this server: the encryption of the connection, the reverse proxy, and Redis."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app

from deskq.core import clock
from deskq.core.addresses import is_loopback
from deskq.core.errors import N_
from deskq.doctor.finding import Finding

SECONDS = 3.0  #: for which a server may take to answer
EXPIRES_SOON = timedelta(days=14)  #: certbot renews 30 days before
DEMO = N_("This is a demo office: the passwords of its people are known.")
REAL_OFFICE = N_("For a real office remove %(setting)s and begin with an empty database.")
DEVELOPMENT = N_("%(setting)s is set: pages are slow and show internals.")
NO_JOBS = N_("%(setting)s is set: nothing is sent, backed up or deleted.")
REMOVE_DEV = N_("Remove it and restart.")
NO_PROXY = N_("The address is https, but DESKQ_TRUSTED_PROXIES is 0: all visitors count as one address.")
SET_PROXIES = N_("Set it to the number of proxies in front of deskq, usually 1, and restart.")
SETTINGS_WELL = N_("The settings fit each other.")
UNENCRYPTED = N_(
    "People reach deskq at %(address)s without encryption: passwords and phone numbers can be read on the way."
)
GET_TLS = N_(
    "Put a proxy with a certificate in front (deploy/nginx.conf), and set DESKQ_PUBLIC_URL to its https address."
)
THIS_MACHINE = N_("Only this machine can open the pages.")
NOT_REACHED = N_("Nothing answers at %(address)s (%(reason)s).")
CHECK_PROXY = N_("Is the proxy running (%(command)s)? Is DESKQ_PUBLIC_URL right?")
DISTRUSTED = N_("Browsers do not trust the certificate of %(address)s: %(reason)s")
RENEW = N_("Renew it, for example: %(command)s")
RENEW_OR_TRUST = N_(
    "If it has expired, renew it, for example: %(command)s. If an authority of your own signed it, install the "
    "certificate of that authority on this machine too: docs/install.md"
)
EXPIRES = N_("The certificate of %(address)s is valid only until %(until)s.")
TLS_WELL = N_("The certificate of %(address)s is valid until %(until)s.")
ONE_PROCESS = N_("One process serves everybody; Redis is not used.")
REDIS_WELL = N_("Redis answers.")
REDIS_DOWN = N_("Redis does not answer. Screens update up to a second later; nothing is lost.")
START_REDIS = N_("Start it: %(command)s")


def check_settings() -> Iterator[Finding]:
    settings = current_app.config
    found = []
    if settings["DEMO"]:
        values = {"setting": "DESKQ_DEMO=1"}
        found.append(Finding("hint" if is_loopback(_host()) else "error", DEMO, values, REAL_OFFICE))
    if settings["DEV"]:
        found.append(Finding("error", DEVELOPMENT, {"setting": "DESKQ_DEV=1"}, REMOVE_DEV))
    if not settings["BACKGROUND_JOBS"]:
        found.append(Finding("error", NO_JOBS, {"setting": "DESKQ_BACKGROUND_JOBS=off"}, REMOVE_DEV))
    if _is_https() and not settings["TRUSTED_PROXIES"]:
        found.append(Finding("error", NO_PROXY, advice=SET_PROXIES))
    yield from found or [Finding("ok", SETTINGS_WELL)]


def check_tls() -> Iterator[Finding]:
    values = {"address": _address()}
    if _is_https():
        yield _of_certificate()
    elif is_loopback(_host()):
        yield Finding("ok", THIS_MACHINE)
    else:
        yield Finding("error", UNENCRYPTED, values, GET_TLS)


def _of_certificate() -> Finding:
    parts = urlsplit(current_app.config["PUBLIC_URL"])
    values = {"address": _address()}
    try:
        until = _expires(parts.hostname or "", parts.port or 443)
    except ssl.SSLCertVerificationError as error:
        distrusted = {**values, "reason": error.verify_message, "command": "certbot renew"}
        return Finding("error", DISTRUSTED, distrusted, RENEW_OR_TRUST)
    except OSError as error:
        unreached = {**values, "reason": error.strerror or str(error), "command": "systemctl status nginx"}
        return Finding("error", NOT_REACHED, unreached, CHECK_PROXY)
    if until - clock.real() < EXPIRES_SOON:
        return Finding("warning", EXPIRES, {**values, "until": until, "command": "certbot renew"}, RENEW)
    return Finding("ok", TLS_WELL, {**values, "until": until})


def _expires(host: str, port: int) -> datetime:
    """Until when the certificate at this address is valid, as a browser would verify it. Raises ``OSError``."""
    context = ssl.create_default_context()
    plain = socket.create_connection((host, port), timeout=SECONDS)
    with context.wrap_socket(plain, server_hostname=host) as encrypted:
        certificate = encrypted.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def check_redis() -> Iterator[Finding]:
    url = current_app.config["REDIS_URL"]
    if not url:
        yield Finding("ok", ONE_PROCESS)
        return
    from redis import Redis, RedisError

    try:
        with Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS) as redis:
            redis.ping()
    except (RedisError, OSError):
        yield Finding("warning", REDIS_DOWN, {"command": "systemctl start redis-server"}, START_REDIS)
        return
    yield Finding("ok", REDIS_WELL)


def _is_https() -> bool:
    return str(current_app.config["PUBLIC_URL"]).startswith("https://")


def _address() -> str:
    """DESKQ_PUBLIC_URL without a name and password."""
    parts = urlsplit(str(current_app.config["PUBLIC_URL"]))
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _host() -> str:
    return urlsplit(current_app.config["PUBLIC_URL"]).hostname or ""
