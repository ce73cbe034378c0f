"""Commands for the list of objects, and for who checks them and how soon they should be repaired."""

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select

from deskq.amenities.amenity_templates import TEMPLATES
from deskq.amenities.models import Amenity, AmenityChecker, AmenityFault, AmenityKind
from deskq.amenities.queries import objects
from deskq.amenities.rules import codes
from deskq.amenities.rules.kinds import KINDS
from deskq.building.models import Room
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.row_store import changed, find, put, remove, write
from deskq.staff.models import Person

WRONG_CHOICE = N_("Please choose one of the options.")


class AmenityInUse(DomainError):
    slug = "amenity-in-use"
    title = N_("This was checked or reported before. Please retire it, so that the past stays as it was.")


class StillBroken(DomainError):
    slug = "amenity-still-broken"
    title = N_("This is reported as broken. Please record the repair first.")


def save_amenity(office_id: int, by: str, amenity_id: int | None, fields: Mapping[str, Any]) -> Amenity:
    """Write these columns of an object; a new one gets its code, and is checked from today on."""
    with transaction(office_id, by) as tx:
        return _save(tx, amenity_id, fields)


def add_templates(office_id: int, by: str, wanted: Collection[str]) -> int:
    """Add the objects of these templates at the end of the list. Returns how many."""
    ticked = [one for one in TEMPLATES if one.code in wanted]
    if not ticked or len(ticked) != len(set(wanted)):
        raise InvalidInput({"amenities": WRONG_CHOICE})
    with transaction(office_id, by) as tx:
        last = max((row.position for row in objects.amenities(tx.session, office_id, retired=True)), default=0)
        for place, one in enumerate(ticked, last + 1):
            texts = {"place_fa": one.place.fa, "place_en": one.place.en}
            _save(tx, None, {"kind": one.kind, "position": place, **texts})
        return len(ticked)


def delete_amenity(office_id: int, by: str, amenity_id: int) -> None:
    """``AmenityInUse`` once it was checked or reported."""
    with transaction(office_id, by) as tx:
        gone = remove(tx, find(tx, Amenity, amenity_id), AmenityInUse)
        gone.pop("code")
        changed(tx, "amenity", amenity_id, gone)


def retire_amenity(office_id: int, by: str, amenity_id: int, retired: bool) -> Amenity:
    """It is not checked from today on, and its sticker leads nowhere. Or it is again: from today, so that the days
    between do not count as forgotten. ``StillBroken`` while a fault is open."""
    with transaction(office_id, by) as tx:
        row = find(tx, Amenity, amenity_id)
        broken = select(AmenityFault.id).filter_by(amenity_id=row.id, repaired_at=None)
        if retired and tx.session.scalar(broken) is not None:
            raise StillBroken
        if retired != (row.retired_day is not None):
            today = _today(tx)
            days = {"retired_day": today} if retired else {"retired_day": None, "added_day": today}
            changed(tx, "amenity", row.id, write(tx, row, days))
        return row


def save_kinds(office_id: int, by: str, kinds: Mapping[str, Mapping[str, Any]]) -> None:
    """Write hours and people of the kinds: {code: columns}."""
    with transaction(office_id, by) as tx:
        changes: dict[str, list[Any]] = {}
        for code, fields in kinds.items():
            if code not in KINDS:
                raise InvalidInput({f"hours-{code}": WRONG_CHOICE})
            _check_person(tx, fields.get("person_id"), f"person_id-{code}")
            row = tx.session.get(AmenityKind, (office_id, code)) or AmenityKind(office_id=office_id, kind=code)
            usual = None if fields["hours"] == KINDS[code].hours else fields["hours"]
            of_row = write(tx, row, {"hours": usual, "person_id": fields.get("person_id")})
            changes |= {f"{code}.{column}": pair for column, pair in of_row.items()}
        if changes:
            changed(tx, "amenity_kind", office_id, changes)


def save_checkers(office_id: int, by: str, people: Collection[int]) -> None:
    """Name who makes the round besides supervisors."""
    with transaction(office_id, by) as tx:
        for person_id in people:
            _check_person(tx, person_id, "checkers")
        before = set(objects.settings(tx.session, office_id).checkers)
        if before == set(people):
            return
        tx.session.execute(delete(AmenityChecker).where(AmenityChecker.office_id == office_id))
        tx.session.add_all(AmenityChecker(person_id=one, office_id=office_id) for one in set(people))
        tx.session.flush()
        changed(tx, "amenity_checker", office_id, {"people": [sorted(before), sorted(set(people))]})


def _save(tx: Transaction, amenity_id: int | None, fields: Mapping[str, Any]) -> Amenity:
    fields = dict(fields)
    if fields.get("kind") not in KINDS:
        raise InvalidInput({"kind": WRONG_CHOICE})
    _check_person(tx, fields.get("person_id"), "person_id")
    room = tx.session.get(Room, fields["room_id"]) if fields.get("room_id") else None
    if fields.get("room_id") and (room is None or room.office_id != tx.office_id):
        raise InvalidInput({"room_id": WRONG_CHOICE})
    if amenity_id is None:
        fields |= {"code": "".join(secrets.choice(codes.SIGNS) for _ in range(codes.LENGTH)), "added_day": _today(tx)}
    row, changes = put(tx, Amenity, amenity_id, fields)
    changes.pop("code", None)  # what is on the sticker is no business of the journal
    if changes:
        changed(tx, "amenity", row.id, changes)
    return row


def _check_person(tx: Transaction, person_id: int | None, field: str) -> None:
    row = tx.session.get(Person, person_id) if person_id is not None else None
    if person_id is not None and (row is None or row.office_id != tx.office_id):
        raise InvalidInput({field: WRONG_CHOICE})


def _today(tx: Transaction) -> int:
    return business_day.number_at(office_queries.office(tx.session, tx.office_id), tx.at)
