"""Public matters near the place of a message, shown before it is sent."""

from deskq.core import clock
from deskq.core.extensions import db
from deskq.inbox.views import durations, query_params
from deskq.message_settings.models import Category
from deskq.message_settings.queries import MessageSettings
from deskq.messages.rules.transitions import LIVE
from deskq.office.admin_pages import FilledForm
from deskq.open_matters import queries, rules
from deskq.open_matters.similar import SimilarMessage, SimilarQuery, find_similar

MOST = 3


def matters(settings: MessageSettings, form: FilledForm) -> list[tuple[SimilarMessage, Category, str]]:
    """(matter, its category, its age) for the chosen category near the typed place. Distances are not shown, because
    they would reveal the exact place."""
    listed, now = queries.listed_categories(settings), clock.now()
    sought = SimilarQuery(
        query_params.whole(form.get("category_id")),
        query_params.whole(form.get("district_id")),
        query_params.whole(form.get("lat")),
        query_params.whole(form.get("lon")),
        form.get("address"),
    )
    if not sought.has_place or sought.category_id not in listed:
        return []

    def is_public(one: SimilarMessage) -> bool:
        return one.kind == rules.KIND and one.state in LIVE and one.category_id in listed

    found = find_similar(db.session(), settings.policy, sought, now, is_public)[:MOST]
    return [(one, settings.categories[one.category_id or 0], durations.ago(one.registered_at, now)) for one in found]
