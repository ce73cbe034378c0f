"""The public form: first the kind, then a few steps. It works without scripts. Typed text and photos are kept from step
to step, also after errors."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import actors, client_address, clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db, limiter
from deskq.inbox.views import city_map, form_key, photo_uploads, query_params
from deskq.inbox.views.photo_uploads import Photos
from deskq.message_settings import kinds, queries, question_fields, questions
from deskq.message_settings.about_staff import AGAINST, is_about_staff
from deskq.message_settings.kinds import KIND_NAMES, REPORT
from deskq.message_settings.models import Category, MessageQuestion
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.question_rules import field_of
from deskq.messages.queries import viewers
from deskq.messages.rules.transitions import STATE_NAMES
from deskq.messages.service import idempotent, message_input
from deskq.messages.service.message_input import MessageInput
from deskq.office import admin_pages, config_cache, pdf_pages
from deskq.office.admin_pages import FilledForm
from deskq.open_matters import rules
from deskq.portal import access
from deskq.portal import queries as portal_queries
from deskq.portal.filing_steps import (
    FIELDS,
    FIRST,
    KINDS,
    PLACED,
    PRAISE,
    SORTED,
    WHAT,
    WHO,
    first_with,
    likeliest_first,
    moved,
    photos_step,
    problems_until,
    step_at,
    steps_of,
)
from deskq.portal.forms import FilingForm
from deskq.portal.views import published_deadlines, reported_near
from deskq.queue.views.kiosk import qr
from deskq.sms import outbox
from deskq.web import uploads
from deskq.web.compression import gzipped
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("filing", __name__, url_prefix="/messages")
#: Buttons without a check (back, and the other language): {value: steps}.
UNCHECKED = {"back": -1, "stay": 0}


def browser_key() -> str:
    """Limit per browser, so that one person does not block all others behind the same address."""
    return f"filing {session.get('csrf_token') or client_address.network()}"


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint in ("filing.create", "filing.show_step") and request.method == "POST":
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.get("/new")
@limiter.limit("240 per minute")
def new() -> Response | str:
    """The kinds, or the first step of one. The first step is compressed, so it repeats nothing of the request."""
    kind = request.args.get("kind", "")
    if kind not in kinds.KINDS:
        config = config_cache.of(db.session(), identity.office_id())
        return render_template("messages/kinds.html", office=config.office.name, kinds=KINDS, names=KIND_NAMES)
    form = admin_pages.filled({"texts": True, "about_unit_id": request.args.get("about", "")})
    return gzipped(_page(kind, form, [], WHAT))


@blueprint.get("/steps")
@limiter.limit("240 per minute")
def begin_again() -> Response:
    """The address of a step without a form; starts again."""
    return redirect(url_for("filing.new"))


@blueprint.post("/steps")
@limiter.limit("240 per hour", key_func=browser_key)
@limiter.limit("120 per minute; 1200 per hour")
def show_step() -> Response | tuple[str, int] | str:
    """Show the next or previous step, or the same step in the other language. Nothing is stored; the page carries the
    typed text."""
    kind = request.form.get("kind", "")
    if kind not in kinds.KINDS:
        return redirect(url_for("filing.new"), 303)
    asked = _questions(kind)
    step, go = step_at(kind, request.form.get("step", ""), bool(asked)), request.form.get("go", "")
    sent = Photos()

    def do() -> str:
        if go in UNCHECKED:
            return _page(
                kind,
                FilledForm(MultiDict(request.form)),
                sent.shown_again(),
                moved(kind, step, UNCHECKED[go], bool(asked)),
            )
        content = _read(sent)
        settings = queries.load_settings(db.session(), identity.office_id())
        wrong = problems_until(kind, step, message_input.problems(settings, content, asked), bool(asked))
        if wrong:
            raise InvalidInput(wrong)
        return _page(kind, FilledForm(MultiDict(request.form)), sent.shown_again(), moved(kind, step, 1, bool(asked)))

    return admin_pages.submit_for_page(
        do,
        lambda form: _page(kind, form, sent.shown_again(), first_with(kind, form.problems, step, bool(asked))),
        photo_uploads.ERROR_FIELDS,
    )


@blueprint.post("")
@limiter.limit("40 per hour", key_func=browser_key)
@limiter.limit("60 per minute; 400 per hour")
def create() -> Response | tuple[str, int]:
    sent = Photos()

    def do() -> str:
        made = idempotent.submit(identity.office_id(), actors.CITIZEN, _read(sent), request.form["request_key"])
        access.keep_own(made)
        return url_for("filing.filed", code=made.code)

    kind = request.form.get("kind", "")
    if kind not in kinds.KINDS:
        return redirect(url_for("filing.new"), 303)
    return admin_pages.submit(
        do,
        lambda form: _page(
            kind, form, sent.shown_again(), first_with(kind, form.problems, steps_of(kind)[-1], bool(_questions(kind)))
        ),
        {**photo_uploads.ERROR_FIELDS, **form_key.ERROR_FIELDS},
    )


def _questions(kind: str) -> list[MessageQuestion]:
    """Those of the chosen category."""
    category = query_params.whole(request.form.get("category_id", "")) if kind in SORTED else None
    return questions.of_category(db.session(), identity.office_id(), category)


def _read(sent: Photos) -> MessageInput:
    """Input of all steps. Raises ``InvalidInput`` for fields in a wrong format."""
    fields, answers = question_fields.parted(request.form)
    form = read_page(FilingForm, fields)
    sent.check()
    return replace(_message_input(form, sent), answers=answers)


def _message_input(form: FilingForm, sent: Photos) -> MessageInput:
    """Only the fields of its kind are taken, whatever else was sent."""
    content = form.model_dump(exclude={"request_key", "kept", "step", "go"})
    asked = {"kind", "body", "texts"}
    asked |= {"about_unit_id"} if form.kind == REPORT else {"name", "phone"}
    asked |= {"national_id", "home", "permit", "about_unit_id"} if form.kind == "complaint" else set()
    asked |= {"address", "district_id", "lat", "lon"} if form.kind in PLACED else set()
    asked |= {"category_id"} if form.kind in SORTED else set()
    content = {name: value for name, value in content.items() if name in asked}
    if form.kind == PRAISE:
        praise = _praised(queries.load_settings(db.session(), identity.office_id()))
        content["category_id"] = praise.id if praise else None
    kept = [("report", name) for name in sent.names]
    return MessageInput(channel="web", language=language(), photos=kept, **content)


def _is_about_staff(settings: MessageSettings, kind: str) -> bool:
    """Whether what was chosen makes it a complaint about staff."""
    category = settings.categories.get(query_params.whole(request.form.get("category_id", "")) or 0)
    return is_about_staff(kind, category.code if category else None, from_visit=False)


def _page(kind: str, form: FilledForm, kept: list[str], step: str) -> str:
    session_, office_id = db.session(), identity.office_id()
    settings = queries.load_settings(session_, office_id)
    today, asked = clock.today(), _questions(kind)
    return render_template(
        "messages/new.html",
        office=config_cache.of(session_, office_id).office.name,
        kind=kind,
        about_staff=_is_about_staff(settings, kind),
        may_be_about_staff=kind in AGAINST and step == WHAT,
        picture=KINDS[kind][0],
        names=KIND_NAMES,
        form=form,
        kept=kept,
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
        step=step,
        steps=steps_of(kind, bool(asked)),
        questions=asked,
        field_of=field_of,
        near=reported_near.matters(settings, form) if step == WHO and kind == rules.KIND else [],
        states=STATE_NAMES,
        asks_later=questions.are_asked(session_, office_id),
        photos_step=photos_step(kind),
        fields=FIELDS,
        first=FIRST,
        categories=_subjects(settings, kind) if kind in SORTED else [],
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


def _subjects(settings: MessageSettings, kind: str) -> list[Category]:
    """Subjects, the likeliest for this kind first."""
    offered = {row.code: row for row in settings.categories.values() if _offers(row, kind)}
    used = portal_queries.subjects_used(db.session(), identity.office_id(), kind)
    return [offered[code] for code in likeliest_first(kind, offered, {c: used[row.id] for c, row in offered.items()})]


def _offers(category: Category, kind: str) -> bool:
    """A subject that sets another kind is not offered with this one."""
    return category.offered and category.code != PRAISE and category.sets_kind in ("", kind)


def _praised(settings: MessageSettings) -> Category | None:
    """The subject of praise: no subject is asked for."""
    found = settings.category_by_code.get(PRAISE)
    return found if found is not None and found.sets_kind in ("", PRAISE) else None


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
        track=str(current_app.config["PUBLIC_URL"]) + url_for("follow.ask"),
        texted=portal_queries.is_code_texted(db.session(), found),
    )


@blueprint.get("/filed/<code>.pdf")
@limiter.limit("30 per minute")
def filed_pdf(code: str) -> Response:
    """The page of the code as PDF, to be kept on a phone."""
    return pdf_pages.answer(filed(code), f"receipt-{access.find(code).code}")


def tracking_page(code: str) -> str:
    """The address of the tracking page, in the language of this page."""
    return str(current_app.config["PUBLIC_URL"]) + url_for("follow.show", code=code)
