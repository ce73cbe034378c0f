"""The units of the demo municipality with their heads and staff, its districts and paper boxes."""

from sqlalchemy.orm import Session

from deskq.core import clock, file_store
from deskq.demo import demo_map, people
from deskq.message_admin.seed_defaults import seed_defaults
from deskq.message_admin.views import city_map_image
from deskq.message_settings.models import CityPlan, District
from deskq.paper_boxes.models import Box
from deskq.service_sheets.seed_defaults import seed_defaults as seed_sheets
from deskq.units import template
from deskq.units.models import Unit

#: {unit: sign-in name of its head}
HEADS = {
    **{"mayor": "mayor", "services_deputy": "deputy", "technical_deputy": "deputy", "desk": "supervisor"},
    **{"city_services": "city", "civil_works": "civil", "inspectorate": "inspectorate"},
    **{"public_relations": "operator", "it": "admin"},
}
#: {unit: how citizens reach it, in Persian and in English}
CONTACTS = {
    "desk": ("تلفن ۱۳۷، همکف", "137, ground floor"),
    "planning": ("داخلی ۲۱۱، طبقهٔ دوم", "extension 211, second floor"),
    "revenue": ("داخلی ۲۲۰، طبقهٔ اول", "extension 220, first floor"),
    "property": ("داخلی ۲۳۴، طبقهٔ سوم", "extension 234, third floor"),
    "art100": ("داخلی ۲۱۸، طبقهٔ دوم", "extension 218, second floor"),
    "secretariat": ("داخلی ۱۰۲، همکف", "extension 102, ground floor"),
}
#: {sign-in name: unit} of experts who are not heads of units.
MEMBERS = {"planner": "planning", "revenue": "revenue"}
#: {category: unit that usually handles it}; what is about something else the operators sort.
GOES_TO = {category: unit for category, unit in template.USUAL_UNITS.items() if category != "other"}
DISTRICTS = (
    ("1", "ناحیهٔ ۱، مرکز شهر", "District 1, centre"),
    ("2", "ناحیهٔ ۲، شمال", "District 2, north"),
    ("3", "ناحیهٔ ۳، جنوب", "District 3, south"),
    ("4", "ناحیهٔ ۴، شهرک‌ها", "District 4, new neighbourhoods"),
)
BOXES = (
    ("hall", "صندوق میز خدمت", "Service desk box", "همکف، کنار در ورودی", "Ground floor, beside the entrance"),
    ("bazaar", "صندوق بازار", "Bazaar box", "سرای شهرداری در بازار", "Municipal office in the bazaar"),
)


def create_units(session: Session, office_id: int) -> None:
    """Create them in a demo office that has its people already."""
    staff = people.by_name(office_id)
    made: dict[str, Unit] = {}
    for position, (code, name, above, _role, does) in enumerate(template.UNITS):
        head = HEADS.get(code, "")
        made[code] = Unit(
            office_id=office_id,
            position=position,
            code=code,
            name_fa=name.fa,
            name_en=name.en,
            does_fa=does.fa,
            does_en=does.en,
            contact_fa=CONTACTS.get(code, ("", ""))[0],
            contact_en=CONTACTS.get(code, ("", ""))[1],
            parent_id=made[above].id if above else None,
            head_id=staff[head].id if head else None,
        )
        session.add(made[code])
        session.flush()
        if head and staff[head].unit_id is None:
            staff[head].unit_id = made[code].id
    for person, unit in MEMBERS.items():
        staff[person].unit_id = made[unit].id
    for one in staff.values():
        if one.role == "clerk":
            one.unit_id = made["desk"].id
    _plan(session, office_id)
    seed_sheets(session, office_id, "demo", clock.now())
    seed_defaults(session, office_id, {code: unit.id for code, unit in made.items()}, GOES_TO)
    for position, (code, fa, en) in enumerate(DISTRICTS):
        session.add(District(office_id=office_id, position=position, code=code, name_fa=fa, name_en=en))
    for position, (code, fa, en, place_fa, place_en) in enumerate(BOXES):
        names = {"name_fa": fa, "name_en": en, "place_fa": place_fa, "place_en": place_en}
        session.add(Box(office_id=office_id, position=position, code=code, **names))
    session.commit()


def _plan(session: Session, office_id: int) -> None:
    """Store the map of the demo town."""
    file = file_store.store(demo_map.draw(), city_map_image.folder(), "webp")
    edges = {edge: round(degrees * 1_000_000) for edge, degrees in demo_map.BOUNDS._asdict().items()}
    session.add(CityPlan(office_id=office_id, file=file, width=demo_map.SIZE[0], height=demo_map.SIZE[1], **edges))
