"""The page of one session: its agenda, and what can be done for each point."""

from datetime import date

from deskq.applications.views.reader import Reader, reader
from deskq.commissions import cancelled_sessions, queries
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.queries import AgendaRow
from deskq.commissions.rules.sessions import check_may_cancel
from deskq.commissions.rules.verdicts import ADJOURNED_CODE, VERDICTS, WAYS, may_still_answer
from deskq.commissions.service import move
from deskq.commissions.service.sessions import Secretary
from deskq.core import clock
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.staff import queries as staff_queries
from deskq.web.filters import short_date

ACT = "commissions.work"
#: {field of a form of the page: its label, where its value alone does not tell what it is}
TYPED = {
    "day": N_("Day"),
    "hour": N_("Hour"),
    "place": N_("Place"),
    "amount": N_("Amount in rials"),
    "members": N_("Members"),
    "defence": "",
    "reason": "",
    "why": "",
}


def secretary(who: Reader) -> Secretary:
    return Secretary(who.caller.office_id, who.caller.by, who.person_id)


def found_session(who: Reader, session_id: int) -> CommissionSession:
    found = queries.session_row(db.session(), who.caller.office_id, session_id)
    if found is None or not queries.may_see(who.viewer, found):
        raise NotFound
    return found


def session_page(session_id: int, form: FilledForm, button: str = "") -> str:
    """``button``: the form that something is wrong with: ``verdict-12``."""
    who = reader(ACT)
    found, session = found_session(who, session_id), db.session()
    agenda, today = queries.agenda(session, session_id), clock.today()
    mine = found.unit_id in who.viewer.units | who.viewer.under
    held = mine and found.cancelled_at is None
    to_come, decided = found.starts_at > clock.now(), any(one.item.verdict for one in agenda)
    movable, cancellable = held and to_come and not decided, held and _may_cancel(found, agenda)
    offered = {f"{name}-{one.item.id}" for one in agenda for name in _item_forms(one.item)} if held else set()
    waiting = queries.waiting(session, who.caller.office_id, who.viewer, found.commission) if held else []
    applications = [*(one.application.id for one in waiting), *(one.application.id for one in agenda)]
    offered |= {name for name, there in (("move", movable), ("cancel", cancellable)) if there}
    return admin_pages.render(
        "commissions/show.html",
        session=found,
        agenda=agenda,
        calls=queries.calls(session, found) if to_come or found.cancelled_at else [],
        people=staff_queries.names(session, who.caller.office_id),
        ready={one.item.id for one in agenda if _is_ready(found, one.item, today)},
        waiting=[one for one in waiting if one.application.id not in {row.application.id for row in agenda}],
        told_before=cancelled_sessions.still_told(session, applications),
        corrections=queries.corrections(session, [one.item.id for one in agenda]),
        recorded={one.item.id: _as_recorded(found, one.item) for one in agenda},
        may_object={one.item.id for one in agenda if one.item.appeal_until and today <= one.item.appeal_until},
        brought={one.item.id for one in agenda if cancelled_sessions.is_brought(session, one.item)},
        mine=mine,
        held=held,
        movable=movable,
        cancellable=cancellable,
        seen=move.mark(found),
        moving=form if button == "move" else _as_it_is(found),
        commissions=COMMISSIONS,
        verdicts=VERDICTS[found.commission],
        ways=WAYS,
        form=form,
        button=button,
        cancelling=form if button == "cancel" else FilledForm(),
        unplaced=[] if button in offered else form.typed(TYPED),
        today=short_date(today),
    )


def _item_forms(item: CommissionItem) -> tuple[str, ...]:
    """The forms of a point of the agenda that are on the page."""
    if not item.verdict:
        return ("notice", "defence", "verdict")
    if item.served_day is not None:
        return ("service",)
    return ("service", "correction") if item.verdict != ADJOURNED_CODE else ("correction",)


def _may_cancel(found: CommissionSession, agenda: list[AgendaRow]) -> bool:
    try:
        check_may_cancel(found.starts_at, [one.item for one in agenda])
    except DomainError:
        return False
    return True


def _as_recorded(found: CommissionSession, item: CommissionItem) -> FilledForm:
    """The form of a correction with the verdict as it is."""
    amount = f"{item.amount:,}" if item.amount is not None else ""
    return admin_pages.filled(
        {"verdict": item.verdict, "reason": item.reason, "amount": amount, "members": found.members}
    )


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
