"""What a browser may see and do of a message: the code shows its state; the last four digits of its phone or
national ID open the personal part for 30 minutes in this browser. Staff read codes too: nobody acts as a citizen in
a browser where staff are signed in, and an anonymous message is withdrawn only where it was submitted."""

import hmac
from datetime import datetime, timedelta

from flask import session

from deskq.access import identity
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.portal import guess_limits, queries

#: Session keys: messages proven in this browser, and anonymous ones submitted in it.
PROVEN, OWN = "followed", "filed"
LASTS = {PROVEN: timedelta(minutes=30), OWN: timedelta(hours=48)}
MOST = 5  #: messages that one browser has access to at once
LONGEST = 2 * tracking_code.TAIL


class UnknownCode(NotFound):
    slug = "unknown-code"
    title = N_("We found no message with this code. Please compare it with your slip or text message.")


class WrongDigits(DomainError):
    slug, status = "wrong-digits", 403
    title = N_("These four digits do not match the phone number or national ID given with this message.")


class StaffBrowser(Forbidden):
    slug = "staff-browser"
    title = N_("A member of staff is signed in in this browser. Citizens must use their own browser.")


class NotFiledHere(Forbidden):
    slug = "not-filed-here"
    title = N_(
        "You left no number with this message. You can withdraw it only in the browser you used, within two days. "
        "You can still add a note to say that it is settled."
    )


def find(typed: str) -> Message:
    """The message of a code; a code with a wrong check digit is never looked up."""
    code = tracking_code.read(typed)
    if code not in (*proven_codes(), *own_codes()):  # codes this browser has access to are no guesses
        guess_limits.check_code()
    found = message_queries.by_code(db.session(), identity.office_id(), code)
    if found is None:
        guess_limits.count_code()
        raise UnknownCode
    return found


def prove(message: Message, typed: str) -> None:
    """Give this browser access to the personal data, or ``WrongDigits``, without saying which number did not match."""
    check_no_staff()
    digits = tracking_code.tail(typed)
    if len(digits) < tracking_code.TAIL:
        raise InvalidInput({"digits": N_("Please enter the last four digits.")})
    guess_limits.count_try(message.id)
    of = message_queries.sender(db.session(), message.id)
    fitting = [_fits(kept, digits) for kept in (of.phone, of.national_id)]
    if message.kind == REPORT or not any(fitting):
        raise WrongDigits
    guess_limits.forgive(message.id)
    _remember_code(PROVEN, message)


def _fits(kept: str, digits: str) -> bool:
    known = "" if isinstance(kept, field_encryption.Unreadable) else tracking_code.tail(kept)
    return hmac.compare_digest(known.encode(), digits.encode())  # digits of any script may have been typed


def is_proven(message: Message) -> bool:
    return message.code in _valid_codes(PROVEN) and message.kind != REPORT


def is_anonymous(message: Message) -> bool:
    """No number was left: nobody can prove that it is theirs, the code is all there is."""
    return message.kind != REPORT and queries.is_anonymous(message_queries.sender(db.session(), message.id))


def keep_own(message: Message) -> None:
    """Remember that it was submitted here. Named ones still need the digits; a report leaves no trace."""
    if is_anonymous(message):
        _remember_code(OWN, message)


def own_codes() -> list[str]:
    return list(_valid_codes(OWN))


def is_own(message: Message) -> bool:
    return is_proven(message) or (message.code in _valid_codes(OWN) and is_anonymous(message))


def staff_here() -> bool:
    return identity.signed_in() is not None


def check_no_staff() -> None:
    """What is done beside a session of the staff is not the citizen's word."""
    if staff_here():
        raise StaffBrowser


def check_may_act(message: Message) -> None:
    """Whether this browser may act for the sender: of an anonymous message whoever has the code may."""
    check_no_staff()
    if not (is_proven(message) or is_anonymous(message)):
        raise Forbidden


def check_own(message: Message) -> None:
    """Whether it may withdraw it: for that a code is not enough."""
    check_may_act(message)
    if not is_own(message):
        raise NotFiledHere


def proven_codes() -> list[str]:
    return list(_valid_codes(PROVEN))


def _remember_code(slot: str, message: Message) -> None:
    kept = {**_valid_codes(slot), message.code: clock.now().isoformat()}
    newest = sorted(kept, key=lambda code: datetime.fromisoformat(kept[code]))[-MOST:]  # a cookie keeps no order
    session[slot] = {code: kept[code] for code in newest}


def _valid_codes(slot: str) -> dict[str, str]:
    """{code: since when} of this browser, without expired ones."""
    now = clock.now()
    found = session.get(slot, {})
    return {code: at for code, at in found.items() if now - datetime.fromisoformat(at) <= LASTS[slot]}
