"""Proves the applicant by four digits or by a code, sends the code, and lets the desk begin anew.

Each try is counted in the transaction that compares it, so that parallel tries count like sequential ones.
"""

import hmac
from functools import partial

from deskq.application_tracking import queries, rules
from deskq.application_tracking.models import ApplicationBrowser
from deskq.applications.events import ApplicantCheckReset, ApplicantCodeAsked
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.core import actors
from deskq.core.db.field_encryption import readable
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.messages import tracking_code
from deskq.sms.one_time_code import codes


def prove(application: Application, digits: str, browser: str | None, store_as: str) -> bool:
    """Whether these are the last four digits of a number given with the application; ``TooManyApplicantTries`` when
    digits are not accepted in this browser any more. ``browser``: hash of the cookie it came with; ``store_as``: the
    hash it gets if the digits are right."""
    with transaction(application.office_id, actors.CITIZEN) as tx:
        counted = queries.known(tx.session, application.id, browser) or queries.check_of(tx.session, application.id)
        if not rules.digits_open(counted.wrong):
            raise rules.TooManyApplicantTries
        right = _fits(tx, application.id, digits)
        counted.wrong = 0 if right and isinstance(counted, ApplicationBrowser) else counted.wrong + (not right)
        tx.session.add(counted)
        if right:
            _remember(tx, application.id, store_as)
        return right


def _fits(tx: Transaction, application_id: int, digits: str) -> bool:
    """Compares with both numbers, so that it takes as long for either."""
    of = application_queries.applicant(tx.session, application_id)
    tails = [tracking_code.tail(readable(kept) or "") for kept in (of.phone, of.national_id)]
    return any([hmac.compare_digest(tail.encode(), digits.encode()) for tail in tails])  # noqa: C419 (both compared)


def _remember(tx: Transaction, application_id: int, browser: str) -> None:
    tx.session.merge(ApplicationBrowser(application_id=application_id, browser=browser, wrong=0, proved_at=tx.at))
    tx.session.flush()
    for old in queries.browsers(tx.session, application_id)[rules.MOST_BROWSERS :]:
        tx.session.delete(old)


def send_code(application: Application) -> None:
    """Send a code to the number given with the application, unless an earlier code is still valid. Raises
    ``NoApplicantSmsCode`` if no number can receive SMS, and ``ApplicantCodesUsedUp`` after too many codes in a day."""
    if not queries.can_be_texted(db.session(), application.id):
        raise rules.NoApplicantSmsCode
    with transaction(application.office_id, actors.CITIZEN) as tx:
        check = queries.check_of(tx.session, application.id)
        if codes.new_code(tx, check, partial(queries.subject, application.id), rules.ApplicantCodesUsedUp):
            tx.record(ApplicantCodeAsked(application.id, check.codes))


def prove_by_code(application: Application, typed: str, secret_key: str, store_as: str) -> bool:
    """Whether this is the code that was sent. A code is accepted once."""
    with transaction(application.office_id, actors.CITIZEN) as tx:
        check = queries.check_of(tx.session, application.id)
        right = codes.use_code(check, application.id, typed, secret_key, rules.PURPOSE, tx.at)
        if right:
            _remember(tx, application.id, store_as)
        return right


def reset(office_id: int, by: str, application_id: int) -> None:
    """Accept the four digits anew: the applicant came to the desk."""
    with transaction(office_id, by) as tx:
        check = queries.check_of(tx.session, application_id)
        check.wrong = 0
        tx.session.add(check)
        for browser in queries.browsers(tx.session, application_id):
            browser.wrong = 0
        tx.record(ApplicantCheckReset(application_id))
