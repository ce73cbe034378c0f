"""Several messages at once: refer, extend, or send the same answer. Each message has its own action and result."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.inbox.forms import SeveralForm
from deskq.inbox.views.inbox import blueprint, shown
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.messages.models import Message
from deskq.messages.queries import deadlines
from deskq.messages.queries import message as message_queries
from deskq.messages.service import answer as answer_service
from deskq.messages.service import extend_deadline
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.edit import StaffAction
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.web.forms import ERROR_TEXTS, read_page
from deskq.web.refusal_sentences import sentence

#: Outcomes that need separate input for each message.
NOT_ALIKE = ("duplicate", "scheduled")
NONE_CHOSEN = N_("Please choose at least one message.")


@dataclass(frozen=True, slots=True)
class Result:
    """The result for one message; ``refusal``: the reason if nothing was done."""

    message_id: int
    code: str
    refusal: str


@blueprint.get("/several")
def choose_several() -> str:
    return _page(FilledForm(), "")


@blueprint.post("/several/referral")
def refer_several() -> PageResponse:
    return _each("referral", "unit", lambda action, form: refer_service.refer(action, form.unit or 0, form.note))


@blueprint.post("/several/extension")
def extend_several() -> PageResponse:
    def do(action: StaffAction, form: SeveralForm) -> Message:
        assert form.day is not None
        due = deadlines.closing_of(db.session(), action.office_id, form.day)
        return extend_deadline.extend(action, due, form.words)

    return _each("extension", "day", do)


@blueprint.post("/several/answer")
def answer_several() -> PageResponse:
    def do(action: StaffAction, form: SeveralForm) -> Message:
        outcome = "" if form.outcome in NOT_ALIKE else form.outcome
        return answer_service.answer(action, Answer(outcome, form.words, form.note))

    return _each("answer", "outcome", do)


Do = Callable[[StaffAction, SeveralForm], Message]


def _each(verb: str, needed: str, do: Do) -> PageResponse:
    """Act on one message after the other, each in its own transaction, so that a refusal does not stop the others.
    ``needed``: the required field of the action."""

    def act() -> str:
        form = read_page(SeveralForm, request.form)
        wrong = {} if form.chosen else {"message": NONE_CHOSEN}
        if not getattr(form, needed):
            wrong[needed] = ERROR_TEXTS["missing"]
        if wrong:
            raise InvalidInput(wrong)
        who = reader()
        results = [_result(who, message_id, turn, form, do) for message_id, turn in form.chosen]
        return admin_pages.render("messages/several_done.html", results=results, verb=verb)

    return admin_pages.submit_for_page(act, lambda form: _page(form, verb))


def _result(who: Reader, message_id: int, turn: int, form: SeveralForm, do: Do) -> Result:
    found = message_queries.by_id(db.session(), who.caller.office_id, message_id)
    code = found.code if found is not None and who.sees(found) else ""
    try:
        do(who.action(message_id, turn), form)
    except InvalidInput as wrong:
        return Result(message_id, code, " ".join(gettext(text) for text in wrong.fields.values()))
    except DomainError as refusal:
        return Result(message_id, code, sentence(refusal))
    return Result(message_id, code, "")


def _page(form: FilledForm, verb: str) -> str:
    return admin_pages.render(
        "messages/several.html", form=form, verb=verb, question=request.query_string.decode(), not_alike=NOT_ALIKE,
        **shown(reader()),
    )  # fmt: skip
