"""/published, open to everybody: waits now, the best hours to come, and what we did in months and seasons past."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, jsonify, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.extensions import db, limiter
from deskq.estimate import accuracy
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.portal.views import published_deadlines
from deskq.published.queries import figures
from deskq.published.queries.figures import Frozen
from deskq.published.queries.waiting import WaitingNow, waiting_now
from deskq.published.rules.usual_waits import UsualWait, Week
from deskq.published.views import drawn_parts, labels, sharing
from deskq.ratings import labels as rating_labels
from deskq.reports.views.period.labels import hours, weekday
from deskq.service_sheets import queries as sheet_queries
from deskq.web import i18n
from deskq.web.compression import gzipped

blueprint = Blueprint("published", __name__, url_prefix="/published")
LIMIT = "60 per minute"


@blueprint.get("")
@limiter.limit(LIMIT)
def page() -> Response:
    """Compressed, so it repeats nothing of the request."""
    config = config_cache.of(db.session(), identity.office_id())
    html = render_template(
        "published/page.html",
        office=config.office.name,
        language_address=url_for("published.page", lang="en" if i18n.language() == "fa" else "fa"),
        contents=_drawn("contents", config, drawn_parts.FIGURES, _contents),
        waiting=_waiting(config),
        figures=_drawn("figures", config, drawn_parts.FIGURES, _figures),
        share=_drawn("share", config, drawn_parts.FIGURES, _share),
    )
    return gzipped(html)


@blueprint.get("/waiting")
@limiter.limit("120 per minute")
def waiting() -> Response:
    """The waits alone, for a page that stays open."""
    return jsonify(html=_waiting(config_cache.of(db.session(), identity.office_id())))


def _drawn(name: str, config: OfficeConfig, life: timedelta, draw: Callable[[OfficeConfig], str]) -> Markup:
    return drawn_parts.drawn(name, config.office.id, config.version, life, partial(draw, config))


def _waiting(config: OfficeConfig) -> Markup:
    def draw(config: OfficeConfig) -> str:
        return render_template("published/_waiting.html", now=_now(config), **WORDS)

    return _drawn("waiting", config, drawn_parts.WAITING, draw)


def _share(config: OfficeConfig) -> str:
    found = figures.latest(db.session(), config.office.id)
    share = sharing.share(config.office.name, found)
    return render_template("published/_share.html", office=config.office.name, share=share)


def _contents(config: OfficeConfig) -> str:
    return render_template("published/_contents.html", **_values(config))


def _figures(config: OfficeConfig) -> str:
    return render_template("published/_figures.html", **_values(config))


def _values(config: OfficeConfig) -> dict[str, Any]:
    session, office = db.session(), config.office
    found = figures.latest(session, office.id)
    return dict(
        week=_week(found.get("waits")),
        open_days=found["waits"].content["days"] if "waits" in found else 0,
        satisfaction=found.get("satisfaction"),
        least=max(office.rate_least, office.rate_group),
        answers=found.get("answers"),
        applications=found.get("applications"),
        sheets=[one for one in sheet_queries.sheets(session, office.id) if one.sheet.offered],
        classes=[row for row in config.priorities.values() if row.offered],
        bound=office.bound_minutes,
        terms=published_deadlines.published(),
        right=accuracy.latest(session, office.id),
        made_at=max((one.made_at for one in found.values()), default=None),
        **WORDS,
    )


#: What the templates write figures with.
WORDS: dict[str, Any] = {
    "count": rating_labels.count,
    "percent": rating_labels.percent,
    "hours_words": hours,
    "weekday": weekday,
    "says": labels,
}


def _now(config: OfficeConfig) -> WaitingNow:
    found = figures.latest(db.session(), config.office.id)
    best = found["waits"].content["best"] if "waits" in found else {}
    rows = {int(service): UsualWait(*row) for service, row in best.items()}
    return waiting_now(db.session(), config, rows)


def _week(found: Frozen | None) -> Week | None:
    """None of too few days."""
    rows = found.content["week"] if found is not None else []
    return Week.of(UsualWait(*row) for row in rows) if rows else None
