"""Queues the SMS with the code of an applicant, and deletes the stored tries of applicants who are erased; each in the
same transaction as the event."""

from flask import has_app_context
from sqlalchemy import delete, select

from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck
from deskq.application_tracking.queries import APPLICANT
from deskq.applications.events import ApplicantCodeAsked, ApplicantsErased
from deskq.applications.models import Applicant
from deskq.citizen_check import queries
from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.sms.one_time_code import rules as code_rules


@in_transaction(ApplicantCodeAsked)
def queue_applicant_code(tx: Transaction, event: ApplicantCodeAsked) -> None:
    if has_app_context() and outbox.is_on():
        about = queries.subject(APPLICANT, event.application, event.number)
        sms_service.add_notice(tx, about, tx.at + code_rules.LASTS)


@in_transaction(ApplicantsErased)
def delete_tries(tx: Transaction, event: ApplicantsErased) -> None:
    """The event names nobody, so this asks for all who are erased. An SMS with their code is not sent any more."""
    for tried in (ApplicationCheck, ApplicationBrowser):
        erased = select(Applicant.application_id).where(
            Applicant.application_id == tried.application_id, Applicant.erased_at.is_not(None)
        )
        tx.connection.execute(delete(tried).where(erased.exists()))
