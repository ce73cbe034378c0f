"""The staff's form: a 137 call by keyboard alone, a visitor at the counter, a public meeting."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text import jalali
from deskq.inbox.views import city_map, durations, form_key, photo_uploads, query_params
from deskq.inbox.views.photo_uploads import Photos
from deskq.intake import callers, service
from deskq.intake.forms import TAKEN_BY, USUAL, IntakeForm
from deskq.message_settings import queries, question_fields, questions
from deskq.message_settings.kinds import CHANNEL_NAMES, KIND_NAMES
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.question_rules import field_of
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.rules.transitions import CannotMove
from deskq.messages.service.refer import ClosedUnit
from deskq.office import admin_pages, config_cache, pdf_pages
from deskq.office.admin_pages import FilledForm
from deskq.queue import queries as queue_queries
from deskq.queue.views.kiosk import qr
from deskq.web import filters, uploads
from deskq.web.forms import read_page

blueprint = Blueprint("intake", __name__, url_prefix="/intake")
ACT = "messages.take"
MEETING = "meeting"
#: The field beside which a refusal is said that is about one.
ERROR_FIELDS: dict[type[DomainError], str] = {
    **photo_uploads.ERROR_FIELDS,
    ClosedUnit: "refer",
    CannotMove: "same_as",
    **form_key.ERROR_FIELDS,
}
#: Photos of a letter are stored as scans, all others as photos of the report.
PAPER = "letter"


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "intake.create":
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.get("")
def new() -> str:
    caller = identity.require(ACT)
    channel = request.args.get("channel", "")
    if channel not in TAKEN_BY:
        channel = USUAL.get(caller.role, "in_person")
    begun = {
        "kind": "request",
        "channel": channel,
        "texts": True,
        "refer": True,
        "ticket": query_params.number("ticket"),
    }
    return _page(admin_pages.filled(begun), [])


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    kind, frame = ("scan", uploads.SCAN) if request.form.get("channel") == PAPER else ("report", uploads.PHOTO)
    sent = Photos(frame)

    def do() -> str:
        fields, answers = question_fields.parted(request.form)
        form = read_page(IntakeForm, fields)
        form.check_subject()
        sent.check()
        content = replace(form.content, answers=answers, photos=[(kind, name) for name in sent.names])
        refers = permissions.may(caller.role, "messages.refer")
        made = service.register_for_citizen(
            *(caller.office_id, caller.by, caller.person_id or 0, content, form.request_key),
            refer_now=form.refer and refers,
            same_as=form.same_as if refers else "",
        )
        if made.channel == MEETING:
            return url_for("intake.new", channel=MEETING, after=made.id)
        return url_for("intake.taken", message_id=made.id)

    return admin_pages.submit(do, lambda form: _page(form, sent.shown_again()), ERROR_FIELDS)


@blueprint.get("/<int:message_id>")
def taken(message_id: int) -> str:
    """What is read out to the citizen: code, deadline, unit; and the receipt to print. No text of the message."""
    caller = identity.require(ACT)
    return admin_pages.render(
        "messages/registered.html", **_registered_context(caller, _own_message(caller, message_id))
    )


@blueprint.get("/<int:message_id>/receipt.pdf")
@limiter.limit("30 per minute")
def receipt_pdf(message_id: int) -> Response:
    """The receipt alone."""
    caller = identity.require(ACT)
    message = _own_message(caller, message_id)
    html = render_template(
        "messages/_slip.html",
        office=config_cache.of(db.session(), caller.office_id).office.name,
        **_registered_context(caller, message),
    )
    return pdf_pages.answer(html, f"receipt-{message.code}", gettext("Receipt of your message"))


def _registered_context(caller: Caller, message: Message) -> dict[str, object]:
    settings = queries.load_settings(db.session(), caller.office_id)
    public = current_app.config["PUBLIC_URL"]
    address = public + url_for("follow.show", code=message.code)
    first = message_queries.by_id(db.session(), caller.office_id, message.duplicate_of_id or 0)
    return {
        "message": message,
        "unit": settings.units[message.unit_id].name,
        "category": settings.categories[message.category_id].name if message.category_id else None,
        "kind": KIND_NAMES[message.kind],
        "same_as": tracking_code.spaced(first.code) if first is not None else "",
        "until": durations.until(message.due_at),
        "registered": durations.until(message.registered_at),
        "qr": qr(address),
        "track": public + url_for("follow.ask"),
        "texts_answered": bool(current_app.config["SMS_INBOUND_KEY"]),
    }


def _own_message(caller: Caller, message_id: int) -> Message:
    """A message that this person has typed in."""
    found = message_queries.by_id(db.session(), caller.office_id, message_id)
    if found is None or found.taken_by_id != caller.person_id:
        raise NotFound
    return found


def _page(form: FilledForm, kept: list[str]) -> str:
    caller = identity.require(ACT)
    session = db.session()
    settings = queries.load_settings(session, caller.office_id)
    ticket_id = query_params.whole(form.get("ticket"))
    ticket = queue_queries.ticket_of(session, caller.office_id, ticket_id) if ticket_id is not None else None
    return admin_pages.render(
        "messages/intake.html",
        form=form,
        about=settings,
        categories=[row for row in settings.categories.values() if row.offered],
        kinds=KIND_NAMES,
        kinds_shown=[(kind, filters.named(name)) for kind, name in KIND_NAMES.items()],
        channels_shown=[(channel, filters.named(CHANNEL_NAMES[channel])) for channel in TAKEN_BY],
        districts_shown=options(settings.districts),
        units_shown=nameable_options(settings),
        term=durations.term,
        questions=questions.of_category(session, caller.office_id, query_params.whole(form.get("category"))),
        field_of=field_of,
        plan=city_map.plan_for(settings.plan),
        ticket=ticket,
        kept=kept,
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
        request_key=form_key.request_key(form),
        **_meeting(caller, form),
    )


def options(rows: Mapping[int, Any]) -> list[tuple[str | int, str]]:
    """As a list to choose from, with nothing chosen first."""
    return [("", "—"), *((row.id, filters.named(row.name)) for row in rows.values() if row.offered)]


def nameable_options(settings: MessageSettings) -> list[tuple[str | int, str]]:
    """Units that a report may name, as a list to choose from."""
    today = clock.today()
    return options({unit.id: unit for unit in viewers.nameable_units(db.session(), settings, today)})


def _meeting(caller: Caller, form: FilledForm) -> dict[str, object]:
    """The list of a public meeting: messages registered today, and the one just registered."""
    if form.get("channel") != MEETING:
        return {"heard": [], "just": None}
    today = jalali.day_at(clock.now(), clock.zone())
    heard = callers.taken_today(db.session(), caller.office_id, caller.person_id or 0, today, MEETING)
    after = query_params.number("after")
    just = next((message for message in heard if message.id == after), None)
    return {"heard": list(reversed(heard)), "just": _registered_context(caller, just) if just is not None else None}
