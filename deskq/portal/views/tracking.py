"""Tracking by code: state, added text, withdrawal, "not satisfied", objection."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.application_tracking import carried_text
from deskq.application_tracking.views import page as application_page
from deskq.core import clock
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.inbox.views import photo_uploads
from deskq.inbox.views.photo_uploads import Photos
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import KIND_NAMES
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import transitions
from deskq.messages.rules.transitions import OUTCOME_NAMES, STATE_NAMES, VERDICT_NAMES
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.portal import access, helped, queries, service
from deskq.portal.forms import CodeForm, WordsForm
from deskq.portal.queries import TrackedMessage
from deskq.portal.views import application_tracking
from deskq.web import uploads
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("follow", __name__)
Answer = str | Response | tuple[str, int]
PER_ADDRESS = "120 per minute"


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "follow.add_words" and request.method == "POST":
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.errorhandler(access.NotProven)
def _ask_digits_again(refusal: access.NotProven) -> tuple[str, int]:
    """Of a form that was sent when its proof had run out."""
    found = access.find((request.view_args or {})["code"])
    button = request.path.rpartition("/")[2]
    return page(found, carried_text.unproven(refusal), [], button), refusal.status


@blueprint.get("/track")
@limiter.limit(PER_ADDRESS)
def ask() -> str:
    return _code_page()


@blueprint.post("/track")
@limiter.limit(PER_ADDRESS)
def find() -> Answer:
    typed = request.form.get("code", "")[:60]
    try:
        sent = read_page(CodeForm, request.form).code
        application = application_tracking.find(sent)
        found = access.find(sent) if application is None else None
    except InvalidInput:
        return _code_page(gettext("Please enter the twelve-digit tracking code."), typed), InvalidInput.status
    except DomainError as refusal:
        return _code_page(sentence(refusal), typed), refusal.status
    code = application.code if application is not None else found.code if found is not None else ""
    return redirect(url_for("follow.show", code=code), 303)


@blueprint.get("/track/<code>")
@limiter.limit(PER_ADDRESS)
def show(code: str) -> Answer:
    try:
        application = application_tracking.find(code)
        if application is not None:
            return application_page(application)
        found = access.find(code)
    except DomainError as refusal:
        return _code_page(sentence(refusal), code[:60]), refusal.status
    return page(found, admin_pages.filled({}), [])


@blueprint.post("/track/<code>/words")
@limiter.limit("30 per minute")
def add_words(code: str) -> Answer:
    found = access.find(code)
    access.check_may_act(found)
    sent = Photos()

    def do() -> str:
        form = read_page(WordsForm, request.form)
        sent.check()
        service.add_words(found.office_id, found.id, form.words, sent.names)
        return flash_and_url(found, gettext("Your text was added to the message."))

    return admin_pages.submit(
        do, lambda form: page(found, form, sent.shown_again(), "words"), photo_uploads.ERROR_FIELDS
    )


@blueprint.post("/track/<code>/withdrawal")
@limiter.limit("30 per minute")
def withdraw(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.withdraw(found.office_id, found.id, words)
        return str(gettext("Your message was withdrawn. We have stopped working on it."))

    return _submit_action(code, do, "withdrawal", access.check_own)


@blueprint.post("/track/<code>/reopening")
@limiter.limit("30 per minute")
def reopen(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.return_to_answer(found.office_id, found.id, "reopen", words)
        return str(gettext("Your message is open again, with a new date for its answer."))

    return _submit_action(code, do, "reopening")


@blueprint.post("/track/<code>/helped")
@limiter.limit("30 per minute")
def say_helped(code: str) -> Answer:
    return _tap(code, service.say_helped, gettext("Thank you for telling us that it helped."))


@blueprint.post("/track/<code>/helped/undo")
@limiter.limit("30 per minute")
def take_back_helped(code: str) -> Answer:
    return _tap(code, service.take_back_helped, gettext("Taken back. Nothing is said about this answer now."))


def _tap(code: str, do: Callable[[int, int], Message], said: str) -> Answer:
    """One tap without words."""
    found = access.find(code)
    access.check_may_act(found)

    def act() -> str:
        do(found.office_id, found.id)
        return flash_and_url(found, said)

    return admin_pages.submit(act, lambda form: page(found, form, [], "helped"))


@blueprint.post("/track/<code>/objection")
@limiter.limit("30 per minute")
def object_(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.return_to_answer(found.office_id, found.id, "object", words)
        return str(gettext("Your objection was sent to the inspectorate. There is a new date for its answer."))

    return _submit_action(code, do, "objection")


def _submit_action(
    code: str,
    do: Callable[[Message, str], str],
    button: str,
    check: Callable[[Message], None] = access.check_may_act,
) -> Answer:
    found = access.find(code)
    check(found)

    def submit_and_go() -> str:
        return flash_and_url(found, do(found, read_page(WordsForm, request.form).words))

    return admin_pages.submit(submit_and_go, lambda form: page(found, form, [], button))


def flash_and_url(found: Message, words: str) -> str:
    admin_pages.done(words)
    return url_for("follow.show", code=found.code)


def _code_page(problem: str = "", typed: str = "") -> str:
    config = config_cache.of(db.session(), identity.office_id())
    return render_template("track/enter_code.html", office=config.office.name, problem=problem, typed=typed)


def page(found: Message, form: FilledForm, kept: list[str], button: str = "") -> str:
    """``button`` is the form that something is wrong with."""
    session = db.session()
    shown = queries.tracked(session, found, clock.today())
    proven, nameless, staff = access.is_proven(found), access.is_anonymous(found), access.staff_here()
    return render_template(
        "track/show.html",
        office=config_cache.of(session, found.office_id).office.name,
        shown=shown,
        message=found,
        kind=KIND_NAMES[found.kind],
        states=STATE_NAMES,
        outcomes=OUTCOME_NAMES,
        verdicts=VERDICT_NAMES,
        proven=proven,
        nameless=nameless,
        personal=queries.personal(session, shown) if proven else None,
        answers=queries.public_answers(session, shown) if nameless else None,
        may=_may(found, shown) if (proven or nameless) and not staff else {},
        question=queries.asked(session, found),
        staff=staff,
        own=access.is_own(found),
        ways_to_prove=access.ways_to_prove(found) if not (proven or nameless or shown.is_report) else None,
        form=form,
        kept=kept,
        button=button,
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
    )


def _may(found: Message, shown: TrackedMessage) -> dict[str, bool]:
    """What can be done with it now, by the table of moves and in time."""
    feedback = message_queries.last_feedback_of(db.session(), found.id)
    days, now = message_settings_queries.load_settings(db.session(), found.office_id).policy.reopen_days, clock.now()
    return {
        "add": transitions.may_move(found.state, "add"),
        "withdraw": transitions.may_move(found.state, "withdraw"),
        "reopen": transitions.may_return(found, "reopen", days, now),
        "object": transitions.may_return(found, "object", days, now) and shown.ended,
        "helped": helped.may_say(found, feedback),
        "take_back_helped": helped.may_take_back(feedback, now),
    }
