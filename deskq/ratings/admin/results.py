"""What the ratings of a period say, for those who lead; never of less than a group."""

from flask import Blueprint, Response, request

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.ratings import appeal_queries, comments, questionnaire
from deskq.ratings import results as rating_results
from deskq.ratings.admin import csv_table, labels
from deskq.ratings.periods import Period
from deskq.web import i18n

blueprint = Blueprint("manage_ratings", __name__, url_prefix="/manage/ratings")
ACT = "ratings.see"


@blueprint.get("")
def index() -> str:
    """The period of the address, or the running half-year."""
    caller = identity.require(ACT)
    office, asked = _asked(caller)
    inspects = permissions.may(caller.role, "ratings.words")
    about = config_cache.of(db.session(), office.id)
    shown = rating_results.results(db.session(), office, asked)
    return admin_pages.draw(
        "manage/ratings.html",
        shown=shown,
        by_service=sorted(shown.by_service, key=lambda row: list(about.services).index(row.key)),
        by_counter=sorted(shown.by_counter, key=lambda row: labels.place(about, row.key)),
        words=rating_results.words(db.session(), office, asked) if inspects else None,
        words_shown=comments.SHOWN,
        undecided=appeal_queries.undecided(db.session(), office.id) if inspects else 0,
        axes=questionnaire.AXES,
        reasons=questionnaire.REASONS,
        items=questionnaire.ITEMS,
        of_axis=rating_results.OF_AXIS,
        least_words=office.rate_group,
        period_name=labels.period(asked),
        apart=labels.APART,
        **labels.spoken(about),
    )


@blueprint.get("/table.csv")
def download() -> Response:
    """The same figures as a table for a spreadsheet."""
    caller = identity.require(ACT)
    office, asked = _asked(caller)
    found = rating_results.results(db.session(), office, asked)
    text = csv_table.csv(found, config_cache.of(db.session(), office.id), i18n.language())
    headers = {"Content-Disposition": f'attachment; filename="ratings-{asked.days[0]}-{asked.days[1]}.csv"'}
    return Response(text, headers=headers, mimetype="text/csv")


def _asked(caller: Caller) -> tuple[Office, Period]:
    office = office_queries.office(db.session(), caller.office_id)
    kind, of = request.args.get("period", "")[:10], request.args.get("of", "")[:10]
    return office, rating_results.period(db.session(), office, kind, of)
