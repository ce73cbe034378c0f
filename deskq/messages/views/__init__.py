"""The pages of messages: for citizens, for the units that work on them, for the operator of 137."""

from datetime import datetime

from flask import Flask

from deskq import clock, persian
from deskq.messages import listeners, texts
from deskq.messages.rules import last_day
from deskq.messages.views import calls, door, filing, follow, plan
from deskq.notify import notices
from deskq.web import language

PAGES = (filing, follow, door, calls, plan)


def init_app(app: Flask) -> None:
    """Register the pages and the words of texts. Pages of ratings ask ``door_of(ticket)`` or ``door_qr(ticket)``, and
    know no more."""
    assert listeners
    notices.written_by(texts.written, *texts.STILL)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(door_of=door.offered, door_qr=door.way)
    app.jinja_env.filters["deadline"] = deadline


def deadline(due: datetime) -> str:
    """The last day on which an answer is in time, in words."""
    return persian.written_date(last_day(due, clock.zone()), language())
