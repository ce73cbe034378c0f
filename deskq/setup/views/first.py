"""What each part was set up for: the first ticket, answer, receipt, box opening and report, and how citizens come."""

from flask import current_app, url_for

from deskq.access import permissions
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.parts import PARTS
from deskq.setup.readiness import queries
from deskq.setup.readiness.steps import STEPS
from deskq.setup.readiness.words import PART_WORDS
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.sms import outbox
from deskq.web.qr_code import svg

#: {part: who does it, by what they may do}.
DOES = {
    "queue": "counter.work",
    "messages": "messages.work",
    "applications": "applications.open",
    "boxes": "boxes.open",
    "half_year": "half_year.publish",
}
#: {part: key of its event}.
EVENTS = {kind.part: kind.key for kind in STEPS if kind.event}
MOST = 5  #: people named


@blueprint.get("/first/<part>")
def first(part: str) -> str:
    """How the event of a part comes about, and who of the office can do it."""
    caller = wizard.caller()
    if part not in PARTS:
        raise NotFound
    town = queries.town(db.session(), caller.office_id)
    able = [person for person in town.people if permissions.may(person.role, DOES[part])]
    return admin_pages.render(
        "setup/first.html", part=part, words=PART_WORDS[part], able=able[:MOST], done=EVENTS[part] in town.happened
    )


@blueprint.get("/channels")
def channels() -> str:
    """The ways by which citizens reach the office, each with its address or what is still missing."""
    town = queries.town(db.session(), wizard.caller().office_id)
    public = current_app.config["PUBLIC_URL"]
    pages = [(key, public + url_for(page)) for key, page in (("write", "filing.new"), ("track", "follow.ask"))]
    return admin_pages.render(
        "setup/channels.html",
        pages=[(key, address, svg(address, address)) for key, address in pages],
        operators=[person for person in town.people if person.role == "operator"],
        texts=outbox.is_on(),
        boxes=town.boxes,
        confirmed=town.marks.get("channels") == "done",
    )
