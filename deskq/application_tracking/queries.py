"""Reads how the applicant can be proven now."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.application_tracking import rules
from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.sms.one_time_code import queries as code_queries

#: First word of the subject of an SMS with a code.
CODE = "application_code"


def check_of(session: Session, application_id: int) -> ApplicationCheck:
    """The stored tries, or a new row without any."""
    found = session.get(ApplicationCheck, application_id, populate_existing=True)
    return found or ApplicationCheck(application_id=application_id, wrong=0, codes=0, code_tries=0)


def known(session: Session, application_id: int, browser: str | None) -> ApplicationBrowser | None:
    """This browser, if the applicant was proven in it."""
    key = (application_id, browser)
    return session.get(ApplicationBrowser, key, populate_existing=True) if browser is not None else None


def digits_open(session: Session, application_id: int, browser: str | None) -> bool:
    """Whether this browser may still try the four digits."""
    row = known(session, application_id, browser)
    return rules.digits_open(row.wrong if row is not None else check_of(session, application_id).wrong)


def browsers(session: Session, application_id: int) -> list[ApplicationBrowser]:
    """Browsers in which the applicant was proven, the last first."""
    wanted = select(ApplicationBrowser).where(ApplicationBrowser.application_id == application_id)
    return list(session.scalars(wanted.order_by(ApplicationBrowser.proved_at.desc())))


def can_be_texted(session: Session, application_id: int) -> bool:
    """Whether a mobile number was given with the application, and is still known."""
    return code_queries.can_be_texted(application_queries.applicant(session, application_id))


def code_open(session: Session, application_id: int, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return code_queries.is_open(check_of(session, application_id), now)


def subject(application_id: int, number: int) -> str:
    """Subject of the SMS with this code of an application, in the outbox."""
    return f"{CODE} {application_id} {number}"


def text_of_code(session: Session, office_id: int, about: str, now: datetime) -> tuple[str, Application, str] | None:
    """(number in E.164, application, seed of the code) of an SMS; None when the code is no longer valid."""
    application_id, number = (int(word) for word in about.split()[1:])
    found = application_queries.by_id(session, office_id, application_id)
    seed = code_queries.current_seed(check_of(session, application_id), number, now)
    if found is None or seed is None:
        return None
    applicant = application_queries.applicant(session, application_id)
    return (applicant.phone, found, seed) if code_queries.can_be_texted(applicant) else None
