"""Rating by phone and by the counter's tablet."""

from typing import Annotated

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from deskq import identity
from deskq.errors import Forbidden, NotFound
from deskq.extensions import db, limiter
from deskq.forms import Form, read_page
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.forms import Id
from deskq.queue.views.phone import find, ticket_key
from deskq.ratings import queries, rules, service

blueprint = Blueprint("ratings", __name__)

Reasons = Annotated[list[str], Field(max_length=len(rules.REASONS))]
Comment = Annotated[str, Field(max_length=rules.LONGEST_COMMENT)]
Score = Annotated[int, Field(ge=1, le=5)]


class ScoreForm(Form):
    score: Score


class WordsForm(Form):
    reasons: Reasons = []
    comment: Comment = ""


class TabletForm(Form):
    visit: Id
    score: Score


class TabletWordsForm(WordsForm):
    visit: Id


@blueprint.post("/t/<token>/rating")
@limiter.limit("20 per minute", key_func=ticket_key)
@limiter.limit("120 per minute")
def create(token: str) -> Response:
    found = find(token)
    form = read_page(ScoreForm, request.form)
    service.rate(found.office_id, found.id, form.score, "phone")
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.post("/t/<token>/rating/words")
@limiter.limit("20 per minute", key_func=ticket_key)
@limiter.limit("120 per minute")
def add_words(token: str) -> Response:
    found = find(token)
    form = read_page(WordsForm, request.form)
    service.add_words(found.office_id, found.id, form.reasons, form.comment)
    return redirect(url_for("phone.ticket", token=token), 303)


@blueprint.get("/counters/<int:number>/rating")
def tablet(number: int) -> Response:
    """A tablet that was moved to another counter goes to that one's page."""
    caller = identity.device_caller("tablet", number)
    if caller is None:
        return make_response(render_template("devices/pair.html", pairing=identity.pairing("tablet", number)))
    own = office_queries.counter_number(db.session(), caller.counter_id)
    if own is not None and own != number:
        identity.move_device("tablet", number, own)
        return redirect(url_for("ratings.tablet", number=own))
    shown = queries.tablet(db.session(), _own_counter(number))
    return make_response(render_template("tablet/rating.html", tablet=shown, reasons=rules.REASONS.items()))


@blueprint.get("/counters/<int:number>/rating/state")
def tablet_state(number: int) -> Response:
    shown = queries.tablet(db.session(), _own_counter(number))
    html = render_template("tablet/_rating.html", tablet=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.post("/counters/<int:number>/rating")
@limiter.limit("60 per minute")
def create_at_counter(number: int) -> Response:
    """Only the visit that ended last at the tablet's own counter can be rated there."""
    counter = _own_counter(number)
    form = read_page(TabletForm, request.form)
    last = queries.tablet(db.session(), counter).visit
    if last is None or last.id != form.visit:
        raise rules.NotThisVisit
    service.rate(counter.office_id, form.visit, form.score, "tablet")
    return redirect(url_for("ratings.tablet", number=number), 303)


@blueprint.post("/counters/<int:number>/rating/words")
@limiter.limit("60 per minute")
def add_words_at_counter(number: int) -> Response:
    """The words after the tap, as on the phone."""
    counter = _own_counter(number)
    form = read_page(TabletWordsForm, request.form)
    service.add_words(counter.office_id, form.visit, form.reasons, form.comment, counter.id)
    return redirect(url_for("ratings.tablet", number=number), 303)


def _own_counter(number: int) -> Counter:
    caller = identity.device_caller("tablet", number)
    if caller is None:
        raise Forbidden
    counter = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if counter is None:
        raise NotFound
    if counter.id != caller.counter_id:
        raise Forbidden
    return counter
