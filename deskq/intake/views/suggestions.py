"""What the form shows while somebody types: similar messages, earlier messages of the caller."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from deskq.access import identity, limit_keys, permissions
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db, limiter
from deskq.inbox.views import durations
from deskq.intake import service
from deskq.intake.forms import CategoryForm, PhoneForm, PlaceForm
from deskq.message_settings import queries, questions
from deskq.message_settings.kinds import KIND_NAMES
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.question_rules import field_of
from deskq.messages import tracking_code
from deskq.messages.rules import visibility
from deskq.messages.rules.transitions import LIVE, STATE_NAMES
from deskq.messages.rules.visibility import SEES_ALL
from deskq.messages.service import message_input
from deskq.office.admin_pages import FilledForm
from deskq.open_matters import similar
from deskq.open_matters.similar import SimilarMessage
from deskq.sms import phone_numbers
from deskq.web.forms import read_page

blueprint = Blueprint("intake_aids", __name__, url_prefix="/intake")
ACT = "messages.take"


@blueprint.post("/near")
@limiter.limit("240 per minute", key_func=limit_keys.person)
def near() -> str:
    caller = identity.require(ACT)
    form = read_page(PlaceForm, request.form)
    settings = queries.load_settings(db.session(), caller.office_id)
    found = similar.find_similar(
        db.session(), settings.policy, form.similar_query, clock.now(), _visible_similar(caller, settings)
    )
    return render_template(
        "messages/_similar.html",
        found=[(one, _similar_context(settings, one)) for one in found],
        looks=caller.role in SEES_ALL,
        links=permissions.may(caller.role, "messages.refer"),
        asked=form.similar_query.can_be_sought,
        placed=form.similar_query.has_place,
        in_district=form.district is not None,
    )


def _visible_similar(caller: Caller, settings: MessageSettings) -> Callable[[SimilarMessage], bool]:
    def visible(one: SimilarMessage) -> bool:
        category = settings.categories.get(one.category_id or 0)
        owners = (one.unit_id, category.unit_id if category else None)
        return visibility.may_see_similar(caller.role, one.kind, settings.policy.inspectorate_unit_id in owners)

    return visible


def _similar_context(settings: MessageSettings, one: SimilarMessage) -> dict[str, object]:
    category = settings.categories.get(one.category_id or 0)
    district = settings.districts.get(one.district_id or 0)
    return {
        "code": tracking_code.spaced(one.code),
        "ago": durations.ago(one.registered_at, clock.now()),
        "state": STATE_NAMES[one.state],
        "live": one.state in LIVE,
        "unit": settings.units[one.unit_id].name,
        "category": category.name if category else None,
        "icon": category.icon if category else "message-square",
        "district": district.name if district else None,
    }


@blueprint.post("/questions")
@limiter.limit("240 per minute", key_func=limit_keys.person)
def category_questions() -> str:
    """The questions of the chosen category, to be asked now."""
    caller = identity.require(ACT)
    category = read_page(CategoryForm, request.form).category
    return render_template(
        "messages/_questions.html",
        questions=questions.of_category(db.session(), caller.office_id, category),
        form=FilledForm(),
        field_of=field_of,
    )


@blueprint.post("/caller")
@limiter.limit("60 per minute", key_func=limit_keys.person)
def caller_known() -> str:
    """The latest messages of a whole number that this person sees; nothing for part of a number."""
    caller = identity.require(ACT)
    form = read_page(PhoneForm, request.form)
    try:
        phone = message_input.read_phone(form.phone)
    except InvalidInput:
        phone = ""
    found = service.look_up_caller(caller.office_id, caller.by, caller.person_id or 0, phone)
    settings = queries.load_settings(db.session(), caller.office_id)
    return render_template(
        "messages/_caller.html",
        phone=phone_numbers.masked(phone) if phone.startswith("+") else phone[-4:].rjust(len(phone), "*"),
        found=[
            (
                tracking_code.spaced(one.code),
                durations.ago(one.registered_at, clock.now()),
                STATE_NAMES[one.state],
                settings.categories[one.category_id].name if one.category_id else KIND_NAMES[one.kind],
                one.id,
            )
            for one in found
        ],
        looks=caller.role in SEES_ALL,
    )
