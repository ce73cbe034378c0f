"""Page and CSV download of the results of a period, for managers; never about less than a group."""

from flask import Blueprint, Response, request

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.ratings import labels, questionnaire
from deskq.ratings.appeals import queries
from deskq.ratings.results import comments
from deskq.ratings.results import summary as rating_results
from deskq.ratings.results.periods import Period
from deskq.ratings.results.views import csv_table
from deskq.web import i18n

blueprint = Blueprint("manage_ratings", __name__, url_prefix="/manage/ratings")
PERMISSION = "ratings.see"


@blueprint.get("")
def index() -> str:
    """Results of the period in the address, by default the running half-year."""
    caller = identity.require(PERMISSION)
    office, period = _requested(caller)
    inspects = permissions.may(caller.role, "ratings.words")
    config = config_cache.of(db.session(), office.id)
    shown = rating_results.period_results(db.session(), office, period)
    return admin_pages.render(
        "manage/ratings.html",
        shown=shown,
        by_service=sorted(shown.by_service, key=lambda row: list(config.services).index(row.key)),
        by_counter=sorted(shown.by_counter, key=lambda row: labels.counter_order(config, row.key)),
        words=rating_results.comments(db.session(), office, period) if inspects else None,
        words_shown=comments.MAX_SHOWN,
        undecided=queries.undecided_count(db.session(), office.id) if inspects else 0,
        axes=questionnaire.AXES,
        reasons=questionnaire.REASONS,
        items=questionnaire.ITEMS,
        of_axis=rating_results.ITEMS_BY_AXIS,
        least_words=office.rate_group,
        period_name=labels.period_title(period),
        apart=labels.EXCLUSION_REASONS,
        **labels.template_functions(config),
    )


@blueprint.get("/table.csv")
def download() -> Response:
    """The same figures as a table for a spreadsheet."""
    caller = identity.require(PERMISSION)
    office, period = _requested(caller)
    found = rating_results.period_results(db.session(), office, period)
    text = csv_table.to_csv(found, config_cache.of(db.session(), office.id), i18n.language())
    headers = {"Content-Disposition": f'attachment; filename="ratings-{period.days[0]}-{period.days[1]}.csv"'}
    return Response(text, headers=headers, mimetype="text/csv")


def _requested(caller: Caller) -> tuple[Office, Period]:
    office = office_queries.office(db.session(), caller.office_id)
    kind, of = request.args.get("period", "")[:10], request.args.get("of", "")[:10]
    return office, rating_results.requested_period(db.session(), office, kind, of)
