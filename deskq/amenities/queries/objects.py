"""The objects of an office, what it has set for each kind, and who makes the round."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity, AmenityChecker, AmenityKind
from deskq.amenities.rules.kinds import KINDS
from deskq.building import queries as building_queries
from deskq.core.text.names import Name, listed


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a kind (None: the supervisor), and within how many hours it should be repaired."""

    hours: int
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """``has_list``: there are objects to check; ``named``: who answers for some object or kind."""

    checkers: frozenset[int] = frozenset()
    kinds: Mapping[str, Responsibility] = field(default_factory=dict)
    named: frozenset[int] = frozenset()
    has_list: bool = False

    def hours(self, row: Amenity) -> int:
        return row.hours or self.kinds[row.kind].hours

    def person_id(self, row: Amenity) -> int | None:
        return row.person_id or self.kinds[row.kind].person_id


def settings(session: Session, office_id: int) -> Settings:
    rows = session.scalars(select(AmenityKind).where(AmenityKind.office_id == office_id))
    stored = {row.kind: Responsibility(row.hours or KINDS[row.kind].hours, row.person_id) for row in rows}
    kinds = {code: stored.get(code, Responsibility(kind.hours)) for code, kind in KINDS.items()}
    mine = select(Amenity.person_id).where(Amenity.office_id == office_id, Amenity.retired_day.is_(None))
    named = {*session.scalars(mine.distinct()), *(one.person_id for one in kinds.values())} - {None}
    checkers = session.scalars(select(AmenityChecker.person_id).where(AmenityChecker.office_id == office_id))
    has_list = session.scalar(select(exists().where(Amenity.office_id == office_id, Amenity.retired_day.is_(None))))
    return Settings(frozenset(checkers), kinds, frozenset(one for one in named if one), bool(has_list))


def amenities(session: Session, office_id: int, retired: bool = False) -> list[Amenity]:
    """The objects in the order of the round; ``retired``: also those that are no longer checked."""
    wanted = select(Amenity).where(Amenity.office_id == office_id).order_by(Amenity.position, Amenity.id)
    return list(session.scalars(wanted if retired else wanted.where(Amenity.retired_day.is_(None))))


def amenity(session: Session, office_id: int, amenity_id: int) -> Amenity | None:
    row = session.get(Amenity, amenity_id)
    return row if row is not None and row.office_id == office_id else None


def by_code(session: Session, code: str) -> Amenity | None:
    """The object with this sticker, in any office."""
    return session.scalars(select(Amenity).where(Amenity.code == code)).one_or_none()


@dataclass(frozen=True, slots=True)
class Place:
    """A room: what it is called, and its floor."""

    title: Name
    floor: Name

    @property
    def line(self) -> Name:
        return _line(self.title, self.floor)


NOWHERE = Place(Name("", ""), Name("", ""))


def places(session: Session, office_id: int) -> dict[int, Place]:
    """{room: how it is called}."""
    entries = building_queries.entries(session, office_id, all_rooms=True)
    return {one.id: Place(one.label if any(one.label) else one.title, one.floor_name) for one in entries}


def place(row: Amenity, rooms: Mapping[int, Place]) -> Name:
    """Where an object is: the words about its place, its room unless that is called like it, and the floor."""
    room = rooms.get(row.room_id or 0, NOWHERE)
    name, words = row.name, row.place
    title = Name("" if room.title.fa == name.fa else room.title.fa, "" if room.title.en == name.en else room.title.en)
    return _line(Name(words.fa, words.en or (words.fa if room is NOWHERE else "")), title, room.floor)


def _line(*parts: Name) -> Name:
    return Name(listed((part.fa for part in parts), "fa"), listed((part.en for part in parts), "en"))
