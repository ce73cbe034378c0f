"""The list of sessions, one session with its agenda, its papers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext

from deskq.applications.views.reader import reader
from deskq.commissions import queries
from deskq.commissions.forms import AgendaForm, MoveForm, SessionForm, TellForm
from deskq.commissions.rules.verdicts import VERDICTS, WAYS
from deskq.commissions.service import move, sessions
from deskq.commissions.service.move import Moved
from deskq.commissions.service.sessions import AgendaDone, MomentTaken
from deskq.commissions.views.session_page import ACT, found_session, secretary, session_page
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.web.filters import digits
from deskq.web.forms import F, read_page

blueprint = Blueprint("commissions", __name__, url_prefix="/commissions")
ERROR_FIELDS: dict[type[DomainError], str] = {AgendaDone: "application", MomentTaken: "hour"}
#: {text that a form needs: what is said where it is missing}
PLACE = {"place": N_("Please write where the session is.")}
PLACE_AND_WHY = {**PLACE, "reason": N_("Please write why the session is moved.")}


@blueprint.get("")
def index() -> str:
    return _list(FilledForm())


@blueprint.post("/sessions")
def create_session() -> PageResponse:
    who = reader(ACT)

    def do() -> str:
        form = _read(SessionForm, PLACE)
        starts = _starts(form)
        made = sessions.create_session(secretary(who), form.commission, starts, form.place, form.members)
        admin_pages.done(gettext("Session planned. Now put applications on its agenda."))
        return url_for("commissions.show", session_id=made.id)

    return admin_pages.submit(do, _list, ERROR_FIELDS)


def _read(form: type[F], texts: Mapping[str, str]) -> F:
    """The form; of wrong input the missing texts are named together with a wrong day or hour, not afterwards."""
    try:
        return read_page(form, request.form)
    except InvalidInput as refusal:
        missing = {name: words for name, words in texts.items() if not request.form.get(name, "").strip()}
        raise InvalidInput({**refusal.fields, **missing}) from None


def _starts(form: SessionForm | MoveForm) -> datetime:
    return datetime.combine(form.day, datetime.min.time(), clock.zone()) + timedelta(minutes=form.hour)


@blueprint.post("/sessions/<int:session_id>/move")
def move_session(session_id: int) -> PageResponse:
    who = reader(ACT)
    found_session(who, session_id)

    def do() -> str:
        form = _read(MoveForm, PLACE_AND_WHY)
        made = move.move_session(secretary(who), session_id, _starts(form), form.place, form.reason, form.seen)
        admin_pages.done(_said(made))
        return url_for("commissions.show", session_id=session_id)

    return admin_pages.submit(do, lambda form: session_page(session_id, form, "move"), ERROR_FIELDS)


@blueprint.post("/sessions/<int:session_id>/calls/<int:call_id>")
def tell(session_id: int, call_id: int) -> PageResponse:
    """Tick, or untick, that somebody was told by hand of the new time."""
    who = reader(ACT)
    found_session(who, session_id)

    def do() -> str:
        move.tell(secretary(who), session_id, call_id, told=read_page(TellForm, request.form).told)
        return url_for("commissions.show", session_id=session_id) + "#calls"

    return admin_pages.submit(do, lambda form: session_page(session_id, form))


def _said(made: Moved) -> str:
    """What was done, and whom the SMS does not reach."""
    told = ngettext(
        "Session moved. %(n)s applicant gets an SMS.", "Session moved. %(n)s applicants get an SMS.", made.told,
        n=digits(made.told),
    )  # fmt: skip
    return f"{told}{unreached_words(made)}"


def unreached_words(made: Moved) -> str:
    if not made.unreached:
        return ""
    more = ngettext(
        "%(n)s applicant gets none: please call.", "%(n)s applicants get none: please call.", len(made.unreached),
        n=digits(len(made.unreached)),
    )  # fmt: skip
    return f" {more}"


@blueprint.get("/sessions/<int:session_id>")
def show(session_id: int) -> str:
    return session_page(session_id, FilledForm())


@blueprint.post("/sessions/<int:session_id>/agenda")
def add_item(session_id: int) -> PageResponse:
    who = reader(ACT)
    found_session(who, session_id)

    def do() -> str:
        sessions.add_item(secretary(who), session_id, read_page(AgendaForm, request.form).application)
        admin_pages.done(gettext("Put on the agenda."))
        return url_for("commissions.show", session_id=session_id)

    return admin_pages.submit(do, lambda form: session_page(session_id, form), ERROR_FIELDS)


@blueprint.get("/sessions/<int:session_id>/agenda/paper")
def agenda_paper(session_id: int) -> str:
    return _paper(session_id, "commissions/agenda.html")


@blueprint.get("/sessions/<int:session_id>/minutes")
def minutes(session_id: int) -> str:
    return _paper(session_id, "commissions/minutes.html")


def _list(form: FilledForm) -> str:
    who = reader(ACT)
    now = clock.now()
    found = queries.sessions(db.session(), who.caller.office_id, who.viewer)
    held = [one for one in found if one.cancelled_at is None]
    return admin_pages.render(
        "commissions/index.html",
        form=form,
        coming=[one for one in reversed(held) if not queries.is_over(one, now)],
        past=[one for one in held if queries.is_over(one, now)],
        cancelled=[one for one in found if one.cancelled_at is not None],
        commissions=COMMISSIONS,
        may_plan=bool(who.viewer.units),
    )


def _paper(session_id: int, template: str) -> str:
    found = found_session(reader(ACT), session_id)
    return admin_pages.render(
        template,
        session=found,
        agenda=queries.agenda(db.session(), session_id),
        commissions=COMMISSIONS,
        verdicts=VERDICTS[found.commission],
        ways=WAYS,
    )
