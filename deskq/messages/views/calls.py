"""/calls: the operator rings whoever was answered. A number is shown for the call being made, to who makes it."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import clock, identity, managing
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import queries, rules, service
from deskq.messages.forms import OutcomeForm
from deskq.messages.models import Feedback, Message
from deskq.messages.views import asked
from deskq.notify import numbers

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
ACT = "messages.call"


@blueprint.get("")
def index() -> str:
    """``?written=7``: what was just written down of that call may be taken back."""
    return _list(Filled())


@blueprint.post("/<int:feedback_id>/beginning")
def begin(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()

    def do() -> str:
        service.begin_call(caller.office_id, caller.by, person_id, feedback_id)
        return url_for("calls.show", feedback_id=feedback_id)

    return managing.submit(do, _list)


@blueprint.get("/<int:feedback_id>")
def show(feedback_id: int) -> str | Response:
    """The call being made. Without having begun it, or after its ten minutes, the list."""
    found = _found(feedback_id)
    if not _is_mine(found.feedback):
        return redirect(url_for("calls.index"), 303)
    return _one(found, Filled())


@blueprint.post("/<int:feedback_id>")
def take(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()
    found = _found(feedback_id)

    def do() -> str:
        form = read_page(OutcomeForm, request.form)
        message = service.take_feedback(caller.office_id, caller.by, person_id, feedback_id, form.outcome, form.note)
        managing.done(_came_of(form.outcome, message))
        return url_for("calls.index", written=feedback_id)

    return managing.submit(do, lambda form: _one(found, form) if _is_mine(found.feedback) else _list(form))


@blueprint.post("/<int:feedback_id>/undo")
def undo(feedback_id: int) -> Response | tuple[str, int]:
    caller, person_id = _caller()

    def do() -> str:
        service.take_back(caller.office_id, caller.by, person_id, feedback_id)
        managing.done(gettext("What you had written down of this call is taken back."))
        return url_for("calls.show", feedback_id=feedback_id)

    return managing.submit(do, _list)


def _came_of(outcome: str, message: Message) -> str:
    if outcome != "not_satisfied":
        words = gettext("The call is written down.")
    elif message.state in rules.LIVE:
        words = gettext("The call is written down, and the message is open.")
    else:
        words = gettext(
            "The call is written down in the history. The message was opened again as often as is possible, and "
            "stays as it is."
        )
    return str(words)


def _list(form: Filled) -> str:
    caller, person_id = _caller()
    session, now = db.session(), clock.now()
    return managing.draw(
        "messages/calls.html",
        calls=queries.calls_due(session, caller.office_id, now),
        counted=queries.calls_counted(session, caller.office_id, now),
        next_at=queries.next_call_at(session, caller.office_id, now),
        kinds=rules.KIND_NAMES,
        outcomes=rules.OUTCOME_NAMES,
        call_outcomes=rules.CALL_OUTCOMES,
        categories=queries.furniture(session, caller.office_id).categories,
        most_tries=rules.MOST_TRIES,
        undoable=_undoable(),
        taken=lambda feedback: rules.is_taken(feedback, person_id, now),
        form=form,
    )


def _undoable() -> Feedback | None:
    """The call that was written down last, while it may be taken back."""
    caller, person_id = _caller()
    found = queries.call(db.session(), caller.office_id, asked.number("written") or 0)
    longest = service.undo_time(db.session(), caller.office_id)
    may = found is not None and rules.may_take_back(found.feedback, person_id, clock.now(), longest)
    return found.feedback if found is not None and may else None


def _one(found: queries.Call, form: Filled) -> str:
    session, message = db.session(), found.message
    about = queries.furniture(session, message.office_id)
    category = about.categories.get(message.category_id or 0)
    sender = queries.sender(session, message.id)
    given = [step for step in queries.steps(session, found.primary.id) if step.verb == "answer"]
    return managing.draw(
        "messages/call.html",
        feedback=found.feedback,
        message=message,
        kind=rules.KIND_NAMES[message.kind],
        category=category.name if category else None,
        unit=about.units[found.primary.unit_id].name,
        answer=given[-1] if given else None,
        outcome_of_message=rules.OUTCOME_NAMES.get(found.primary.outcome or ""),
        sender=sender,
        number=numbers.local(sender.phone),
        outcomes=rules.CALL_OUTCOMES,
        most_tries=rules.MOST_TRIES,
        form=form,
    )


def _caller() -> tuple[Caller, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    return caller, caller.person_id


def _found(feedback_id: int) -> queries.Call:
    caller, _ = _caller()
    found = queries.call(db.session(), caller.office_id, feedback_id)
    if found is None:
        raise NotFound
    return found


def _is_mine(feedback: Feedback) -> bool:
    _, person_id = _caller()
    claimed = feedback.outcome is None and rules.is_claimed(feedback, clock.now())
    return claimed and feedback.claimed_by_id == person_id
