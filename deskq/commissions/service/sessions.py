"""Plans a session and fills its agenda."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from deskq.applications.queries import application as application_queries
from deskq.applications.rules import visibility
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.commissions import cancelled_sessions, queries
from deskq.commissions.events import AgendaAdded, AgendaRemoved, SessionPlanned
from deskq.commissions.models import CommissionCall, CommissionItem, CommissionSession
from deskq.commissions.rules.sessions import wrong_start
from deskq.commissions.rules.verdicts import VerdictGiven, commission_of, unit_of_session
from deskq.core import clock
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.messages.events import moment
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import SEES_ALL, Viewer
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS

LONGEST_PLACE, LONGEST_MEMBERS = 160, 2000


class MomentTaken(DomainError):
    slug = "session-moment-taken"
    title = N_("This commission has another session at that time.")


class SessionCancelledMeanwhile(DomainError):
    slug = "session-cancelled"
    title = N_("This session was cancelled in the meantime. Nothing more can be recorded for it.")


class OwnerTold(DomainError):
    slug = "owner-told-of-session"
    title = N_("The owner has been told of this session. Record “Adjourned” as the verdict instead.")


class AgendaDone(DomainError):
    slug = "agenda-done"
    title = N_("This application is on the agenda already, or no longer waits for this commission.")


@dataclass(frozen=True, slots=True)
class Secretary:
    """The member of staff who plans sessions and records what happens in them."""

    office_id: int
    by: str
    person_id: int


def viewer_of(tx: Transaction, who: Secretary) -> Viewer:
    return viewers.viewer(tx.session, who.office_id, who.person_id, clock.local(tx.at).date())


def create_session(who: Secretary, commission: str, starts_at: datetime, place: str, members: str) -> CommissionSession:
    """``members``: one in each line. The unit that runs the session: ``unit_of_session``. The same form sent
    twice plans one session; at a moment with another place or other members it is ``MomentTaken``."""
    place, members = persian.clean(place)[:LONGEST_PLACE], members_of(members)
    with transaction(who.office_id, who.by) as tx:
        wrong = {}
        if commission not in COMMISSIONS:
            wrong["commission"] = N_("Please choose one of the options.")
        if not place:
            wrong["place"] = N_("Please write where the session is.")
        if too_early_or_late := wrong_start(starts_at, tx.at):
            wrong["day"] = too_early_or_late
        if wrong:
            raise InvalidInput(wrong)
        unit_id = _unit(tx, who, commission)
        known = queries.session_at(tx.session, unit_id, commission, starts_at)
        if known is not None and (known.place, known.members) != (place, members):
            raise MomentTaken
        if known is not None:
            return known
        row = CommissionSession(
            office_id=who.office_id, unit_id=unit_id, commission=commission, starts_at=starts_at, place=place,
            members=members, by=tx.by,
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        tx.record(SessionPlanned(row.id, commission, moment(starts_at)))
        return row


def _unit(tx: Transaction, who: Secretary, commission: str) -> int:
    viewer, own = viewer_of(tx, who), viewers.viewer(tx.session, who.office_id, who.person_id, None).units
    if not viewer.units:
        raise Forbidden
    return unit_of_session(queries.keepers(tx.session, who.office_id, commission), own, viewer.units, viewer.under)


def opened(tx: Transaction, who: Secretary, session_id: int) -> CommissionSession:
    """The session, if it is theirs to run; else ``NotFound`` or ``Forbidden``."""
    found, viewer = queries.session_row(tx.session, who.office_id, session_id), viewer_of(tx, who)
    if found is None or not queries.may_see(viewer, found):
        raise NotFound
    if found.unit_id not in viewer.units | viewer.under:
        raise Forbidden
    return found


def not_cancelled(tx: Transaction, who: Secretary, session_id: int) -> CommissionSession:
    """The session, if it is theirs to run and takes place."""
    found = opened(tx, who, session_id)
    if found.cancelled_at is not None:
        raise SessionCancelledMeanwhile
    return found


def members_of(typed: str) -> str:
    """One member in each line, without empty ones."""
    return "\n".join(filter(None, (persian.clean(one) for one in typed.splitlines())))[:LONGEST_MEMBERS]


def add_item(who: Secretary, session_id: int, application_id: int) -> CommissionItem:
    """Put an application on the agenda: its present stage has to be one of this commission."""
    with transaction(who.office_id, who.by) as tx:
        session, viewer = not_cancelled(tx, who, session_id), viewer_of(tx, who)
        application = application_queries.by_id(tx.session, who.office_id, application_id)
        stages = application_queries.stages(tx.session, application_id)
        if application is None or not visibility.sees(viewer, application, {one.unit_id for one in stages}):
            raise NotFound
        sheet = sheet_queries.version(tx.session, application.version_id).sheet.code
        mine = [one for one in stages if one.state in PRESENT and commission_of(sheet, one.code) == session.commission]
        found = queries.of_application(tx.session, application_id)
        takes_place = [one for one, session_of in found if session_of.cancelled_at is None]
        open_items = [one for one in takes_place if not one.verdict or one.session_id == session_id]
        if application.state not in LIVE or not mine or open_items:
            raise AgendaDone
        if not (viewer.role in SEES_ALL or visibility.may_do(viewer, mine[0].unit_id, at_desk=False)):
            raise Forbidden
        position = queries.last_position(tx.session, session_id) + 1
        row = CommissionItem(
            session_id=session_id, application_id=application_id, stage=mine[0].code, position=position
        )  # fmt: skip
        if before := cancelled_sessions.newest_item(tx.session, application_id, row.stage):
            row.defence, row.defence_at = before.defence, before.defence_at  # nobody has to hand it in twice
        tx.session.add(row)
        tx.session.flush()
        tx.record(AgendaAdded(session_id, row.id, application_id, row.stage))
        return row


def remove_item(who: Secretary, item_id: int) -> None:
    """Take an application off the agenda before its verdict."""
    with transaction(who.office_id, who.by) as tx:
        row = queries.item(tx.session, who.office_id, item_id)
        if row is None:
            raise NotFound
        not_cancelled(tx, who, row.session_id)
        if row.verdict:
            raise VerdictGiven
        if row.notice_day is not None or (
            row.defence_at is not None and not cancelled_sessions.is_brought(tx.session, row)
        ):
            raise OwnerTold
        tx.session.execute(delete(CommissionCall).where(CommissionCall.item_id == row.id))
        tx.record(AgendaRemoved(row.id))
        tx.session.delete(row)
