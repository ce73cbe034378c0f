"""Who holds a message: whoever has its code sees how it stands; whoever knows the last four digits of its phone or
national ID sees what is personal, for half an hour in this browser."""

import hmac
from datetime import datetime, timedelta

from flask import session

from deskq import clock, identity, sealing
from deskq.errors import N_, BadFields, Forbidden, NotFound, Refused
from deskq.extensions import db
from deskq.messages import queries, rules, tracking
from deskq.messages.models import Message
from deskq.messages.views import knocks

SLOT = "followed"
LASTS = timedelta(minutes=30)
MOST = 5  #: messages that one browser holds open at once
LONGEST = 2 * tracking.TAIL


class UnknownCode(NotFound):
    slug = "unknown-code"
    title = N_("We found no message with this code. Please compare it with the paper or the text message.")


class WrongDigits(Refused):
    slug, status = "wrong-digits", 403
    title = N_("These are not the last four digits of the phone number or national ID given with this message.")


def find(typed: str) -> Message:
    """The message of a code; one with a wrong digit is never looked up."""
    code = tracking.read(typed)
    knocks.check_code()
    found = queries.by_code(db.session(), identity.office_id(), code)
    if found is None:
        knocks.count_code()
        raise UnknownCode
    return found


def prove(message: Message, typed: str) -> None:
    """Open what is personal for this browser, or ``WrongDigits``; which of the two did not fit is not told."""
    digits = tracking.tail(typed)
    if len(digits) < tracking.TAIL:
        raise BadFields({"digits": N_("Please give the last four digits.")})
    knocks.count_try(message.id)
    of = queries.sender(db.session(), message.id)
    fitting = [_fits(kept, digits) for kept in (of.phone, of.national_id)]
    if message.kind == rules.REPORT or not any(fitting):
        raise WrongDigits
    knocks.forgive(message.id)
    _keep(message)


def _fits(kept: str, digits: str) -> bool:
    known = "" if isinstance(kept, sealing.Unreadable) else tracking.tail(kept)
    return hmac.compare_digest(known, digits)


def is_proven(message: Message) -> bool:
    return message.code in _kept() and message.kind != rules.REPORT


def is_nameless(message: Message) -> bool:
    """Nobody could prove that it is theirs: its code is all there is."""
    return message.kind != rules.REPORT and queries.is_nameless(queries.sender(db.session(), message.id))


def check_held(message: Message) -> None:
    """Whether this browser may act for the one who wrote it."""
    if not (is_proven(message) or is_nameless(message)):
        raise Forbidden


def proven_codes() -> list[str]:
    return list(_kept())


def _keep(message: Message) -> None:
    kept = {**_kept(), message.code: clock.now().isoformat()}
    session[SLOT] = dict(list(kept.items())[-MOST:])


def _kept() -> dict[str, str]:
    """Codes proven here, with when; those that are over are left out."""
    now = clock.now()
    found = session.get(SLOT, {})
    return {code: at for code, at in found.items() if now - datetime.fromisoformat(at) <= LASTS}
