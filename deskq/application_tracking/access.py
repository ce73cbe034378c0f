"""What this browser may do with an application: the tracking code shows it; the last four digits of the phone number or
national ID given with it, or a code by SMS, let it act for 30 minutes."""

from datetime import datetime, timedelta

from flask import current_app, session

from deskq.access import identity, known_browsers
from deskq.application_tracking import rules, service
from deskq.application_tracking.queries import APPLICANT
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.citizen_check import own_tries, queries
from deskq.citizen_check.rules import WaysToProve
from deskq.citizen_check.tries import Browser
from deskq.core import clock
from deskq.core.errors import N_, Forbidden, InvalidInput
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.sms import outbox
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code.rules import WrongSmsCode

#: Session key: {code: since when} of applications proven in this browser.
PROVEN, LASTS, MOST = "applied", timedelta(minutes=30), 5
PURPOSE = "applicant"  #: the purpose of the cookie of a known browser


class StaffAtTracking(Forbidden):
    slug = "staff-at-tracking"
    title = N_("A member of staff is signed in in this browser. Citizens must use their own browser.")


class NotProven(Forbidden):
    slug = "applicant-not-proven"
    title = N_(
        "Please enter the last four digits of your number again. For your safety they are asked for every half hour."
    )


def prove(application: Application, typed: str) -> None:
    """Let this browser act for half an hour. Raises ``WrongApplicantDigits``, ``TooManyApplicantTries``, or
    ``InvalidInput`` for fewer than four digits."""
    check_no_staff()
    digits = tracking_code.tail(typed)
    if len(digits) < tracking_code.TAIL:
        raise InvalidInput({"digits": N_("Please enter the last four digits.")})
    browser = Browser(current_browser(), known_browsers.to_store(PURPOSE), own_tries.count(application.code))
    if not service.prove(application, digits, browser):
        own_tries.add(application.code)
        raise rules.WrongApplicantDigits
    _keep_proven(application)


def send_code(application: Application) -> None:
    """Text a code to the number given with the application, or ``NoApplicantSmsCode``."""
    check_no_staff()
    if not outbox.is_on():
        raise rules.NoApplicantSmsCode
    service.send_code(application)


def prove_by_code(application: Application, typed: str) -> None:
    """Let this browser act by the code from the text message, or ``WrongSmsCode``."""
    check_no_staff()
    code, key = tracking_code.digits(typed), str(current_app.config["SECRET_KEY"])
    if not service.prove_by_code(application, code, key, known_browsers.to_store(PURPOSE)):
        raise WrongSmsCode
    _keep_proven(application)


def _keep_proven(application: Application) -> None:
    """For this visit, and as a browser that others' wrong digits do not shut out later."""
    own_tries.forget()
    known_browsers.keep()
    kept = {**_valid(), application.code: clock.now().isoformat()}
    newest = sorted(kept, key=lambda code: datetime.fromisoformat(kept[code]))[-MOST:]
    session[PROVEN] = {code: kept[code] for code in newest}


def current_browser() -> str | None:
    return known_browsers.current(PURPOSE)


def ways_to_prove(application: Application) -> WaysToProve:
    found, applicant = db.session(), application_queries.applicant(db.session(), application.id)
    texted = outbox.is_on() and code_queries.can_be_texted(applicant)
    return WaysToProve(
        digits=queries.digits_open(found, APPLICANT, application.id, current_browser()),
        code=texted,
        code_sent=texted and queries.code_open(found, APPLICANT, application.id, clock.now()),
    )


def is_proven(application: Application) -> bool:
    return application.code in _valid() and not staff_here()


def check_proven(application: Application) -> None:
    check_no_staff()
    if not is_proven(application):
        raise NotProven


def proven_codes() -> list[str]:
    return list(_valid())


def staff_here() -> bool:
    return identity.signed_in() is not None


def check_no_staff() -> None:
    """What is done beside a session of the staff is not the applicant's word."""
    if staff_here():
        raise StaffAtTracking


def _valid() -> dict[str, str]:
    now = clock.now()
    return {
        code: at for code, at in session.get(PROVEN, {}).items() if now - datetime.fromisoformat(at) <= LASTS
    }  # fmt: skip
