"""Who sends the request: a person by session, a device by its cookie, or a visitor.

Machines with an API token are identified in ``deskq/api/endpoint.py``.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, g, request, session

from deskq.access import permissions, ports, served_office, sessions
from deskq.access.devices import cookies, last_seen, service
from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.core import actors, clock
from deskq.core import secrets as secrets_core
from deskq.core.errors import N_, Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db, limiter

#: The time in the session cookie is written anew at most this often.
SEEN_RESOLUTION = timedelta(seconds=30)
PAIRINGS = "10 per minute; 60 per hour"


class NoOffice(NotFound):
    """The installation is new and has no office; the message says the next step."""

    slug = "no-office"
    title = N_("No office has been set up yet. The person who installed deskq begins at the address /setup.")


class NotInThisOffice(Forbidden):
    """They signed in, but have no account in the office of the address."""

    slug = "not-in-this-office"
    title = N_("You have no account in this office. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Caller:
    """``by`` is how the journal names them; ``counter_id`` the counter an API token or tablet belongs to."""

    role: str
    office_id: int
    by: str
    person_id: int | None = None
    device_id: int | None = None
    counter_id: int | None = None


def require(act: str) -> Caller:
    """The caller, if the table of permissions allows them ``act``; else ``SignInNeeded`` or ``Forbidden``."""
    caller = staff_caller()
    permissions.check(caller.role if caller else None, act)
    assert caller is not None
    return caller


def current_caller() -> Caller:
    """The caller whom this request has found already: by ``require``, ``device_caller`` or an API token."""
    found: Caller = g.caller
    return found


def current_caller_or_none() -> Caller | None:
    found: Caller | None = g.get("caller")
    return found


def office_id() -> int:
    """The office of this page: that of its address, or the caller's, or the only one. Raises ``OfficeNotChosen`` where
    there are several."""
    served = served_office.current()
    if served is not None:
        return served
    caller = current_caller_or_none()
    if caller is not None:
        return caller.office_id
    offices = ports.offices().entries(db.session())
    if not offices:
        raise NoOffice
    if len(offices) > 1:
        raise served_office.OfficeNotChosen
    return offices[0].id


def staff_caller() -> Caller | None:
    person = signed_in()
    if person is None:
        if login() is not None and not must_sign_in_again():
            raise NotInThisOffice
        return None
    g.caller = Caller(person.role, person.office_id, actors.person(person.id), person_id=person.id)
    return current_caller()


def signed_in() -> ports.Person | None:
    """The account of this session's person in the office of the address; None without one that the session may use."""
    if "person" not in g:
        found = sessions.account_in(login(), served_office.current())
        g.person = found if found is not None and may_use(found) else None
    return g.person  # type: ignore[no-any-return]


def must_sign_in_again() -> bool:
    """Whether they signed in before they got their account in the office of the address, or its present role."""
    return signed_in() is None and sessions.account_in(login(), served_office.current()) is not None


def may_use(account: ports.Person) -> bool:
    """Whether this session may use this account of its person (``sessions.may_use``)."""
    return sessions.may_use(sessions.current(), account)


def login() -> ports.Person | None:
    """Who signed in, in any office, unless the session was idle or open too long, or was ended from elsewhere."""
    if "login" not in g:
        kept = sessions.current()
        g.login = sessions.person_of(kept)
        if g.login is None and "person" in session:
            sign_out()
            g.session_ended = True  # for the page that a form then gets (web/error_handlers.py)
        elif g.login is not None and kept is not None and _is_action():
            sessions.remember_action(kept)
            if clock.now() - kept.seen > SEEN_RESOLUTION:
                session["seen"] = clock.now().timestamp()
    return g.login  # type: ignore[no-any-return]


def _is_action() -> bool:
    """Whether a person did this; not when a page fetches its fragment again or a socket connects."""
    return request.method != "GET" or not (hasattr(request, "sid") or "X-Fragment" in request.headers)


def sign_out() -> None:
    session.clear()
    g.login = g.person = None


def session_key() -> str:
    """Distinguishes this session from others of its person; no secret."""
    return str(session.get("key", ""))


