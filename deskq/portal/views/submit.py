"""The public form: first the kind, then one page with what it needs. Works without script; what was typed and the
photos are kept when something is wrong."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import client_address, clock
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.inbox.views import city_map, form_key, photo_uploads
from deskq.inbox.views.photo_uploads import Photos
from deskq.message_settings import kinds, queries
from deskq.message_settings.kinds import KIND_NAMES, REPORT
from deskq.message_settings.models import Category
from deskq.messages.queries import message, viewers
from deskq.messages.service import idempotent
from deskq.messages.service.message_input import MessageInput
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.portal import access
from deskq.portal.forms import FilingForm
from deskq.portal.views import published_deadlines
from deskq.queue.views.kiosk import qr
from deskq.sms import outbox, phone_numbers
from deskq.web import uploads
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("filing", __name__, url_prefix="/messages")
#: {kind: its picture and what it is for}
KINDS = {
    "request": ("megaphone", Name("چیزی در شهر باید درست شود", "Something in the city needs fixing")),
    "complaint": ("scale", Name("حقی از شما ضایع شده است", "You were treated unfairly")),
    "criticism": ("message-square", Name("چیزی خوب پیش نمی‌رود", "Something is not working well")),
    "suggestion": ("lightbulb", Name("فکری برای بهتر شدن دارید", "You have an idea")),
    "praise": ("thumbs-up", Name("می‌خواهید از کسی تشکر کنید", "You would like to thank someone")),
    REPORT: ("shield-alert", Name("تخلفی دیده‌اید؛ نامی نمی‌پرسیم", "You saw wrongdoing. No name needed")),
}
#: Kinds with a place, and kinds with a category.
PLACED = ("request", "complaint", "criticism")
SORTED = ("request", "complaint", "criticism", "suggestion")
#: Not offered by that name: it is a kind of its own.
PRAISE = "praise"


def browser_key() -> str:
    """Limit per browser, so that one person does not block all others behind the same address."""
    return f"filing {session.get('csrf_token') or client_address.network()}"


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "filing.create" and request.method == "POST":
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.get("/new")
@limiter.limit("240 per minute")
def new() -> str:
    kind = request.args.get("kind", "")
    if kind not in kinds.KINDS:
        config = config_cache.of(db.session(), identity.office_id())
        return render_template("messages/kinds.html", office=config.office.name, kinds=KINDS, names=KIND_NAMES)
    return _page(kind, admin_pages.filled({"texts": True, "about_unit_id": request.args.get("about", "")}), [])


@blueprint.post("")
@limiter.limit("40 per hour", key_func=browser_key)
@limiter.limit("60 per minute; 400 per hour")
def create() -> Response | tuple[str, int]:
    sent = Photos()

    def do() -> str:
        form = read_page(FilingForm, request.form)
        sent.check()
        made = idempotent.submit(identity.office_id(), "citizen", _message_input(form, sent), form.request_key)
        access.keep_own(made)
        return url_for("filing.filed", code=made.code)

    kind = request.form.get("kind", "")
    if kind not in kinds.KINDS:
        return redirect(url_for("filing.new"), 303)
    return admin_pages.submit(
        do, lambda form: _page(kind, form, sent.shown_again()), {**photo_uploads.ERROR_FIELDS, **form_key.ERROR_FIELDS}
    )


def _message_input(form: FilingForm, sent: Photos) -> MessageInput:
    """Only the fields of its kind are taken, whatever else was sent."""
    content = form.model_dump(exclude={"request_key", "kept"})
    asked = {"kind", "body", "texts"}
    asked |= {"about_unit_id"} if form.kind == REPORT else {"name", "phone"}
    asked |= {"national_id", "home", "permit"} if form.kind == "complaint" else set()
    asked |= {"address", "district_id", "lat", "lon"} if form.kind in PLACED else set()
    asked |= {"category_id"} if form.kind in SORTED else set()
    content = {name: value for name, value in content.items() if name in asked}
    if form.kind == PRAISE:
        praise = queries.load_settings(db.session(), identity.office_id()).category_by_code.get(PRAISE)
        content["category_id"] = praise.id if praise else None
    kept = [("report", name) for name in sent.names]
    return MessageInput(channel="web", language=language(), photos=kept, **content)


def _page(kind: str, form: FilledForm, kept: list[str]) -> str:
    session_, office_id = db.session(), identity.office_id()
    settings = queries.load_settings(session_, office_id)
    today = clock.now().astimezone(clock.zone()).date()
    return render_template(
        "messages/new.html",
        office=config_cache.of(session_, office_id).office.name,
        kind=kind,
        picture=KINDS[kind][0],
        names=KIND_NAMES,
        form=form,
        kept=kept,
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
        categories=[row for row in settings.categories.values() if _offers(row)] if kind in SORTED else [],
        term=published_deadlines.of_kind(settings, kind),
        terms=published_deadlines.of_subjects(settings, kind),
        placed=kind in PLACED,
        districts=[row for row in settings.districts.values() if row.offered],
        plan=city_map.plan_for(settings.plan),
        units=[row for row in viewers.nameable_units(session_, settings, today) if row.offered],
        inspectorate=settings.units[settings.policy.inspectorate_unit_id],
        texts=outbox.is_on(),
        request_key=form_key.request_key(form),
    )


def _offers(category: Category) -> bool:
    return category.offered and category.code != PRAISE


@blueprint.get("/filed/<code>")
@limiter.limit("120 per minute")
def filed(code: str) -> str:
    """The code, to be written down, saved or printed; when the answer is due, and what happens until then."""
    found = access.find(code)
    settings, address = queries.load_settings(db.session(), found.office_id), tracking_page(found.code)
    return render_template(
        "messages/filed.html",
        office=config_cache.of(db.session(), found.office_id).office.name,
        message=found,
        kind=KIND_NAMES[found.kind],
        unit=settings.units[found.unit_id].name,
        qr=qr(address),
        texted=outbox.is_on() and phone_numbers.is_mobile(message.sender(db.session(), found.id).phone),
    )


def tracking_page(code: str) -> str:
    """The address of the tracking page."""
    spoken = language()
    asked = f"?lang={spoken}" if spoken != current_app.config["LANGUAGE"] else ""
    return f"{current_app.config['PUBLIC_URL']}/track/{code}{asked}"
