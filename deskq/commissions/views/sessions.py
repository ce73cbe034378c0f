"""The list of sessions, one session with its agenda, its papers."""

from datetime import date, datetime, timedelta

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext

from deskq.applications.views.reader import Reader, reader
from deskq.commissions import queries
from deskq.commissions.forms import AgendaForm, MoveForm, SessionForm, TellForm
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import COMMISSIONS, VERDICTS, WAYS, may_still_answer
from deskq.commissions.service import move, sessions
from deskq.commissions.service.move import Moved
from deskq.commissions.service.sessions import AgendaDone, MomentTaken, Secretary
from deskq.core import clock
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.staff import queries as staff_queries
from deskq.web.filters import digits, short_date
from deskq.web.forms import read_page

blueprint = Blueprint("commissions", __name__, url_prefix="/commissions")
ACT = "commissions.work"
ERROR_FIELDS: dict[type[DomainError], str] = {AgendaDone: "application", MomentTaken: "hour"}
#: {field of a form of the page: its label, where its value alone does not tell what it is}
TYPED = {
    "day": N_("Day"),
    "hour": N_("Hour"),
    "place": N_("Place"),
    "amount": N_("Amount in rials"),
    "defence": "",
    "reason": "",
}


@blueprint.get("")
def index() -> str:
    return _list(FilledForm())


@blueprint.post("/sessions")
def create_session() -> PageResponse:
    who = reader(ACT)

    def do() -> str:
        form = read_page(SessionForm, request.form)
        starts = _starts(form)
        made = sessions.create_session(secretary(who), form.commission, starts, form.place, form.members)
        admin_pages.done(gettext("Session planned. Now put applications on its agenda."))
        return url_for("commissions.show", session_id=made.id)

    return admin_pages.submit(do, _list, ERROR_FIELDS)


def _starts(form: SessionForm | MoveForm) -> datetime:
    return datetime.combine(form.day, datetime.min.time(), clock.zone()) + timedelta(minutes=form.hour)


@blueprint.post("/sessions/<int:session_id>/move")
def move_session(session_id: int) -> PageResponse:
    who = reader(ACT)
    found_session(who, session_id)

    def do() -> str:
        form = read_page(MoveForm, request.form)
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
    if not made.unreached:
        return str(told)
    more = ngettext(
        "%(n)s applicant gets none: please call.", "%(n)s applicants get none: please call.", len(made.unreached),
        n=digits(len(made.unreached)),
    )  # fmt: skip
    return f"{told} {more}"


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


def secretary(who: Reader) -> Secretary:
    return Secretary(who.caller.office_id, who.caller.by, who.person_id)


def found_session(who: Reader, session_id: int) -> CommissionSession:
    found = queries.session_row(db.session(), who.caller.office_id, session_id)
    if found is None or not queries.may_see(who.viewer, found):
        raise NotFound
    return found


def _list(form: FilledForm) -> str:
    who = reader(ACT)
    now = clock.now()
    found = queries.sessions(db.session(), who.caller.office_id, who.viewer)
    return admin_pages.render(
        "commissions/index.html",
        form=form,
        coming=[one for one in reversed(found) if not queries.is_over(one, now)],
        past=[one for one in found if queries.is_over(one, now)],
        commissions=COMMISSIONS,
        may_plan=bool(who.viewer.units),
    )


def session_page(session_id: int, form: FilledForm, button: str = "") -> str:
    """``button``: the form that something is wrong with: ``verdict-12``."""
    who = reader(ACT)
    found, session = found_session(who, session_id), db.session()
    agenda, today = queries.agenda(session, session_id), clock.today()
    mine = found.unit_id in who.viewer.units | who.viewer.under
    waiting = queries.waiting(session, who.caller.office_id, who.viewer, found.commission) if mine else []
    movable = mine and found.starts_at > clock.now() and not any(one.item.verdict for one in agenda)
    offered = {f"{name}-{one.item.id}" for one in agenda for name in _item_forms(one.item)} if mine else set()
    return admin_pages.render(
        "commissions/show.html",
        session=found,
        agenda=agenda,
        calls=queries.calls(session, found) if found.starts_at > clock.now() else [],
        people=staff_queries.names(session, who.caller.office_id),
        ready={one.item.id for one in agenda if _is_ready(found, one.item, today)},
        waiting=[one for one in waiting if one.application.id not in {row.application.id for row in agenda}],
        mine=mine,
        movable=movable,
        seen=move.mark(found),
        moving=form if button == "move" else _as_it_is(found),
        commissions=COMMISSIONS,
        verdicts=VERDICTS[found.commission],
        ways=WAYS,
        form=form,
        button=button,
        unplaced=[] if button in offered or (button == "move" and movable) else form.typed(TYPED),
        today=short_date(today),
    )


def _item_forms(item: CommissionItem) -> tuple[str, ...]:
    """The forms of a point of the agenda that are on the page."""
    if not item.verdict:
        return ("notice", "defence", "verdict")
    return ("service",) if item.verdict != "adjourned" else ()


def _as_it_is(found: CommissionSession) -> FilledForm:
    """The form of a move with the present time and place."""
    starts = clock.local(found.starts_at)
    return admin_pages.filled({"day": short_date(starts.date()), "hour": f"{starts:%H:%M}", "place": found.place})


def _is_ready(session: CommissionSession, item: CommissionItem, today: date) -> bool:
    """Whether its verdict is what comes next."""
    heard = clock.local(session.starts_at).date() <= today
    until = item.defence_until
    if until is None or not heard:
        return False
    return item.defence_at is not None or not may_still_answer(session.commission, until, today)


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
