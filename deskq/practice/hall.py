"""The practice hall of an office: made when somebody begins for the first time, with the set-up of the real office."""

from typing import Any

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office import parts
from deskq.office import queries as office_queries
from deskq.office.date_ranges import Hours
from deskq.office.models import Office
from deskq.office.rules import MIDNIGHT
from deskq.office.service.create_office import creating
from deskq.office.slugs import LONGEST, SlugTaken
from deskq.offices import copying
from deskq.offices.copying import Content
from deskq.practice import queries
from deskq.practice.models import PracticeHall
from deskq.practice.rules import BY, NothingToPractise

ENDING = "-practice"
LONGEST_NAME = 120
#: What is copied; the rest of the town is not practised.
SECTIONS = ("deskq_setup", "office", "groups", "services", "counters", "priorities")
#: Practice is possible at any hour, and nobody is turned away.
ALWAYS = {"join_share": 0, "line_closing": "off"}
UNLIMITED = ("day_quota", "hour_quota")
EVERY_DAY = list(range(7))


def ensure(office_id: int) -> int:
    """The id of the practice hall of a real office, which is made if there is none. If several ask at once, one is
    made."""
    found = queries.hall_of(db.session(), office_id)
    return found.id if found is not None else _make(office_queries.office(db.session(), office_id))


def _make(real: Office, number: int = 1) -> int:
    office_id, slug = real.id, _slug(real.slug, number)
    names: dict[str, Any] = {**_names(real.name, LONGEST_NAME), "building_fa": real.building_fa}
    names |= {"building_en": real.building_en, "practice_of": real.id, "unused_parts": parts.stored(["queue"])}
    always = Hours(None, 0, MIDNIGHT, clock.today())
    try:
        with creating(BY, names, always, EVERY_DAY, slug) as made:
            made_id = made.id
            db.session().add(PracticeHall(office_id=made_id, copied_version=-1))
        return made_id
    except SlugTaken:  # by somebody who began at the same moment, or by a real office of this address
        db.session.rollback()
        found = queries.hall_of(db.session(), office_id)
        return found.id if found is not None else _make(office_queries.office(db.session(), office_id), number + 1)


def _slug(slug: str, number: int) -> str:
    ending = ENDING if number == 1 else f"{ENDING}-{number}"
    return slug[: LONGEST - len(ending)].rstrip("-") + ending


def _names(name: Name, longest: int) -> dict[str, str]:
    english = f"Practice: {name.en}" if name.en else ""
    return {"name_fa": f"تمرین: {name.fa}"[:longest], "name_en": english[:longest]}


def keep_up(office_id: int, hall_id: int) -> None:
    """Copy the set-up of the real office if it has changed since the last time. If it cannot be copied, the earlier one
    stays; without one ``NothingToPractise``."""
    session = db.session()
    version = journal.position(session, office_id)[1]
    known = _copied(session, hall_id)
    if known == version:
        return
    try:
        copy = copying.compare(session, office_id, hall_id, _for_practice(office_queries.office(session, office_id)))
    except InvalidInput:
        if known < 0:
            raise NothingToPractise from None
        return
    with transaction(hall_id, BY) as tx:
        if _copied(tx.session, hall_id) != known:
            return  # somebody else has begun meanwhile, and copied it
        if copy.found:
            copying.write(copy, hall_id, BY)
        tx.session.get_one(PracticeHall, hall_id).copied_version = version


def _copied(session: Session, hall_id: int) -> int:
    return session.get_one(PracticeHall, hall_id, populate_existing=True).copied_version


def _for_practice(real: Office) -> copying.Change:
    name = real.name

    def change(content: Content, there: Content) -> Content:
        kept = {section: content[section] for section in SECTIONS}
        kept["office"] |= {**_names(name, LONGEST_NAME), **ALWAYS}
        kept["services"] = [
            {field: value for field, value in row.items() if field not in UNLIMITED} for row in kept["services"]
        ] + _withdrawn(content, there)
        kept["counters"] = kept["counters"] + _without_services(content, there)
        began = next((row["valid_from"] for row in there["hours"]), jalali.short_date(clock.today()))
        kept["hours"] = [{"weekdays": EVERY_DAY, "opens": "0:00", "closes": "24:00", "valid_from": began}]
        return kept

    return change


def _withdrawn(content: Content, there: Content) -> list[dict[str, Any]]:
    """Services of the practice hall that the real office has no more."""
    codes = {row["code"] for row in content["services"]}
    gone = [row for row in there["services"] if row["code"] not in codes]
    groups = {row["name_fa"] for row in content["groups"]} | {row["name_fa"] for row in there["groups"]}
    return [{**row, "offered": False} for row in gone if row["group"] in groups]


def _without_services(content: Content, there: Content) -> list[dict[str, Any]]:
    """Counters of the practice hall that the real office has no more."""
    numbers = {row["number"] for row in content["counters"]}
    return [{**row, "serves": {}} for row in there["counters"] if row["number"] not in numbers]
