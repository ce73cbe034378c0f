"""How the applicant is verified, and the SMS with a code."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.application_tracking import rules
from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.citizen_check import queries
from deskq.citizen_check.checks import CitizenCheck
from deskq.sms.one_time_code import queries as code_queries

APPLICANT = CitizenCheck(
    ApplicationCheck,
    ApplicationBrowser,
    "application_id",
    "application_code",
    "applicant code",
    rules.TooManyApplicantTries,
    rules.ApplicantCodesUsedUp,
)


def text_of_code(session: Session, office_id: int, about: str, now: datetime) -> tuple[str, Application, str] | None:
    """(number in E.164, application, seed of the code) of an SMS; None when the code is no longer valid."""
    application_id, seed = queries.row_and_seed(session, APPLICANT, about, now)
    found = application_queries.by_id(session, office_id, application_id)
    if found is None or seed is None:
        return None
    applicant = application_queries.applicant(session, application_id)
    return (applicant.phone, found, seed) if code_queries.can_be_texted(applicant) else None
