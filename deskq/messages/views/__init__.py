"""The pages of messages: for citizens, for the units that work on them, for the operator of 137."""

from datetime import datetime

from flask import Flask

from deskq import clock, persian
from deskq.messages import listeners, queries, replies, texts, tracking
from deskq.messages.rules import last_day
from deskq.messages.views import (
    ages,
    boxes,
    calls,
    door,
    filing,
    follow,
    inbox,
    intake,
    intake_aids,
    kiosk_door,
    message,
    moves,
    paper,
    photographs,
    terms,
    texts_in,
    thanks,
    visit,
    way,
)
from deskq.notify import notices
from deskq.ratings import promises
from deskq.web import language

PAGES = (filing, follow, door, way, calls, inbox, intake, intake_aids, boxes, texts_in)


def init_app(app: Flask) -> None:
    """Register the pages and the words of texts. Pages of ratings ask ``door_of(ticket)``, ``door_qr(ticket)`` or
    ``served_by(ticket)``, one's own account ``thanks_received()``, the published page ``terms_of_messages()``; they
    know no more."""
    assert all((listeners, replies))  # they hear of what happens
    assert all((message, moves, paper, photographs))  # pages of the inbox too
    notices.written_by(texts.written, *texts.STILL)
    notices.written_by(replies.written, replies.ASKED)
    promises.counted_by(queries.promises_kept)
    app.jinja_env.globals.update(door_of=door.offered, door_qr=way.way, served_by=visit.served_by)
    app.jinja_env.globals.update(thanks_received=thanks.received, terms_of_messages=terms.published)
    app.jinja_env.filters.update(
        age=ages.age, age_words=ages.words, age_used=ages.used, spaced=tracking.spaced, deadline=deadline
    )
    app.jinja_env.filters.update(due_day=ages.due_day, due_hour=ages.due_hour)
    kiosk_door.init_app(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)


def deadline(due: datetime) -> str:
    """The last day on which an answer is in time, in words."""
    return persian.written_date(last_day(due, clock.zone()), language())
