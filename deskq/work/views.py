"""/work: what waits for the person who is signed in, across all parts; of executives also how the town does."""

from flask import Blueprint, request
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.staff import queries as staff_queries
from deskq.web.i18n import language
from deskq.work import numbers, rules, sources
from deskq.work.rules import Task
from deskq.work.sources import Source, Worker

#: Of who also reads the figures of the town, the first page has so many tasks.
FIRST = 6
EVERY = "all"
blueprint = Blueprint("work", __name__, url_prefix="/work")


@blueprint.get("")
def index() -> str:
    """``?of=applications.index``: of one part only; ``?of=all``: all of them where the first page is short."""
    caller = identity.require(numbers.ACT)
    assert caller.person_id is not None
    who = numbers.worker(caller.office_id, caller.person_id, caller.role)
    counts = numbers.count(who)
    own = sources.of_role(who.role)
    chosen, sees_town = _chosen(own), permissions.may(who.role, "work.town")
    is_short = sees_town and not request.args.get("of")
    most = FIRST if is_short else rules.MOST_SHOWN
    tasks = rules.by_due_date(_tasks(who, [one for one in own if chosen in ("", one.page)]))
    total = rules.total(counts.values())
    return admin_pages.render(
        "work/index.html",
        tasks=tasks[:most],
        is_short=is_short,
        every=EVERY,
        most_shown=rules.MOST_SHOWN,
        parts=[(one.page, gettext(one.title), counts[one.page]) for one in _lists(own) if counts[one.page].open],
        chosen=chosen,
        total=total,
        shown_of=counts[chosen] if chosen else total,
        role=who.role,
        away=_away(who),
        has_unit=_has_unit(who),
        figures=numbers.figures(who, language()) if sees_town else [],
        most=rules.MOST_COUNTED,
    )


def _chosen(own: list[Source]) -> str:
    asked = request.args.get("of", "")
    return asked if asked in {one.page for one in own} else ""


def _lists(own: list[Source]) -> list[Source]:
    """The sources in order, one of each page."""
    return list({one.page: one for one in reversed(own)}.values())[::-1]


def _tasks(who: Worker, own: list[Source]) -> list[Task]:
    return [task for one in own for task in one.tasks(db.session(), who, rules.MOST_SHOWN)]


def _away(who: Worker) -> list[str]:
    """Names of the colleagues on leave whose work is theirs today."""
    leaves = staff_queries.standing_in(db.session(), who.person_id, who.today)
    names = staff_queries.names(db.session(), who.office_id) if leaves else {}
    away = [one.person_id for one in leaves if one.first_day <= who.today]
    return [names[one].fa if language() == "fa" else names[one].en or names[one].fa for one in away if one in names]


def _has_unit(who: Worker) -> bool:
    person = staff_queries.person(db.session(), who.person_id)
    return person is not None and person.unit_id is not None
