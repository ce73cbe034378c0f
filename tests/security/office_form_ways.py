"""Ways to forms by which an office is arranged: service sheets that are not offered, and steps of the set-up."""

from werkzeug.test import TestResponse

from deskq.core.extensions import db
from deskq.setup.readiness import queries
from deskq.setup.readiness.rules import Step
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town
from tests.tools.browsers import Browser
from tests.tools.forms import form_of


def _draft(caller: Caller, town: Town) -> Way:
    """The start sheets, and the list with a copy of a service sheet that is not offered yet."""
    admin, new = caller("admin"), "/manage/sheets/new"
    form = form_of(admin.get(f"{new}?copy=land_split").text, new)
    copied = admin.post(new, data=form.changed(name_fa="x", name_en="x"))
    assert copied.status_code == 303, copied.text
    return "admin", admin, [admin.get("/manage/sheets/templates"), admin.get("/manage/sheets")]


def _retired_sheet(caller: Caller, town: Town) -> Way:
    admin = caller("admin")
    admin.post("/manage/sheets/offering", data={"sheets": "trade_inquiry", "go": "retire"})
    return "admin", admin, [admin.get("/manage/sheets")]


def _bar_of_a_step(caller: Caller, town: Town) -> Way:
    """Of a step that only a person can say is done, and of one that may be left for later."""
    admin = caller("admin")
    missing = [step for part in queries.town_parts(db.session(), 1) for step in part.steps if step.state == "missing"]
    confirmed = next(step for step in missing if step.kind.confirmed and step.kind.part != "queue")
    later = next(step for step in missing if not (step.kind.confirmed or step.kind.needed or step.kind.event))
    return "admin", admin, [_led_to(admin, step) for step in (confirmed, later)]


def _led_to(admin: Browser, step: Step) -> TestResponse:
    """The page to which the step leads, with the bar above it."""
    return admin.get(admin.get(f"/manage/setup/steps/{step.key}").location)


OFFICE = (_draft, _retired_sheet, _bar_of_a_step)
