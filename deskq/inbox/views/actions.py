"""The actions on one message. Refused, the page comes again with what was typed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import request, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.inbox.forms import (
    ActionForm,
    AnswerForm,
    AssignForm,
    ClassificationForm,
    ExtendForm,
    LinkForm,
    PassOnForm,
    ReferForm,
)
from deskq.inbox.views import photo_uploads
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import ACT, Reader, reader
from deskq.inbox.views.message import render
from deskq.inbox.views.photo_uploads import Photos
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import deadlines
from deskq.messages.service import answer as answer_service
from deskq.messages.service import extend_deadline, reclassify
from deskq.messages.service import refer as refer_service
from deskq.messages.service import undo as undo_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.reclassify import Classification
from deskq.messages.service.refer import ClosedUnit
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web import filters, uploads
from deskq.web.forms import F, read_page

#: Endpoints that receive the form of an answer with its photos.
ANSWERING = ("inbox.answer", "inbox.use_ready_answer")
Answered = Response | tuple[str, int]
ERROR_FIELDS: dict[type[DomainError], str] = {
    ClosedUnit: "unit",
    tracking_code.WrongCode: "code",
    **photo_uploads.ERROR_FIELDS,
}


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """An answer may bring photos, from those who may send one."""
    person = identity.signed_in() if endpoint in ANSWERING and request.method == "POST" else None
    if person is not None and permissions.may(person.role, ACT):
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.post("/<int:message_id>/referral")
def refer(message_id: int) -> Answered:
    return submit_action(message_id, "refer", ReferForm, lambda action, form: refer_service.refer(
        action, form.unit, form.note, form.class_id
    ), gettext("Message referred."))  # fmt: skip


@blueprint.post("/<int:message_id>/acceptance")
def accept(message_id: int) -> Answered:
    return submit_action(
        message_id,
        "accept",
        ActionForm,
        lambda action, form: refer_service.accept(action),
        gettext("You have taken on this message."),
    )


@blueprint.post("/<int:message_id>/assignment")
def assign(message_id: int) -> Answered:
    return submit_action(
        message_id,
        "assign",
        AssignForm,
        lambda action, form: refer_service.assign(action, form.person),
        gettext("Message assigned."),
    )


@blueprint.post("/<int:message_id>/passing-on")
def pass_on(message_id: int) -> Answered:
    return submit_action(message_id, "pass_on", PassOnForm, lambda action, form: refer_service.pass_on(
        action, form.unit, form.note
    ), gettext("Message forwarded."))  # fmt: skip


@blueprint.post("/<int:message_id>/extension")
def extend(message_id: int) -> Answered:
    def do(action: StaffAction, form: ExtendForm) -> Message:
        due = deadlines.closing_of(db.session(), action.office_id, form.day)
        return extend_deadline.extend(action, due, form.words)

    return submit_action(message_id, "extend", ExtendForm, do, gettext("Deadline extended. The citizen will be told."))


@blueprint.post("/<int:message_id>/duplicate")
def link(message_id: int) -> Answered:
    return submit_action(message_id, "link", LinkForm, lambda action, form: answer_service.link(
        action, tracking_code.read(form.code), form.words
    ), gettext("Messages linked. This citizen gets the same answer as the other one."))  # fmt: skip


@blueprint.post("/<int:message_id>/sorting")
def sort(message_id: int) -> Answered:
    def do(action: StaffAction, form: ClassificationForm) -> Message:
        content = Classification(form.kind, form.category, form.address, form.district, form.lat, form.lon)
        return reclassify.reclassify(action, content)

    return submit_action(message_id, "sort", ClassificationForm, do, gettext("Details corrected."))


@blueprint.post("/<int:message_id>/undo")
def undo(message_id: int) -> Answered:
    return submit_action(
        message_id,
        "undo",
        ActionForm,
        lambda action, form: undo_service.undo(action),
        gettext("Change undone."),
    )


@blueprint.post("/<int:message_id>/answer")
def answer(message_id: int) -> Answered:
    """Photos that came with a try that was refused are kept for the next one."""
    who = reader()
    who.found(message_id)
    sent = Photos(pdf=False)

    def do(action: StaffAction, form: AnswerForm) -> Message:
        sent.check()
        words = _with_budget(who, message_id, form)
        return answer_service.answer(
            action, Answer(form.outcome, words, form.note, form.verdict, form.root_cause, sent.names)
        )

    def again(form: FilledForm) -> str:
        return render(message_id, "answer", form, tuple(sent.shown_again()))

    return submit_action(message_id, "answer", AnswerForm, do, gettext("Answer sent to the citizen."), again)


def _with_budget(who: Reader, message_id: int, form: AnswerForm) -> str:
    """What is put off to a budget says of which year and under which heading, in the citizen's language."""
    if form.outcome != "scheduled":
        return form.words
    wrong = {name: N_("Please fill in this field.") for name in ("year", "heading") if not getattr(form, name)}
    if wrong:
        raise InvalidInput(wrong)
    if not form.words:
        return ""
    with force_locale(who.found(message_id).language):
        year = filters.digits(form.year)
        said = gettext("Planned for the %(year)s budget, under “%(heading)s”.", year=year, heading=form.heading)
        return f"{form.words}\n{said}"


def submit_action(
    message_id: int,
    verb: str,
    kind: type[F],
    do: Callable[[StaffAction, F], Message],
    words: str,
    again: Callable[[FilledForm], str] | None = None,
) -> Answered:
    who = reader()
    who.found(message_id)

    def act() -> str:
        form = read_page(kind, request.form)
        message = do(who.action(message_id, form.turn), form)  # type: ignore[attr-defined]
        admin_pages.done(words)
        return url_for("inbox.show", message_id=message_id) if who.sees(message) else url_for("inbox.index")

    return admin_pages.submit(act, again or partial(render, message_id, verb), ERROR_FIELDS)
