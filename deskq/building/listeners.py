"""A counter whose place was typed anywhere (its page, the first steps, a set-up file) gets the room with that place."""

from deskq.building import service
from deskq.building.rules import place_names
from deskq.core.transactions import Transaction, in_transaction
from deskq.office.events import OfficeChanged


@in_transaction(OfficeChanged)
def place_counter(tx: Transaction, event: OfficeChanged) -> None:
    if event.what == "counter" and not set(event.changes).isdisjoint(place_names.COLUMNS):
        service.place_counter(tx, event.row)
