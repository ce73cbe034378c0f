"""How likely a promise is to be kept, shown to anybody who opens an application or extends its date."""

from datetime import date

from flask import render_template, request

from deskq.applications.queries import prospects
from deskq.applications.queries.shown import shown
from deskq.applications.service import endings
from deskq.applications.views.inbox import blueprint
from deskq.applications.views.reader import reader
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.messages.queries import deadlines

LONGEST = 20


@blueprint.get("/<int:application_id>/outlook")
def outlook(application_id: int) -> str:
    """What is said of the day in the address; nothing of one that is no date, or that nobody may promise."""
    who = reader()
    application = who.found(application_id)
    day = _day(request.args.get("day", ""))
    if day is None or day > clock.now().date() + endings.LONGEST:
        return render_template("applications/_outlook.html", prospect=None)
    due = deadlines.closing_of(db.session(), application.office_id, day)
    found = prospects.of_running(db.session(), shown(db.session(), application, who.units), due)
    return render_template("applications/_outlook.html", prospect=found)


def _day(typed: str) -> date | None:
    try:
        return jalali.parse(typed[:LONGEST])
    except ValueError:
        return None
