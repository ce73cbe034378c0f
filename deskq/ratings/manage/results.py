"""What the ratings of a period say, for those who lead; never of less than a group."""

from flask import Blueprint, Response, request

from deskq import identity, managing, web
from deskq.extensions import db
from deskq.identity import Caller
from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.ratings import appeal_queries, questionnaire, said
from deskq.ratings import results as rating_results
from deskq.ratings.manage import naming, table
from deskq.ratings.period import Period
from deskq.staff import guard

blueprint = Blueprint("manage_ratings", __name__, url_prefix="/manage/ratings")
ACT = "ratings.see"


@blueprint.get("")
def index() -> str:
    """The period of the address, or the running half-year."""
    caller = identity.require(ACT)
    office, asked = _asked(caller)
    inspects = guard.may(caller.role, "ratings.words")
    about = catalogue.of(db.session(), office.id)
    shown = rating_results.results(db.session(), office, asked)
    return managing.draw(
        "manage/ratings.html",
        shown=shown,
        by_service=sorted(shown.by_service, key=lambda row: list(about.services).index(row.key)),
        by_counter=sorted(shown.by_counter, key=lambda row: naming.place(about, row.key)),
        words=rating_results.words(db.session(), office, asked) if inspects else None,
        words_shown=said.SHOWN,
        undecided=appeal_queries.undecided(db.session(), office.id) if inspects else 0,
        axes=questionnaire.AXES,
        reasons=questionnaire.REASONS,
        items=questionnaire.ITEMS,
        of_axis=rating_results.OF_AXIS,
        least_words=office.rate_group,
        period_name=naming.period(asked),
        apart=naming.APART,
        **naming.spoken(about),
    )


@blueprint.get("/table.csv")
def download() -> Response:
    """The same figures as a table for a spreadsheet."""
    caller = identity.require(ACT)
    office, asked = _asked(caller)
    found = rating_results.results(db.session(), office, asked)
    text = table.csv(found, catalogue.of(db.session(), office.id), web.language())
    headers = {"Content-Disposition": f'attachment; filename="ratings-{asked.days[0]}-{asked.days[1]}.csv"'}
    return Response(text, headers=headers, mimetype="text/csv")


def _asked(caller: Caller) -> tuple[Office, Period]:
    office = office_queries.office(db.session(), caller.office_id)
    kind, of = request.args.get("period", "")[:10], request.args.get("of", "")[:10]
    return office, rating_results.period(db.session(), office, kind, of)
