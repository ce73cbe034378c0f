"""The verbs of the whole application: extension, refusal, withdrawal, objection and its decision; looking at who
applied."""

from datetime import datetime, timedelta

from deskq.applications.events import ApplicantRevealed
from deskq.applications.models import Applicant, Application
from deskq.applications.queries import application as queries
from deskq.applications.rules import visibility
from deskq.applications.service import take_back
from deskq.applications.service.edit import Action, edit
from deskq.applications.service.stages import NO_REASON
from deskq.core.errors import N_, Forbidden, InvalidInput
from deskq.core.text import persian

LONGEST = timedelta(days=366)
LONGEST_WHY = 200


def extend(action: Action, due_at: datetime, reason: str) -> Application:
    """A later promise with a reason the applicant reads; the old one stays in the history (R5)."""
    reason = persian.clean(reason)
    with edit(action) as edited:
        edited.check_may_extend()
        wrong = {}
        if not reason:
            wrong["words"] = NO_REASON
        if due_at <= edited.at:
            wrong["day"] = N_("This date is past. Please enter a date to come.")
        elif due_at <= edited.application.due_at:
            wrong["day"] = N_("The new date must be after the date already promised.")
        if due_at > edited.at + LONGEST:
            wrong["day"] = N_("You can extend by one year at most.")
        if wrong:
            raise InvalidInput(wrong)
        edited.move("extend", words=reason, due=due_at)
        return edited.application


def refuse(action: Action, reason: str) -> Application:
    """Refused, with reasons in writing (R10)."""
    return _decide(action, "refuse", reason)


def withdraw(action: Action, reason: str) -> Application:
    """The applicant gives it up."""
    return _decide(action, "withdraw", reason)


def _decide(action: Action, verb: str, reason: str) -> Application:
    reason = persian.clean(reason)
    if not reason:
        raise InvalidInput({"words": NO_REASON})
    with edit(action) as edited:
        edited.check_may_decide()
        take_back.move(edited, verb, words=reason)
        return edited.application


def object_to_refusal(action: Action, words: str) -> Application:
    """The applicant objects to the refusal, once; the inspectorate decides."""
    words = persian.clean(words)
    if not words:
        raise InvalidInput({"words": N_("Please write what the applicant objects to.")})
    with edit(action) as edited:
        edited.move("object", words=words)
        return edited.application


def decide_objection(action: Action, words: str, *, upheld: bool) -> Application:
    """Upheld: it goes on where it was refused, with a new promise. Not upheld: the refusal stands."""
    words = persian.clean(words)
    if not words:
        raise InvalidInput({"words": NO_REASON})
    with edit(action) as edited:
        if edited.viewer is not None and not visibility.decides_objections(edited.viewer):
            raise Forbidden
        take_back.move(edited, "uphold" if upheld else "dismiss", words=words)
        return edited.application


def reveal(action: Action, why: str) -> Applicant:
    """Who applied, for somebody who sees the application; ``why`` goes into the journal."""
    why = persian.clean(why)[:LONGEST_WHY]
    if not why:
        raise InvalidInput({"why": N_("Please say why you need it.")})
    with edit(action) as edited:
        edited.tx.record(ApplicantRevealed(action.application_id, why))
        return queries.applicant(edited.tx.session, action.application_id)
