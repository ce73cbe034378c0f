"""Keeps the figures in the same transaction as the action that ended a stage or an application."""

from deskq.application_figures import keep
from deskq.applications.events import ApplicationMoved, ApplicationTakenBack
from deskq.applications.queries import application as queries
from deskq.core.transactions import Transaction, in_transaction
from deskq.messages.queries import deadlines


@in_transaction(ApplicationMoved)
def keep_figures(tx: Transaction, event: ApplicationMoved) -> None:
    if event.verb in keep.ENDING_VERBS:
        application = queries.by_id(tx.session, tx.office_id, event.application)
        if application is not None:
            keep.keep_last(tx.session, application)


@in_transaction(ApplicationTakenBack)
def keep_without_step(tx: Transaction, event: ApplicationTakenBack) -> None:
    keep.keep_anew(tx.session, [event.application], deadlines.calendar(tx.session, tx.office_id))
