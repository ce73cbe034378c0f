"""``rules.visibility.sees`` as SQL conditions, and to whom late messages were escalated."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, false, or_, select

from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import Message, Step
from deskq.messages.rules.deadlines import LEVELS
from deskq.messages.rules.visibility import SEES_ALL, Viewer


def escalation_levels(viewer: Viewer, settings: MessageSettings) -> dict[int, int]:
    """{unit: level at which this viewer sees its late messages}."""
    found: dict[int, int] = {}
    for unit_id in settings.units:
        for level in LEVELS:
            if settings.informed_unit(unit_id, level).id in viewer.heads:
                found[unit_id] = level
                break
    return found


def unrestricted() -> ColumnElement[bool]:
    """``not rules.is_restricted``; as two conditions, so that an index of all but reports is used."""
    return and_(Message.kind != REPORT, Message.restricted.is_(False))


def escalated_to(viewer: Viewer, unit_levels: Mapping[int, int]) -> ColumnElement[bool]:
    """Late messages escalated to this viewer. What is restricted only as late, and not if it names their unit."""
    levels = {level: [unit for unit, at in unit_levels.items() if at == level] for level in set(unit_levels.values())}
    reached = (and_(Message.escalation >= level, Message.unit_id.in_(units)) for level, units in levels.items())
    return and_(or_(false(), *reached), or_(unrestricted(), not_about_own_unit(viewer)))


def not_about_own_unit(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on a message that it does not name a unit of the viewer."""
    return or_(Message.about_unit_id.is_(None), Message.about_unit_id.not_in(viewer.units))


def readable_reports(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on a restricted message that the viewer may read."""
    return and_(Message.unit_id.in_(viewer.reports_of), not_about_own_unit(viewer))


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """``rules.sees`` as a condition: a list shows what a page would open, and no more."""
    restricted = and_(or_(Message.kind == REPORT, Message.restricted), readable_reports(viewer))
    if viewer.role in SEES_ALL:
        return or_(unrestricted(), restricted) if viewer.reports_of else unrestricted()
    had = select(Step.id).where(
        Step.message_id == Message.id, or_(Step.unit_id.in_(viewer.units), Step.from_unit_id.in_(viewer.units))
    )
    others = and_(
        unrestricted(),
        or_(
            Message.unit_id.in_(viewer.works_for),
            Message.taken_by_id == viewer.person_id,
            had.exists() if viewer.units else false(),
        ),
    )
    return or_(others, restricted) if viewer.reports_of else others
