""" "Me too": a person says that a public matter concerns them as well."""

from deskq.core import actors
from deskq.core.transactions import transaction
from deskq.message_settings import queries as message_settings_queries
from deskq.messages.models import Message
from deskq.open_matters import queries, rules
from deskq.open_matters.events import MeToo


def say_me_too(office_id: int, message_id: int) -> Message:
    """Count one more person. Raises ``NotListed`` if the matter is no longer public. The revision does not change, so
    open forms about the matter stay valid."""
    with transaction(office_id, actors.CITIZEN) as tx:
        settings = message_settings_queries.load_settings(tx.session, office_id)
        found = queries.listed(tx.session, office_id, queries.listed_categories(settings), message_id)
        if found is None:
            raise rules.NotListed
        found.supporters += 1
        tx.record(MeToo(found.id, found.supporters))
        return found
