"""Creates the demo office in an empty database: open around the clock, so that it can be tried at any hour; its working
days are Saturday to Wednesday all the same."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo import amenities, catalogue, rooms, units
from deskq.office import directory, service_templates
from deskq.office import queries as office_queries
from deskq.office.models import (
    Counter,
    CounterService,
    Office,
    Opening,
    PriorityClass,
    Service,
    ServiceGroup,
    SpecialDay,
)
from deskq.office.rules import MIDNIGHT
from deskq.staff import service as staff_service
from deskq.staff.models import Person

FOREVER = date(2999, 12, 31)
NOWRUZ = date(2027, 3, 21)


#: {address: (Persian name, English name)} of demo offices besides the first; at any other address they are numbered.
OTHERS = {
    "north": ("میز خدمت ناحیهٔ شمال تاکستان", "Takestan North District Service Desk"),
    "cemetery": ("میز خدمت سازمان آرامستان‌ها", "Takestan Cemetery Service Desk"),
    "fire": ("میز خدمت سازمان آتش‌نشانی", "Takestan Fire Service Desk"),
}
FIRST = ("میز خدمت شهرداری تاکستان", "Takestan Municipality Service Desk")


def is_real(session: Session) -> bool:
    """Whether there is an office, and nobody in this installation has the sign-in name of a demo user."""
    names = [name for name, *_ in catalogue.PEOPLE]
    demo_user = select(Person.id).where(Person.sign_in_name.in_(names)).limit(1)
    return office_queries.first_office(session) is not None and session.scalar(demo_user) is None


def create_demo_office(password: str, slug: str = "main", working_week: str = "sat_wed") -> int | None:
    """The id of the new office, or None when there is one at this address already. Sign-in names of another office than
    the first end in its address: karimi.north."""
    session = db.session()
    known = office_queries.first_office(session)
    if office_queries.office_by_slug(session, slug) is not None or (slug == "main" and known is not None):
        return None
    name_fa, name_en = OTHERS.get(slug, (f"میز خدمت {slug}", f"{slug.capitalize()} Service Desk"))
    made = Office(
        slug=slug,
        name_fa=FIRST[0] if known is None else name_fa,
        name_en=FIRST[1] if known is None else name_en,
        building_fa="ساختمان مرکزی",
        building_en="Central building",
        join_share=50,
        line_closing="soft",
        working_week=working_week,
        location="36.0711, 49.6959",
    )
    session.add(made)
    session.flush()
    session.add(journal.Head(office_id=made.id, sequence=0, hash=journal.START))
    _calendar(session, made.id)
    services = _services(session, made.id)
    _counters(session, made.id, services)
    _classes(session, made.id)
    session.commit()
    directory.forget(db.engine)
    ending = "" if known is None else f".{slug}"
    for sign_in_name, name, name_en, role in catalogue.PEOPLE:
        staff_service.create_person(
            made.id, staff_service.NewPerson(f"{sign_in_name}{ending}", name, role, password, name_en=name_en), "demo"
        )
    units.create_units(session, made.id)
    rooms.create_rooms(session, made)
    amenities.create_list(session, made)
    return made.id


def _classes(session: Session, office_id: int) -> None:
    for position, (code, fa, en, weight, icon) in enumerate(catalogue.PRIORITIES):
        names = {"code": code, "name_fa": fa, "name_en": en, "icon": icon}
        session.add(PriorityClass(office_id=office_id, position=position, weight=weight, **names))


def _calendar(session: Session, office_id: int) -> None:
    for day in range(7):
        session.add(
            Opening(
                office_id=office_id,
                valid_from=date(2020, 1, 1),
                valid_until=FOREVER,
                weekday=day,
                opens=0,
                closes=MIDNIGHT,
            )
        )
    session.add(SpecialDay(office_id=office_id, day=NOWRUZ, reason_fa="نوروز", reason_en="Nowruz"))


def _services(session: Session, office_id: int) -> dict[str, Service]:
    groups = _groups(session, office_id)
    made = {}
    for position, item in enumerate(service_templates.SERVICES):
        made[item.code] = Service(
            office_id=office_id,
            group_id=groups[item.group].id,
            position=position,
            series=service_templates.GROUPS[item.group].series,
            **service_templates.columns_of(item),
        )
    session.add_all(made.values())
    session.flush()
    return made


def _groups(session: Session, office_id: int) -> list[ServiceGroup]:
    made = [
        ServiceGroup(office_id=office_id, position=position, **service_templates.group_columns(group))
        for position, group in enumerate(service_templates.GROUPS)
    ]
    session.add_all(made)
    session.flush()
    return made


def _counters(session: Session, office_id: int, services: dict[str, Service]) -> None:
    for desk in catalogue.COUNTERS:
        counter = Counter(
            office_id=office_id,
            number=desk.number,
            name_fa=desk.fa,
            name_en=desk.en,
            room_fa=desk.room_fa,
            room_en=desk.room_en,
            floor_fa=desk.floor_fa,
            floor_en=desk.floor_en,
            direction_fa=desk.direction_fa,
            direction_en=desk.direction_en,
            arrow=desk.arrow,
        )
        session.add(counter)
        session.flush()
        for rank, codes in ((1, desk.first), (2, desk.then)):
            for code in codes.split():
                session.add(CounterService(counter_id=counter.id, service_id=services[code].id, rank=rank))
