"""Refuses public texts that name a member of staff."""

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction
from deskq.half_year.rules import reviews
from deskq.staff import queries as staff_queries

NAMED = N_("This text names a member of staff. The public report names nobody; please write the unit instead.")


def check(tx: Transaction, **texts: str) -> None:
    """Raises ``InvalidInput`` for the field of the first text with the name of a member of staff."""
    people = {name for both in staff_queries.names(tx.session, tx.office_id).values() for name in both}
    for field, text in texts.items():
        if reviews.names_in(text, people):
            raise InvalidInput({field: NAMED})
