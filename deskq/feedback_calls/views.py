"""/calls: the operator calls citizens. A number is shown only for the claimed call, to who claimed it."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.feedback_calls import queries, rules, service
from deskq.feedback_calls.forms import OutcomeForm
from deskq.feedback_calls.queries import Call
from deskq.feedback_calls.rules import CALL_OUTCOMES, MOST_TRIES
from deskq.inbox.views import query_params
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import KIND_NAMES
from deskq.messages.models import Feedback, Message
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import LIVE, OUTCOME_NAMES
from deskq.messages.service import undo as undo_service
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.sms import phone_numbers
from deskq.web.forms import read_page

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
ACT = "messages.call"


@blueprint.get("")
def index() -> str:
    """``?written=7``: what was just written down of that call may be taken back."""
    return _list(FilledForm())


@blueprint.post("/<int:feedback_id>/beginning")
def begin(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()

    def do() -> str:
        service.begin_call(caller.office_id, caller.by, person_id, feedback_id)
        return url_for("calls.show", feedback_id=feedback_id)

    return admin_pages.submit(do, _list)


@blueprint.get("/<int:feedback_id>")
def show(feedback_id: int) -> str | Response:
    """The call being made. Without having begun it, or after its ten minutes, the list."""
    found = _find_call(feedback_id)
    if not _is_mine(found.feedback):
        return redirect(url_for("calls.index"), 303)
    return _one(found, FilledForm())


@blueprint.post("/<int:feedback_id>")
def take(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()
    found = _find_call(feedback_id)

    def do() -> str:
        form = read_page(OutcomeForm, request.form)
        message = service.take_feedback(caller.office_id, caller.by, person_id, feedback_id, form.outcome, form.note)
        admin_pages.done(_came_of(form.outcome, message))
        return url_for("calls.index", written=feedback_id)

    return admin_pages.submit(do, lambda form: _one(found, form) if _is_mine(found.feedback) else _list(form))


@blueprint.post("/<int:feedback_id>/undo")
def undo(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()

    def do() -> str:
        service.take_back(caller.office_id, caller.by, person_id, feedback_id)
        admin_pages.done(gettext("Your entry for this call was undone."))
        return url_for("calls.show", feedback_id=feedback_id)

    return admin_pages.submit(do, _list)


def _came_of(outcome: str, message: Message) -> str:
    if outcome != "not_satisfied":
        words = gettext("Call recorded.")
    elif message.state in LIVE:
        words = gettext("Call recorded. The message is open again.")
    else:
        words = gettext(
            "Call recorded in the history. The message has been reopened as often as possible and stays as it is."
        )
    return str(words)


def _list(form: FilledForm) -> str:
    caller, person_id = _caller()
    session, now = db.session(), clock.now()
    return admin_pages.render(
        "messages/calls.html",
        calls=queries.calls_due(session, caller.office_id, now),
        counted=queries.count_due(session, caller.office_id, now),
        next_at=queries.next_call_at(session, caller.office_id, now),
        kinds=KIND_NAMES,
        outcomes=OUTCOME_NAMES,
        call_outcomes=CALL_OUTCOMES,
        categories=message_settings_queries.load_settings(session, caller.office_id).categories,
        most_tries=MOST_TRIES,
        undoable=_undoable(),
        taken=lambda feedback: rules.is_taken(feedback, person_id, now),
        form=form,
    )


def _undoable() -> Feedback | None:
    """The call that was written down last, while it may be taken back."""
    caller, person_id = _caller()
    found = queries.call(db.session(), caller.office_id, query_params.number("written") or 0)
    longest = undo_service.undo_period(db.session(), caller.office_id)
    may = found is not None and rules.may_take_back(found.feedback, person_id, clock.now(), longest)
    return found.feedback if found is not None and may else None


def _one(found: Call, form: FilledForm) -> str:
    session, message = db.session(), found.message
    settings = message_settings_queries.load_settings(session, message.office_id)
    category = settings.categories.get(message.category_id or 0)
    sender = message_queries.sender(session, message.id)
    content = [step for step in message_queries.steps(session, found.primary.id) if step.verb == "answer"]
    return admin_pages.render(
        "messages/call.html",
        feedback=found.feedback,
        message=message,
        kind=KIND_NAMES[message.kind],
        category=category.name if category else None,
        unit=settings.units[found.primary.unit_id].name,
        answer=content[-1] if content else None,
        outcome_of_message=OUTCOME_NAMES.get(found.primary.outcome or ""),
        sender=sender,
        number=phone_numbers.local(sender.phone),
        outcomes=CALL_OUTCOMES,
        most_tries=MOST_TRIES,
        form=form,
    )


def _caller() -> tuple[Caller, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    return caller, caller.person_id


def _find_call(feedback_id: int) -> Call:
    caller, _ = _caller()
    found = queries.call(db.session(), caller.office_id, feedback_id)
    if found is None:
        raise NotFound
    return found


def _is_mine(feedback: Feedback) -> bool:
    _, person_id = _caller()
    claimed = feedback.outcome is None and rules.is_claimed(feedback, clock.now())
    return claimed and feedback.claimed_by_id == person_id
