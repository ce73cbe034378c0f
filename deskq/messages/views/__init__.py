"""The pages of messages: for citizens, for the units that work on them, for the operator of 137."""

from datetime import datetime

from flask import Flask

from deskq import clock, persian
from deskq.messages import listeners, replies, texts
from deskq.messages.rules import last_day
from deskq.messages.views import boxes, calls, door, filing, follow, intake, intake_aids, texts_in
from deskq.notify import notices
from deskq.web import language

PAGES = (filing, follow, door, calls, intake, intake_aids, boxes, texts_in)


def init_app(app: Flask) -> None:
    """Register the pages and the words of texts. The pages of a rating ask ``door_of(ticket)`` and know no more."""
    assert listeners
    notices.written_by(texts.written, *texts.STILL)
    notices.written_by(replies.written, replies.ASKED)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals["door_of"] = door.offered
    app.jinja_env.filters["deadline"] = deadline


def deadline(due: datetime) -> str:
    """The last day on which an answer is in time, in words."""
    return persian.written_date(last_day(due, clock.zone()), language())
