"""What waits for a person among the commissions: for the page of their work."""

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.applications import tasks as application_tasks
from deskq.applications.stage_claims import Claim
from deskq.commissions import own
from deskq.commissions.own import OpenSession
from deskq.commissions.views.session_page import ACT
from deskq.core.errors import N_
from deskq.messages.queries import own_work
from deskq.messages.queries.own_work import OwnWork
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.web.filters import digits, hour, jdate, named
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker


def source() -> Source:
    return Source("commissions.index", N_("Commission sessions"), ACT, tasks, count)


def claim() -> Claim:
    return Claim(ACT, own.is_before_commission)


def count(session: Session, who: Worker) -> Count:
    units = own_work.of_worker(session, who).viewer.units
    if not units:
        return Count()
    held = own.open_sessions(session, who.office_id, units, who.now)
    late = sum(1 for one in held if one.starts_at <= who.now and one.undecided)
    return own.count_waiting(session, who.office_id, units, who.now) + Count(len(held), late)


def tasks(session: Session, who: Worker, most: int) -> list[Task]:
    mine = own_work.of_worker(session, who)
    units = mine.viewer.units
    if not units:
        return []
    waiting = own.waiting(session, who.office_id, units, most)
    names = application_tasks.initials_of(session, [one.id for one, _ in waiting]) if waiting else {}
    step = gettext("Put it on the agenda of a session")
    return [
        *(_session(one, who, mine) for one in own.open_sessions(session, who.office_id, units, who.now)),
        *(
            application_tasks.of_stage(
                application, stage, step, names.get(application.id, ""), "scale", mine.colleague(None, stage.unit_id)
            )
            for application, stage in waiting
        ),
    ]


def _session(one: OpenSession, who: Worker, mine: OwnWork) -> Task:
    covers = mine.colleague(None, one.unit_id)
    is_over = one.starts_at <= who.now
    return Task(
        sort_at=one.starts_at,
        age=("late" if one.undecided else "amber") if is_over else "amber" if one.untold else "calm",
        icon="scale",
        title=gettext("Session of the %(commission)s", commission=named(COMMISSIONS[one.commission])),
        next_step=_next_step(one, is_over),
        address=url_for("commissions.show", session_id=one.id),
        when=words.waits(one.starts_at) if is_over else words.time_left(one.starts_at),
        about=f"{jdate(one.starts_at)}{gettext(', ')}{hour(one.starts_at)}",
        covers=named(covers) if covers is not None else "",
        number=max(1, one.items),
    )


def _next_step(one: OpenSession, is_over: bool) -> str:
    if one.untold and not is_over:
        return str(
            ngettext("Tell %(n)s person of the new time", "Tell %(n)s people of the new time", one.untold,
                     n=digits(one.untold))
        )  # fmt: skip
    if not is_over:
        if not one.items:
            return str(gettext("Put applications on its agenda"))
        return str(ngettext("Prepare it: %(n)s application", "Prepare it: %(n)s applications", one.items,
                            n=digits(one.items)))  # fmt: skip
    if one.undecided:
        return str(ngettext("Record %(n)s verdict", "Record %(n)s verdicts", one.undecided, n=digits(one.undecided)))
    return str(ngettext("Serve %(n)s verdict", "Serve %(n)s verdicts", one.unserved, n=digits(one.unserved)))
