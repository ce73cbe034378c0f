"""Verifies the applicant by four digits or by a code, sends the code, and lets the desk reset the wrong tries."""

from deskq.application_tracking.queries import APPLICANT
from deskq.application_tracking.rules import NoApplicantSmsCode
from deskq.applications.events import ApplicantCheckReset, ApplicantCodeAsked
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.citizen_check import queries, tries
from deskq.citizen_check.tries import Browser
from deskq.core import actors
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.sms.one_time_code import queries as code_queries


def prove(application: Application, digits: str, browser: Browser) -> bool:
    """Whether these are the last four digits of a number given with the application. Raises ``TooManyApplicantTries``
    if this browser may not try digits any more; then it waits for no lock."""
    queries.check_digits_open(db.session(), APPLICANT, application.id, browser.known_as)
    with transaction(application.office_id, actors.CITIZEN) as tx:
        fits = tries.fit(digits, application_queries.applicant(tx.session, application.id))
        return tries.try_digits(tx, APPLICANT, application.id, browser, fits)


def send_code(application: Application) -> None:
    """Send a code to the number given with the application, unless an earlier code is still valid. Raises
    ``NoApplicantSmsCode`` if no number can receive SMS, and ``ApplicantCodesUsedUp`` after too many codes in a day."""
    if not code_queries.can_be_texted(application_queries.applicant(db.session(), application.id)):
        raise NoApplicantSmsCode
    with transaction(application.office_id, actors.CITIZEN) as tx:
        number = tries.new_code(tx, APPLICANT, application.id)
        if number is not None:
            tx.record(ApplicantCodeAsked(application.id, number))


def prove_by_code(application: Application, typed: str, secret_key: str, store_as: str) -> bool:
    """Whether this is the code that was sent. A code is accepted once."""
    with transaction(application.office_id, actors.CITIZEN) as tx:
        return tries.try_code(tx, APPLICANT, application.id, typed, secret_key, store_as)


def reset(office_id: int, by: str, application_id: int) -> None:
    """Reset the wrong tries, because the applicant came to the desk."""
    with transaction(office_id, by) as tx:
        tries.reset(tx, APPLICANT, application_id)
        tx.record(ApplicantCheckReset(application_id))
