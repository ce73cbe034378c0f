"""The page /manage/doctor: the checks of `flask doctor`, for administrators."""

from flask import Blueprint

from deskq.access import identity
from deskq.core import clock
from deskq.doctor import words
from deskq.doctor.finding import STATES, worst
from deskq.doctor.run import run
from deskq.office import admin_pages

blueprint = Blueprint("manage_doctor", __name__, url_prefix="/manage")
ICONS = {"ok": "circle-check", "hint": "info", "warning": "triangle-alert", "error": "circle-alert"}


@blueprint.get("/doctor")
def index() -> str:
    caller = identity.require("office.manage")
    results = [one for one in run(in_server=True) if one.finding.office_id in (None, caller.office_id)]
    by_state = {state: [one for one in results if one.finding.state == state] for state in reversed(STATES)}
    state = worst(results)
    return admin_pages.render(
        "manage/doctor.html", by_state=by_state, worst=state, words=words, icons=ICONS, checked_at=clock.now()
    )
