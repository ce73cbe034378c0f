"""What a browser may see and do of a message: the code shows its state; the last four digits of its phone or
national ID open the personal part for 30 minutes in this browser. Staff read codes too: nobody acts as a citizen in
a browser where staff are signed in, and an anonymous message is withdrawn only where it was submitted."""

from datetime import datetime, timedelta

from flask import current_app, session

from deskq.access import identity, known_browsers
from deskq.citizen_check import own_tries
from deskq.citizen_check import queries as citizen_check
from deskq.citizen_check.rules import WaysToProve
from deskq.citizen_check.tries import Browser
from deskq.core import clock
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.portal import guess_limits, queries
from deskq.sender_check import service as sender_check
from deskq.sender_check.queries import SENDER
from deskq.sender_check.rules import NoSmsCode
from deskq.sms import outbox
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code.rules import WrongSmsCode

#: Session keys: messages proven in this browser, and anonymous ones submitted in it.
PROVEN, OWN = "followed", "filed"
LASTS = {PROVEN: timedelta(minutes=30), OWN: timedelta(hours=48)}
MOST = 5  #: messages that one browser has access to at once
PURPOSE = "sender"  #: the purpose of the cookie of a known browser


class UnknownCode(NotFound):
    slug = "unknown-code"
    title = N_("We found no message with this code. Please compare it with your slip or text message.")


class WrongDigits(DomainError):
    slug, status = "wrong-digits", 403
    title = N_("These four digits do not match the phone number or national ID given with this message.")


class StaffBrowser(Forbidden):
    slug = "staff-browser"
    title = N_("A member of staff is signed in in this browser. Citizens must use their own browser.")


class NotProven(Forbidden):
    slug = "sender-not-proven"
    title = N_(
        "Please enter the last four digits of your number again. For your safety they are asked for every half hour."
    )


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
    browser = Browser(_browser(), known_browsers.to_store(PURPOSE), own_tries.count(message.code))
    if not sender_check.prove(message, digits, browser):
        own_tries.add(message.code)
        raise WrongDigits
    _keep_proven(message)


def prove_by_code(message: Message, typed: str) -> None:
    """Give this browser access by the code from the text message, or ``WrongSmsCode``."""
    check_no_staff()
    code, key = tracking_code.digits(typed), current_app.config["SECRET_KEY"]
    if not sender_check.prove_by_code(message, code, key, known_browsers.to_store(PURPOSE)):
        raise WrongSmsCode
    _keep_proven(message)


def send_code(message: Message) -> None:
    """Text a code to the number given with the message, or ``NoSmsCode``."""
    check_no_staff()
    if not outbox.is_on():
        raise NoSmsCode
    sender_check.send_code(message)


def ways_to_prove(message: Message) -> WaysToProve:
    found, sender = db.session(), message_queries.sender(db.session(), message.id)
    texted = outbox.is_on() and code_queries.can_be_texted(sender)
    return WaysToProve(
        digits=citizen_check.digits_open(found, SENDER, message.id, _browser()),
        code=texted,
        code_sent=texted and citizen_check.code_open(found, SENDER, message.id, clock.now()),
    )


def _browser() -> str | None:
    return known_browsers.current(PURPOSE)


def _keep_proven(message: Message) -> None:
    """For this visit, and as a browser that others' wrong digits do not shut out later."""
    own_tries.forget()
    known_browsers.keep()
    _remember_code(PROVEN, message)


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
    """Raises unless this browser may act for the sender. For an anonymous message, the tracking code is enough."""
    check_no_staff()
    if not (is_proven(message) or is_anonymous(message)):
        raise NotProven


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