def device(kind: str, counter_number: int | None = None) -> Device | None:
    """The paired device of this kind (of this counter) whose cookie came with the request."""
    secret = cookies.secret(cookies.slot(kind, counter_number))
    found = _by_secret(secret) if secret else None
    return found if found is not None and found.kind == kind and _is_paired(found) and _is_here(found) else None


def device_elsewhere(kind: str, counter_number: int | None = None) -> Device | None:
    """The device of this browser that is paired to another office than that of the address."""
    secret = cookies.secret(cookies.slot(kind, counter_number))
    found = _by_secret(secret) if secret else None
    return found if found is not None and found.kind == kind and _is_paired(found) and not _is_here(found) else None


def _is_here(device: Device) -> bool:
    return served_office.current() in (None, device.office_id)


def _by_secret(secret: str) -> Device | None:
    return device_queries.device_by_hash(db.session(), secrets_core.hashed(secret))


def _is_paired(device: Device) -> bool:
    return device.paired_at is not None and device.revoked_at is None


def device_caller(kind: str, counter_number: int | None = None) -> Caller | None:
    """The caller behind a device; in the demo office a device on this machine is paired at once."""
    found = device(kind, counter_number) or _demo_device(kind, counter_number)
    if found is None:
        return None
    last_seen.note(found.id)
    g.caller = Caller(kind, found.office_id, actors.device(found.id), device_id=found.id, counter_id=found.counter_id)
    return current_caller()


def _demo_device(kind: str, counter_number: int | None) -> Device | None:
    if not current_app.config["DEMO"] or not on_this_machine():
        return None
    name = f"demo {kind} {counter_number} {office_id()}"
    secret = secrets_core.for_request(current_app.config["SECRET_KEY"], name)
    counter_id = _counter_id(counter_number) if counter_number is not None else None
    found = service.pair_demo_device(office_id(), kind, secret, counter_id)
    cookies.keep(cookies.slot(kind, counter_number), secret)
    return found if found.revoked_at is None else None


def _counter_id(number: int) -> int:
    counter = ports.counters().counter_by_number(db.session(), office_id(), number)
    if counter is None:
        raise InvalidInput({"counter": service.COUNTER_NEEDED})
    return counter.id


def on_this_machine() -> bool:
    """Whether this machine itself asks; what a proxy passes on comes from somewhere else."""
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return request.remote_addr in ("127.0.0.1", "::1") and not forwarded


def at_office_device() -> bool:
    """Whether this browser is a paired device of the office, of any kind."""
    found = [_by_secret(secret) for secret in cookies.all_secrets()]
    return any(row is not None and _is_paired(row) and _is_here(row) for row in found)


def is_device_valid(device_id: int, office_id: int, kind: str, counter_id: int | None) -> bool:
    """Whether a device is still paired with this office, kind and counter. Called outside a request, twice a minute
    while its screen is connected."""
    found = device_queries.device(db.session(), device_id)
    last_seen.note(device_id)
    if found is None or found.revoked_at is not None:
        return False
    return (found.office_id, found.kind, found.counter_id) == (office_id, kind, counter_id)


def pairing(kind: str, counter_number: int | None = None) -> Device | None:
    """The unpaired device of this browser with its code; None if nobody asked to pair it. An expired code is renewed
    under the same secret, so that a browser never has more than one row. Raises ``NoOffice``."""
    office_id()
    secret = cookies.secret(cookies.slot(kind, counter_number))
    if not secret:
        return None
    found = _by_secret(secret)
    if found is None:
        return _begin_pairing(kind, secret)
    if found.paired_at is not None or found.kind != kind or not _is_here(found):
        return None
    if found.code_until and found.code_until > clock.now():
        return found
    return _begin_pairing(kind, secret)


def ask_to_pair(kind: str, counter_number: int | None = None) -> None:
    """Store this browser as an unpaired device of the office. From now on it shows a pairing code."""
    if device(kind, counter_number) is None and pairing(kind, counter_number) is None:
        secret = secrets_core.new()
        _begin_pairing(kind, secret)
        cookies.keep(cookies.slot(kind, counter_number), secret)


@limiter.limit(PAIRINGS)  # anybody may ask, and each one is a row
def _begin_pairing(kind: str, secret: str) -> Device:
    return service.begin_pairing(office_id(), kind, secret)
