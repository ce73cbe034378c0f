"""The public page of open matters: a picture of the town drawn from coordinates, a list, and "me too"."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import client_address, clock
from deskq.core.extensions import db, limiter
from deskq.inbox.views import city_map, durations, query_params
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.queries import MessageSettings
from deskq.messages.rules.transitions import STATE_NAMES
from deskq.office import config_cache
from deskq.open_matters import queries, rules, service
from deskq.open_matters.rules import Edges, Picture

blueprint = Blueprint("open_matters", __name__, url_prefix="/open")
#: Session key: matters to which this browser has said "me too".
SAID = "me_too"


def network_key() -> str:
    return f"me too {client_address.network()}"


@blueprint.get("")
@limiter.limit("240 per minute")
def index() -> str:
    office_id = identity.office_id()
    settings = message_settings_queries.load_settings(db.session(), office_id)
    listed = queries.listed_categories(settings)
    chosen = query_params.number("category")
    categories = {chosen} if chosen is not None and chosen in listed else listed
    cell = query_params.number("cell")
    page = queries.matters(db.session(), office_id, categories, cell, query_params.number("before"))
    found = queries.numbers(db.session(), office_id, listed, categories)
    counts = found.by_category
    return render_template(
        "open/index.html",
        office=config_cache.of(db.session(), office_id).office.name,
        settings=settings,
        page=page,
        categories=[row for row in settings.categories.values() if counts.get(row.id)],
        counts=counts,
        chosen=chosen if chosen in listed else None,
        cell=cell,
        plan=city_map.plan_for(settings.plan),
        picture=_picture(settings, found.by_cell),
        width=rules.WIDTH,
        states=STATE_NAMES,
        ago=lambda moment: durations.ago(moment, clock.now()),
        said=session.get(SAID, []),
    )


def _picture(settings: MessageSettings, counts: dict[int, int]) -> Picture | None:
    """The picture on the office's own map, or on an empty background around the matters."""
    plan = settings.plan
    if plan is not None:
        edges = Edges(plan.north, plan.south, plan.west, plan.east)
        return rules.picture(counts, edges, round(rules.WIDTH * plan.height / plan.width))
    around = rules.edges_around(counts)
    return rules.picture(counts, around) if around is not None else None


@blueprint.post("/<int:message_id>/me-too")
@limiter.limit("20 per hour", key_func=network_key)
def say_me_too(message_id: int) -> Response:
    """Count "me too" once for each browser. The form of a new message also uses this address; then no message is
    needed."""
    said = session.get(SAID, [])
    if message_id not in said:
        service.say_me_too(identity.office_id(), message_id)
        session[SAID] = [*said, message_id][-rules.MOST_SAID :]
    flash(gettext("Thank you. We know now that this concerns you too; you need not report it again."), "done")
    return redirect(url_for("open_matters.index", _anchor=f"matter-{message_id}"), 303)
