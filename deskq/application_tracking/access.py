"""What this browser may do with an application: the code shows it; the last four digits of the phone number or national
ID given with it let it act for 30 minutes."""

from datetime import datetime, timedelta

from flask import session

from deskq.access import identity, known_browsers
from deskq.application_tracking import queries, rules, service
from deskq.applications.models import Application
from deskq.core import clock
from deskq.core.errors import N_, Forbidden, InvalidInput
from deskq.core.extensions import db
from deskq.messages import tracking_code

#: Session key: {code: since when} of applications proven in this browser.
PROVEN, LASTS, MOST = "applied", timedelta(minutes=30), 5
APPLICANT = "applicant"  #: the purpose of the cookie of a known browser


class StaffAtTracking(Forbidden):
    slug = "staff-at-tracking"
    title = N_("A member of staff is signed in in this browser. Citizens must use their own browser.")


class NotProven(Forbidden):
    slug = "applicant-not-proven"
    title = N_(
        "Please enter the last four digits of your number again. For your safety they are asked for every half hour."
    )


def prove(application: Application, typed: str) -> None:
    """Let this browser act, or ``WrongApplicantDigits``."""
    check_no_staff()
    digits = tracking_code.tail(typed)
    if len(digits) < tracking_code.TAIL:
        raise InvalidInput({"digits": N_("Please enter the last four digits.")})
    if not service.prove(application, digits, browser(), known_browsers.to_store(APPLICANT)):
        raise rules.WrongApplicantDigits
    known_browsers.keep()
    kept = {**_valid(), application.code: clock.now().isoformat()}
    newest = sorted(kept, key=lambda code: datetime.fromisoformat(kept[code]))[-MOST:]
    session[PROVEN] = {code: kept[code] for code in newest}


def browser() -> str | None:
    return known_browsers.current(APPLICANT)


def may_try(application: Application) -> bool:
    return queries.digits_open(db.session(), application.id, browser())


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
