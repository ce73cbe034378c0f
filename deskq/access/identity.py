"""Who is asking: a person by session, a device by its cookie, a machine by its token, or a visitor."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, Response, current_app, g, request, session
from itsdangerous import BadSignature, URLSafeSerializer

from deskq.access import permissions, sessions
from deskq.core import clock
from deskq.core import secrets as secrets_core
from deskq.core.errors import N_, NotFound
from deskq.core.extensions import db, limiter
from deskq.office import queries as office_queries
from deskq.office.devices import Device
from deskq.office.service import devices as office_service
from deskq.staff.models import Person

REMEMBER_SEEN = timedelta(seconds=30)
PAIRINGS = "30 per minute"
COOKIE = "deskq_"
YEARS = 10 * 365 * 24 * 3600


class NoOffice(NotFound):
    """The installation is new: whoever runs it is told the next step."""

    slug = "no-office"
    title = N_("No office has been set up yet. The system administrator creates one with “flask create-office”.")


@dataclass(frozen=True, slots=True)
class Caller:
    """``by`` is how the journal names them; ``counter_id`` the counter a token or tablet belongs to."""

    role: str
    office_id: int
    by: str
    person_id: int | None = None
    device_id: int | None = None
    counter_id: int | None = None


def require(act: str) -> Caller:
    """The caller, if the guard's table lets them do this."""
    found = staff_caller()
    permissions.check(found.role if found else None, act)
    assert found is not None
    return found


def office_id() -> int:
    """The office of this installation's public pages: the caller's, or the first."""
    known = g.get("caller")
    if known is not None:
        return int(known.office_id)
    first = office_queries.first_office(db.session())
    if first is None:
        raise NoOffice
    return first.id


def staff_caller() -> Caller | None:
    person = signed_in()
    if person is None:
        return None
    g.caller = Caller(person.role, person.office_id, f"person:{person.id}", person_id=person.id)
    return g.caller  # type: ignore[no-any-return]


def signed_in() -> Person | None:
    """The person of this session, unless it was idle or open too long, or was ended from elsewhere."""
    if "person" not in g:
        kept = sessions.kept()
        g.person = sessions.person_of(kept)
        if g.person is None and "person" in session:
            sign_out()
        elif g.person is not None and kept is not None and _pressed():
            sessions.pressed(kept)
            if clock.now() - kept.seen > REMEMBER_SEEN:
                session["seen"] = clock.now().timestamp()
    return g.person  # type: ignore[no-any-return]


def _pressed() -> bool:
    """Whether a person did this; a page that fetches its fragment again is no press, nor is a socket that watches."""
    return request.method != "GET" or not (hasattr(request, "sid") or "X-Fragment" in request.headers)


def sign_in(person: Person) -> None:
    """A new session for the person; nothing of the old one is kept."""
    session.clear()
    moment = clock.now().timestamp()
    session.update(person=person.id, epoch=person.epoch, began=moment, seen=moment, key=secrets_core.new()[:12])
    g.person = person


def sign_out() -> None:
    session.clear()
    g.person = None


def session_key() -> str:
    """Names this one session among those of its person; no secret."""
    return str(session.get("key", ""))


def device(kind: str, counter_number: int | None = None) -> Device | None:
    """The paired device of this kind (of this counter) whose cookie came with the request."""
    secret = _cookie(_slot(kind, counter_number))
    found = office_queries.device_by_hash(db.session(), secrets_core.hashed(secret)) if secret else None
    if found is None or found.kind != kind or found.revoked_at is not None or found.paired_at is None:
        return None
    return found


def device_caller(kind: str, counter_number: int | None = None) -> Caller | None:
    """The caller behind a device; in the demo office a device on this machine is paired at once."""
    found = device(kind, counter_number) or _demo_device(kind, counter_number)
    if found is None:
        return None
    g.caller = Caller(kind, found.office_id, f"device:{found.id}", device_id=found.id, counter_id=found.counter_id)
    return g.caller  # type: ignore[no-any-return]


def _demo_device(kind: str, counter_number: int | None) -> Device | None:
    if not current_app.config["DEMO"] or not on_this_machine():
        return None
    secret = secrets_core.for_request(current_app.config["SECRET_KEY"], f"demo {kind} {counter_number}")
    found = office_service.pair_at_once(office_id(), kind, secret, counter_number)
    keep_device(_slot(kind, counter_number), secret)
    return found if found.revoked_at is None else None


def on_this_machine() -> bool:
    """Whether this machine itself asks; what a proxy passes on comes from somewhere else."""
    forwarded = request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded")
    return request.remote_addr in ("127.0.0.1", "::1") and not forwarded


def at_office_device() -> bool:
    """Whether this browser is a kiosk, a board or a tablet of the office, of whatever kind."""
    secrets = [_cookie(name.removeprefix(COOKIE)) for name in request.cookies if name.startswith(COOKIE)]
    found = [office_queries.device_by_hash(db.session(), secrets_core.hashed(secret)) for secret in secrets if secret]
    return any(row is not None and row.paired_at is not None and row.revoked_at is None for row in found)


def is_device_valid(device_id: int, kind: str, counter_id: int | None) -> bool:
    """Whether a device is still paired, of this kind and at this counter; asked without its request."""
    found = office_queries.device(db.session(), device_id)
    return found is not None and found.revoked_at is None and (found.kind, found.counter_id) == (kind, counter_id)


def pairing(kind: str, counter_number: int | None = None) -> Device:
    """The unpaired device of this browser with its code; begins (again) when there is none or its time is over."""
    slot = _slot(kind, counter_number)
    secret = _cookie(slot)
    found = office_queries.device_by_hash(db.session(), secrets_core.hashed(secret)) if secret else None
    if found is not None and found.paired_at is None and found.code_until and found.code_until > clock.now():
        return found
    secret = secrets_core.new()
    keep_device(slot, secret)
    return _begin_pairing(kind, secret)


@limiter.limit(PAIRINGS)  # anybody may ask, and each one is a row
def _begin_pairing(kind: str, secret: str) -> Device:
    return office_service.begin_pairing(office_id(), kind, secret)


def move_device(kind: str, before: int, after: int) -> None:
    """This browser's device belongs to another counter now: its cookie goes by that one's number from here on."""
    secret = _cookie(_slot(kind, before))
    if secret is not None:
        keep_device(_slot(kind, after), secret)
        keep_device(_slot(kind, before), "")


def keep_device(slot: str, secret: str) -> None:
    """Have the device's secret set as a signed cookie on this response; an empty one takes the cookie away."""
    g.setdefault("device_cookies", {})[slot] = secret


def _slot(kind: str, counter_number: int | None) -> str:
    """A browser may be a kiosk, a lobby and (for a demo) the tablet of several counters at once."""
    return kind if counter_number is None else f"{kind}_{counter_number}"


def _cookie(slot: str) -> str | None:
    try:
        kept = _signer().loads(request.cookies.get(COOKIE + slot, ""))
    except BadSignature:
        return None
    return kept if isinstance(kept, str) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")


def _set_cookies(response: Response) -> Response:
    for slot, secret in g.get("device_cookies", {}).items():
        if not secret:
            response.delete_cookie(COOKIE + slot)
            continue
        response.set_cookie(
            COOKIE + slot,
            str(_signer().dumps(secret)),
            max_age=YEARS,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response


def init_app(app: Flask) -> None:
    app.after_request(_set_cookies)
