"""The buttons of one point of an agenda. Refused, the page comes again with what was typed."""

import re
from collections.abc import Callable

from flask import request, url_for
from flask_babel import gettext

from deskq.applications.views.reader import reader
from deskq.commissions import queries
from deskq.commissions.forms import CorrectionForm, DefenceForm, ServedForm, VerdictForm
from deskq.commissions.models import CommissionItem
from deskq.commissions.service import correct, items, sessions
from deskq.commissions.service.correct import Corrected
from deskq.commissions.service.sessions import Secretary
from deskq.commissions.views.session_page import ACT, found_session, secretary, session_page
from deskq.commissions.views.sessions import blueprint
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import PageResponse
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.web.forms import F, read_page


class ItemRemoved(DomainError):
    slug = "agenda-item-removed"
    title = N_("Somebody else has taken this application off the agenda in the meantime.")


@blueprint.post("/items/<int:item_id>/notice")
def serve_notice(item_id: int) -> PageResponse:
    return _submit(
        item_id,
        "notice",
        ServedForm,
        lambda who, form: items.serve_notice(who, item_id, form.way, form.day, form.turn),
        gettext("Notice recorded."),
    )


@blueprint.post("/items/<int:item_id>/defence")
def receive_defence(item_id: int) -> PageResponse:
    return _submit(
        item_id,
        "defence",
        DefenceForm,
        lambda who, form: items.receive_defence(who, item_id, form.defence, form.turn),
        gettext("Defence recorded."),
    )


@blueprint.post("/items/<int:item_id>/verdict")
def decide(item_id: int) -> PageResponse:
    return _submit(
        item_id,
        "verdict",
        VerdictForm,
        lambda who, form: items.decide(who, item_id, form.verdict, form.reason, form.amount, form.turn),
        gettext("Verdict recorded. The application follows it."),
    )


@blueprint.post("/items/<int:item_id>/correction")
def correct_verdict(item_id: int) -> PageResponse:
    return _submit(
        item_id,
        "correction",
        CorrectionForm,
        lambda who, form: correct.correct_verdict(
            who, item_id, Corrected(form.verdict, form.reason, form.amount, form.members, form.why), form.turn
        ),
        gettext("Verdict corrected. What was recorded before stays in its history."),
    )


@blueprint.post("/items/<int:item_id>/service")
def serve_verdict(item_id: int) -> PageResponse:
    return _submit(
        item_id,
        "service",
        ServedForm,
        lambda who, form: items.serve_verdict(who, item_id, form.way, form.day, form.turn),
        gettext("Service of the verdict recorded."),
    )


@blueprint.post("/items/<int:item_id>/removal")
def remove_item(item_id: int) -> PageResponse:
    who = reader(ACT)
    session_id = _session_of(item_id)

    def do() -> str:
        sessions.remove_item(secretary(who), item_id)
        admin_pages.done(gettext("Taken off the agenda."))
        return url_for("commissions.show", session_id=session_id)

    return admin_pages.submit(do, lambda form: session_page(session_id, form, f"removal-{item_id}"))


@blueprint.post("/items/<int:item_id>/notice/paper")
def print_notice(item_id: int) -> PageResponse:
    """The notice with the name of the owner, once; journalled."""
    who = reader(ACT)
    found = found_session(who, _session_of(item_id))

    def look() -> str:
        applicant = items.print_notice(secretary(who), item_id)
        row = next(one for one in queries.agenda(db.session(), found.id) if one.item.id == item_id)
        return admin_pages.render(
            "commissions/notice.html", session=found, row=row, applicant=applicant, commissions=COMMISSIONS
        )

    return admin_pages.submit_for_page(look, lambda form: session_page(found.id, form, f"paper-{item_id}"))


@blueprint.post("/items/<int:item_id>/defence/text")
def read_defence(item_id: int) -> PageResponse:
    """What the owner wrote, once; journalled."""
    who = reader(ACT)
    found = found_session(who, _session_of(item_id))

    def look() -> str:
        said = items.read_defence(secretary(who), item_id)
        return admin_pages.render("commissions/defence.html", session=found, said=said)

    return admin_pages.submit_for_page(look, lambda form: session_page(found.id, form, f"read-{item_id}"))


def _session_of(item_id: int, session_id: int | None = None) -> int:
    """``session_id``: where the point was, if it is on no agenda now."""
    who = reader(ACT)
    row = queries.item(db.session(), who.caller.office_id, item_id)
    found = row.session_id if row is not None else session_id
    if found is None:
        raise NotFound
    return found_session(who, found).id


def _submit(
    item_id: int, button: str, form: type[F], do: Callable[[Secretary, F], CommissionItem], said: str
) -> PageResponse:
    who = reader(ACT)
    seen = request.form.get("session", "")
    session_id = _session_of(item_id, int(seen) if re.fullmatch("[0-9]{1,9}", seen) else None)

    def submit_and_go() -> str:
        typed = read_page(form, request.form)
        try:
            do(secretary(who), typed)
        except NotFound:
            raise ItemRemoved from None
        admin_pages.done(said)
        return url_for("commissions.show", session_id=session_id) + f"#item-{item_id}"

    return admin_pages.submit(submit_and_go, lambda filled: session_page(session_id, filled, f"{button}-{item_id}"))
