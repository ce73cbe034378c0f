"""The amenities of the demo office, and a month of its rounds with the faults that they and visitors found."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity
from deskq.amenities.rules import codes
from deskq.building.models import Room
from deskq.core import clock
from deskq.core.text.names import Name
from deskq.office import business_day
from deskq.office.models import Office

#: (kind, kind of its room, Persian words, English words about the place)
LIST = (
    ("seats", "", Name("سالن انتظار", "Waiting hall")),
    ("water", "water", Name("", "")),
    ("heating", "", Name("سالن انتظار", "Waiting hall")),
    ("cooling", "", Name("سالن انتظار", "Waiting hall")),
    ("light", "", Name("سالن انتظار", "Waiting hall")),
    ("ramp", "", Name("ورودی", "Entrance")),
    ("lift", "lift", Name("", "")),
    ("toilet", "toilet", Name("زنانه", "Women")),
    ("toilet", "toilet", Name("مردانه", "Men")),
    ("toilet_accessible", "toilet_accessible", Name("", "")),
    ("seats", "", Name("طبقهٔ دوم، کنار بایگانی", "Second floor, beside the archive")),
    ("parking", "", Name("جلوی ساختمان", "In front of the building")),
)


def create_list(session: Session, office: Office) -> None:
    """After the rooms."""
    rooms = {row.kind: row.id for row in session.scalars(select(Room).where(Room.office_id == office.id))}
    today = business_day.number_at(office, clock.now())
    for place, (kind, room, words) in enumerate(LIST, 1):
        texts = {"place_fa": words.fa, "place_en": words.en, "room_id": rooms.get(room), "added_day": today}
        code = _code(f"{office.slug} {place}")
        session.add(Amenity(office_id=office.id, position=place, kind=kind, code=code, **texts))
    session.commit()


def _code(of: str) -> str:
    """The same in every demo, so that a printed sticker goes on leading to its object."""
    drawn = hashlib.sha256(f"sticker {of}".encode()).digest()
    return "".join(codes.SIGNS[number % len(codes.SIGNS)] for number in drawn[: codes.LENGTH])
