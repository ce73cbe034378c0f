"""The directory at the kiosk: what a visitor asks for, then the way there."""

from flask import Blueprint, render_template

from deskq.building.rules.kinds import STEP_FREE
from deskq.building.views import public, site_plan
from deskq.queue.views import kiosk

blueprint = Blueprint("kiosk_where", __name__, url_prefix="/kiosk/where")
blueprint.before_request(kiosk.check_device)
blueprint.context_processor(kiosk.page_codes)


@blueprint.get("")
def index() -> str:
    places = public.entries()
    asked = public.asked(places)
    answered = {place.id for _, place in asked}
    others = [place for place in places if place.id not in answered]
    shown = {"asked": asked, "floors": public.by_floor(others), "count": len(asked) + len(others)}
    return render_template("building/kiosk.html", office=public.office_name(), **shown)


@blueprint.get("/<int:room_id>")
def show(room_id: int) -> str:
    one = public.find(room_id)
    shown = {"one": one, "plan": site_plan.of(one), "step_free": STEP_FREE}
    return render_template("building/kiosk_place.html", office=public.office_name(), **shown)
