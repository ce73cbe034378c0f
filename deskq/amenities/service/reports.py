"""Command of the sticker: something is wrong. Nothing is stored about who says so."""

from deskq.amenities.models import AmenityFault
from deskq.amenities.queries import faults, objects
from deskq.amenities.rules.faults import CHECK, DOUBLE, STICKER
from deskq.amenities.rules.kinds import PROBLEMS
from deskq.amenities.service import faults as parts
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import transaction


def report(office_id: int, by: str, amenity_id: int, what: str = "", words: str = "") -> AmenityFault:
    """Begin a fault or join the open one. The second press of a double press, which says the same, is not counted."""
    if what and what not in PROBLEMS:
        raise InvalidInput({"what": N_("Please choose one of the options.")})
    with transaction(office_id, by) as tx:
        row = objects.amenity(tx.session, office_id, amenity_id)
        if row is None or row.retired_day is not None:
            raise NotFound
        open_one = faults.open_fault(tx.session, row.id)
        if open_one is not None and tx.at - open_one.reported_at < DOUBLE and _is_same_press(open_one, what, words):
            return open_one
        return parts.report(tx, row.id, STICKER, what, words)[0]


def _is_same_press(row: AmenityFault, what: str, words: str) -> bool:
    """Whether it says nothing new; who made the round has pressed another button."""
    is_from_round = row.source == CHECK and row.reports == 1
    return not is_from_round and not words and what in ("", row.what)
