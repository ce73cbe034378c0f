"""What the form of intake shows while somebody types: matters that may be the same, and earlier ones of the caller."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from deskq import clock, identity
from deskq.errors import BadFields
from deskq.extensions import db, limiter
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.messages import queries, rules, service, tracking
from deskq.messages.queries import Alike, Furniture
from deskq.messages.taking import PhoneForm, WhereForm
from deskq.messages.views import words
from deskq.notify import numbers
from deskq.staff import guard

blueprint = Blueprint("intake_aids", __name__, url_prefix="/intake")
ACT = "messages.take"


@blueprint.post("/near")
@limiter.limit("240 per minute")
def near() -> str:
    caller = identity.require(ACT)
    form = read_page(WhereForm, request.form)
    about = queries.furniture(db.session(), caller.office_id)
    found = queries.near(db.session(), about.policy, form.sought, clock.now(), _told(caller, about))
    return render_template(
        "messages/_near.html",
        found=[(one, _shown(about, one)) for one in found],
        looks=caller.role in rules.EVERYWHERE,
        links=guard.may(caller.role, "messages.refer"),
        asked=form.sought.can_be_sought,
        placed=form.sought.has_place,
        in_district=form.district is not None,
    )


def _told(caller: Caller, about: Furniture) -> Callable[[Alike], bool]:
    def told(one: Alike) -> bool:
        category = about.categories.get(one.category_id or 0)
        owners = (one.unit_id, category.unit_id if category else None)
        return rules.hears_of(caller.role, one.kind, about.policy.inspectorate_unit_id in owners)

    return told


def _shown(about: Furniture, one: Alike) -> dict[str, object]:
    category = about.categories.get(one.category_id or 0)
    district = about.districts.get(one.district_id or 0)
    return {
        "code": tracking.spaced(one.code),
        "ago": words.ago(one.registered_at, clock.now()),
        "state": rules.STATE_NAMES[one.state],
        "live": one.state in rules.LIVE,
        "unit": about.units[one.unit_id].name,
        "category": category.name if category else None,
        "icon": category.icon if category else "message-square",
        "district": district.name if district else None,
    }


@blueprint.post("/caller")
@limiter.limit("60 per minute")
def caller_known() -> str:
    """The latest messages of a whole number that whoever asks sees; of part of one nothing."""
    caller = identity.require(ACT)
    form = read_page(PhoneForm, request.form)
    try:
        phone = service.read_phone(form.phone)
    except BadFields:
        phone = ""
    found = service.look_up_caller(caller.office_id, caller.by, caller.person_id or 0, phone)
    about = queries.furniture(db.session(), caller.office_id)
    return render_template(
        "messages/_caller.html",
        phone=numbers.masked(phone) if phone.startswith("+") else phone[-4:].rjust(len(phone), "*"),
        found=[
            (
                tracking.spaced(one.code),
                words.ago(one.registered_at, clock.now()),
                rules.STATE_NAMES[one.state],
                about.categories[one.category_id].name if one.category_id else rules.KIND_NAMES[one.kind],
                one.id,
            )
            for one in found
        ],
        looks=caller.role in rules.EVERYWHERE,
    )
