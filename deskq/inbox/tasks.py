"""What waits for a person among the messages: for the page of their work, and the figure of late messages."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.core.errors import N_
from deskq.inbox.queries import late, own
from deskq.inbox.queries.inbox import InboxScope, Row
from deskq.inbox.views import deadline_badge
from deskq.inbox.views.inbox import KIND_ICONS
from deskq.inbox.views.inbox_context import ACT
from deskq.message_settings.kinds import KIND_NAMES
from deskq.message_settings.queries import MessageSettings, NotSetUp, load_settings
from deskq.messages.queries import own_work
from deskq.messages.queries.own_work import OwnWork
from deskq.web.filters import digits, named
from deskq.work.rules import Count, Task
from deskq.work.sources import Figure, FigureSource, Source, Worker

#: Units whose numbers stand beside a figure.
MOST_UNITS = 3


def source() -> Source:
    return Source("inbox.index", N_("Messages"), ACT, tasks, count)


def figure_source() -> FigureSource:
    return FigureSource(10, ACT, figures)


def count(session: Session, who: Worker) -> Count:
    scope = _scope(session, who)
    return own.count(session, scope) if scope is not None else Count()


def tasks(session: Session, who: Worker, most: int) -> list[Task]:
    scope = _scope(session, who)
    if scope is None:
        return []
    mine = own_work.of_worker(session, who)
    return [_task(row, scope.settings, mine) for row in own.rows(session, scope, most)]


def _scope(session: Session, who: Worker) -> InboxScope | None:
    """None where the office takes no messages."""
    try:
        settings = who.once(MessageSettings, lambda: load_settings(session, who.office_id))
    except NotSetUp:
        return None
    mine = own_work.of_worker(session, who)
    return InboxScope(mine.viewer, settings, mine.people, who.now)


def _task(row: Row, settings: MessageSettings, mine: OwnWork) -> Task:
    age = deadline_badge.age(row)
    unit = named(settings.units[row.unit_id].name)
    if row.sealed:
        title = gettext("A confidential report is late")
        step = gettext("Ask the inspectorate. You are only told that it is late.")
        address = url_for("inbox.index", tab="escalated")
        return Task(row.due_at, age, "shield-alert", title, step, address, deadline_badge.words(row), unit=unit)
    category = settings.categories.get(row.category_id or 0)
    kind = named(KIND_NAMES[row.kind])
    covers = mine.colleague(row.person_id, row.unit_id)
    return Task(
        sort_at=row.due_at,
        age=age,
        icon=category.icon if category is not None and row.kind == "request" else KIND_ICONS[row.kind],
        title=f"{kind} · {named(category.name)}" if category is not None else kind,
        next_step=_next_step(row, mine),
        address=url_for("inbox.show", message_id=row.id),
        when=deadline_badge.words(row),
        about=_place(row, settings),
        code=row.code,
        unit=unit,
        covers=named(covers) if covers is not None else "",
    )


def _place(row: Row, settings: MessageSettings) -> str:
    district = settings.districts.get(row.district_id or 0)
    parts = (named(district.name) if district is not None else "", row.address)
    return str(gettext(", ").join(part for part in parts if part))


def _next_step(row: Row, mine: OwnWork) -> str:
    of_unit = row.unit_id in mine.viewer.units
    if row.escalation and not of_unit and row.person_id not in mine.people:
        return str(gettext("It was escalated to you: ask the unit, or decide"))
    if row.state == "registered" and not of_unit:
        return str(gettext("Send it to the unit that will answer"))
    if row.person_id in mine.people:
        return str(gettext("Answer it"))
    return str(gettext("Accept it, or forward it"))


def figures(session: Session, office_id: int) -> Sequence[Figure]:
    """Late messages by unit. Confidential reports are in no figure."""
    try:
        settings = load_settings(session, office_id)
    except NotSetUp:
        return []
    units = late.by_unit(session, office_id)
    open_, late_ = sum(one.open for one in units.values()), sum(one.late for one in units.values())
    worst = sorted((unit for unit in units if units[unit].late), key=lambda unit: -units[unit].late)
    sentence = ngettext(
        "Of %(n)s open message, %(late)s is past its promised time.",
        "Of %(n)s open messages, %(late)s are past their promised time.",
        open_, n=digits(open_), late=digits(late_),
    )  # fmt: skip
    rows = [(named(settings.units[unit].name), digits(units[unit].late)) for unit in worst[:MOST_UNITS]]
    address = url_for("inbox.index", tab="all", age="late")
    return [Figure(gettext("Late messages"), digits(late_), sentence, address, "late" if late_ else "calm", rows)]
