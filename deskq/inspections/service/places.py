"""Writes down where the place of an application is."""

from deskq.applications.service.edit import Action, edit
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.inspections.events import PlaceSet
from deskq.inspections.models import InspectionPlace
from deskq.inspections.queries import rows
from deskq.message_settings.models import District
from deskq.messages.rules import geo

LONGEST_ADDRESS = 300


class PlaceSeenOlder(DomainError):
    slug = "place-seen-older"
    title = N_("Somebody else has changed this place in the meantime. Please look at the current page.")


def set_place(
    action: Action, address: str, district_id: int | None, point: tuple[int, int] | None, turn: int | None = None
) -> InspectionPlace:
    """``point``: (lat, lon) in millionths of a degree. ``turn``: revision of the place that the page showed."""
    address = persian.clean(address)[:LONGEST_ADDRESS]
    if not address and point is None:
        raise InvalidInput({"address": N_("Please write the address or set a point on the map.")})
    if point is not None and not (abs(point[0]) <= 90_000_000 and abs(point[1]) <= 180_000_000):
        raise InvalidInput({"lat": geo.NO_POINT})
    with edit(action) as edited:
        session = edited.tx.session
        if district_id is not None:
            district = session.get(District, district_id)
            if district is None or district.office_id != action.office_id:
                raise InvalidInput({"district_id": N_("Please choose one of the options.")})
        place = rows.place(session, action.application_id)
        if place is not None and turn is not None and turn != place.turn:
            raise PlaceSeenOlder
        if place is None:
            place = InspectionPlace(application_id=action.application_id, turn=0)
            session.add(place)
        place.address, place.district_id = address, district_id
        place.lat, place.lon = point if point is not None else (None, None)
        place.turn, place.erased_at = place.turn + 1, None
        edited.tx.record(PlaceSet(action.application_id, point is not None))
        return place
