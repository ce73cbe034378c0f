"""Reads how the applicant can be proven now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.application_tracking import rules
from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck


def check_of(session: Session, application_id: int) -> ApplicationCheck:
    """The stored tries, or a new row without any."""
    found = session.get(ApplicationCheck, application_id, populate_existing=True)
    return found or ApplicationCheck(application_id=application_id, wrong=0)


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
