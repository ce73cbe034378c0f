"""The citizen follows their message by its code, and comes back to it: adds words, withdraws, is not satisfied."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import clock, identity, managing, photos
from deskq.errors import BadFields, NotFound, Refused
from deskq.extensions import db, limiter
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.messages import queries, rules, service
from deskq.messages.forms import CodeForm, ProofForm, WordsForm
from deskq.messages.models import Message
from deskq.messages.views import holding, knocks, uploads
from deskq.messages.views.uploads import Photos
from deskq.office import catalogue
from deskq.refusals import sentence

blueprint = Blueprint("follow", __name__)
Answer = str | Response | tuple[str, int]
PER_ADDRESS = "120 per minute"


@blueprint.url_value_preprocessor
def _take_more(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "follow.add_words" and request.method == "POST":
        photos.take_more(uploads.MOST)


@blueprint.get("/track")
@limiter.limit(PER_ADDRESS)
def ask() -> str:
    return _door()


@blueprint.post("/track")
@limiter.limit(PER_ADDRESS)
def find() -> Answer:
    typed = request.form.get("code", "")[:60]
    try:
        found = holding.find(read_page(CodeForm, request.form).code)
    except BadFields:
        return _door(gettext("Please give the tracking code: twelve digits."), typed), BadFields.status
    except Refused as refusal:
        return _door(sentence(refusal), typed), refusal.status
    return redirect(url_for("follow.show", code=found.code), 303)


@blueprint.get("/track/<code>")
@limiter.limit(PER_ADDRESS)
def show(code: str) -> Answer:
    try:
        found = holding.find(code)
    except Refused as refusal:
        return _door(sentence(refusal), code[:60]), refusal.status
    return _page(found, managing.filled({}), [])


@blueprint.post("/track/<code>/proof")
@limiter.limit(PER_ADDRESS)
def prove(code: str) -> Answer:
    found = holding.find(code)

    def do() -> str:
        holding.prove(found, read_page(ProofForm, request.form).digits)
        return url_for("follow.show", code=found.code)

    return managing.submit(do, lambda form: _page(found, form, []), dict.fromkeys(PROOF, "digits"))


PROOF: tuple[type[Refused], ...] = (holding.WrongDigits, knocks.TooManyTries)


@blueprint.post("/track/<code>/words")
@limiter.limit("30 per minute")
def add_words(code: str) -> Answer:
    found = holding.find(code)
    holding.check_held(found)
    sent = Photos()

    def do() -> str:
        form = read_page(WordsForm, request.form)
        sent.check()
        service.add_words(found.office_id, found.id, form.words, sent.names)
        return _did(found, gettext("Your words are with the message now."))

    return managing.submit(do, lambda form: _page(found, form, sent.signed, "words"), uploads.BESIDE)


@blueprint.post("/track/<code>/withdrawal")
@limiter.limit("30 per minute")
def withdraw(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.withdraw(found.office_id, found.id, words)
        return str(gettext("Your message is withdrawn. Nobody works on it any more."))

    return _press(code, do, "withdrawal", holding.check_own)


@blueprint.post("/track/<code>/reopening")
@limiter.limit("30 per minute")
def reopen(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.come_back(found.office_id, found.id, "reopen", words)
        return str(gettext("Your message is open again, with a new date for its answer."))

    return _press(code, do, "reopening")


@blueprint.post("/track/<code>/objection")
@limiter.limit("30 per minute")
def object_(code: str) -> Answer:
    def do(found: Message, words: str) -> str:
        service.come_back(found.office_id, found.id, "object", words)
        return str(gettext("Your objection is with the inspectorate, with a new date for its answer."))

    return _press(code, do, "objection")


def _press(
    code: str,
    do: Callable[[Message, str], str],
    button: str,
    check: Callable[[Message], None] = holding.check_held,
) -> Answer:
    found = holding.find(code)
    check(found)

    def done() -> str:
        return _did(found, do(found, read_page(WordsForm, request.form).words))

    return managing.submit(done, lambda form: _page(found, form, [], button))


def _did(found: Message, words: str) -> str:
    managing.done(words)
    return url_for("follow.show", code=found.code)


@blueprint.get("/messages/photos/<file>")
@limiter.limit("240 per minute")
def photo(file: str) -> Response:
    """A photo of a message that this browser has proven to be its own, or of the matter it is a duplicate of; of a
    nameless one, whose ``code`` is given, what was done."""
    session, office_id = db.session(), identity.office_id()
    if not queries.has_photo(session, office_id, holding.proven_codes(), file):
        found = holding.find(request.args["code"]) if "code" in request.args else None
        if found is None or not holding.is_nameless(found):
            raise NotFound
        if not queries.has_photo(session, office_id, [found.code], file, "proof"):
            raise NotFound
    return photos.send(file, small="small" in request.args)


def _door(problem: str = "", typed: str = "") -> str:
    about = catalogue.of(db.session(), identity.office_id())
    return render_template("track/ask.html", office=about.office.name, problem=problem, typed=typed)


def _page(found: Message, form: Filled, kept: list[str], button: str = "") -> str:
    """``button`` is the form that something is wrong with."""
    session = db.session()
    shown = queries.followed(session, found, clock.now().astimezone(clock.zone()).date())
    proven, nameless, staff = holding.is_proven(found), holding.is_nameless(found), holding.staff_here()
    return render_template(
        "track/show.html",
        office=catalogue.of(session, found.office_id).office.name,
        shown=shown,
        message=found,
        kind=rules.KIND_NAMES[found.kind],
        states=rules.STATE_NAMES,
        outcomes=rules.OUTCOME_NAMES,
        verdicts=rules.VERDICT_NAMES,
        proven=proven,
        nameless=nameless,
        personal=queries.personal(session, shown) if proven else None,
        answers=queries.answered(session, shown) if nameless else None,
        may=_may(found, shown) if (proven or nameless) and not staff else {},
        staff=staff,
        own=holding.is_own(found),
        form=form,
        kept=kept,
        button=button,
        most_photos=uploads.MOST,
        most_megabytes=photos.LARGEST_MEGABYTES,
    )


def _may(found: Message, shown: queries.Followed) -> dict[str, bool]:
    """What can be done with it now, by the table of moves and in time."""
    policy = queries.furniture(db.session(), found.office_id).policy

    def returns(verb: str) -> bool:
        try:
            rules.check_right(found, verb)
            rules.check_in_time(found, policy.reopen_days, clock.now())
        except Refused:
            return False
        return rules.may_move(found.state, verb)

    return {
        "add": rules.may_move(found.state, "add"),
        "withdraw": rules.may_move(found.state, "withdraw"),
        "reopen": returns("reopen"),
        "object": returns("object") and shown.ended,
    }
