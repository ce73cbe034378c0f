"""The lists of a unit: what lies with it now, what waits, what has ended."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, TextClause, and_, false, or_, select
from sqlalchemy.orm import Session

from deskq.applications.models import OPEN, PRESENT_STAGE, Application, ApplicationStage
from deskq.applications.rules.parcel import file_number_of, parcel_of
from deskq.applications.rules.progress import LIVE, PAUSED_STATES, PRESENT
from deskq.applications.rules.visibility import decides_objections
from deskq.messages.rules.visibility import SEES_ALL, Viewer

TABS = ("unit", "arrived", "waiting", "open", "ended")
#: Open and ended: what is searched.
EVERY = "every"
PAGE = 50


class Row(NamedTuple):
    application: Application
    #: The first present stage; of an ended application None.
    stage: ApplicationStage | None


class Page(NamedTuple):
    rows: list[Row]
    more: bool


def page(session: Session, office_id: int, viewer: Viewer, tab: str, number: int = 0, parcel: str = "") -> Page:
    """One page of a list, the earliest promise first; of those that ended the newest first. ``parcel``: only those of a
    parcel code or file number, in any spelling."""
    wanted = select(Application).where(Application.office_id == office_id, *_of_tab(viewer, tab))
    if tab != "unit":  # what lies with their units is theirs to see; asked again, PostgreSQL reads all their stages
        wanted = wanted.where(visible(viewer))
    if parcel:
        wanted = wanted.where(_of_property(parcel))
    wanted = wanted.order_by(*_order(tab), Application.id).offset(number * PAGE).limit(PAGE + 1)
    found = list(session.scalars(wanted))
    present = present_stages(session, [one.id for one in found])
    mine = viewer.units | viewer.under
    rows = [Row(one, _first(present.get(one.id, []), mine)) for one in found[:PAGE]]
    return Page(rows, len(found) > PAGE)


def _order(tab: str) -> tuple[ColumnElement[Any], ...]:
    if tab == EVERY:
        return (Application.id.desc(),)
    if tab == "arrived":
        return (Application.arrived_at.asc(),)
    return (Application.ended_at.desc() if tab == "ended" else Application.due_at.asc(),)


def _of_property(typed: str) -> ColumnElement[bool]:
    parcel, file = parcel_of(typed), file_number_of(typed)
    known = [column == text for column, text in ((Application.parcel_code, parcel), (Application.file_number, file))
             if text]  # fmt: skip
    return or_(false(), *known)


def _first(stages: list[ApplicationStage], mine: frozenset[int]) -> ApplicationStage | None:
    """Of the present stages one of theirs, if there is any."""
    return next((one for one in stages if one.unit_id in mine), stages[0] if stages else None)


def present_stages(session: Session, ids: list[int]) -> dict[int, list[ApplicationStage]]:
    """{application: its present stages in order}."""
    wanted = select(ApplicationStage).where(
        ApplicationStage.application_id.in_(ids), ApplicationStage.state.in_(PRESENT)
    )
    found: dict[int, list[ApplicationStage]] = {}
    for one in session.scalars(wanted.order_by(ApplicationStage.position)):
        found.setdefault(one.application_id, []).append(one)
    return found


def _of_tab(viewer: Viewer, tab: str) -> list[Any]:
    """Open ones by the very text of their partial index."""
    if tab == EVERY:
        return []
    if tab == "ended":
        return [Application.ended_at.is_not(None), Application.state.not_in(LIVE)]
    if tab == "arrived":
        return [Application.arrived_at.is_not(None)]
    if tab == "waiting":
        return [OPEN, Application.state.in_(PAUSED_STATES)]
    if tab == "unit":
        mine = _has_stage(viewer, PRESENT_STAGE, ApplicationStage.state == "here")
        if decides_objections(viewer):  # an objection waits for them, whose ever its stage is
            mine = or_(mine, and_(Application.state == "objected", visible(viewer)))
        return [OPEN, mine]
    return [OPEN]


def _has_stage(viewer: Viewer, *which: ColumnElement[bool] | TextClause) -> ColumnElement[bool]:
    """One of its stages is of their units."""
    mine = viewer.units | viewer.under
    found = select(ApplicationStage.id).where(
        ApplicationStage.application_id == Application.id, ApplicationStage.unit_id.in_(mine), *which
    )
    return found.exists() if mine else false()


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """``rules.visibility.sees`` as a condition."""
    if viewer.role in SEES_ALL:
        return Application.id.is_not(None)
    return or_(Application.taken_by_id == viewer.person_id, _has_stage(viewer))
