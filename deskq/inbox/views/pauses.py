"""Ask the citizen, wait for an outside body, resume the clock; default lengths of pauses."""

from datetime import date, datetime, timedelta

from flask_babel import gettext

from deskq.core import clock
from deskq.core.extensions import db
from deskq.inbox.forms import AskForm, ResumeForm, WaitForm
from deskq.inbox.views.actions import Answered, submit_action
from deskq.inbox.views.inbox import blueprint
from deskq.message_pauses import service
from deskq.message_settings import queries
from deskq.messages.models import Message
from deskq.messages.queries import deadlines
from deskq.messages.service.edit import StaffAction


@blueprint.post("/<int:message_id>/question")
def ask_back(message_id: int) -> Answered:
    def do(action: StaffAction, form: AskForm) -> Message:
        days = queries.load_settings(db.session(), action.office_id).policy.reply_days
        return service.ask_back(action, form.words, _closing(action, form.day, days))

    done = gettext("The citizen was asked. The clock waits for the reply.")
    return submit_action(message_id, "ask_back", AskForm, do, done)


@blueprint.post("/<int:message_id>/waiting")
def wait_outside(message_id: int) -> Answered:
    def do(action: StaffAction, form: WaitForm) -> Message:
        days = queries.load_settings(db.session(), action.office_id).policy.outside_days
        return service.wait_outside(action, form.body, form.words, _closing(action, form.day, days))

    return submit_action(message_id, "wait_outside", WaitForm, do, gettext("The clock is paused."))


@blueprint.post("/<int:message_id>/resumption")
def resume(message_id: int) -> Answered:
    return submit_action(
        message_id,
        "resume",
        ResumeForm,
        lambda action, form: service.resume(action, form.note),
        gettext("The clock is running again. The citizen will be told the new date."),
    )


def _closing(action: StaffAction, day: date | None, days: int) -> datetime:
    """The closing time of the chosen day, or of the day ``days`` ahead."""
    wanted = day or clock.today() + timedelta(days=days)
    return deadlines.closing_of(db.session(), action.office_id, wanted)
