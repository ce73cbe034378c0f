"""The units of the demo municipality with their heads and staff, its districts and paper boxes."""

from sqlalchemy.orm import Session

from deskq.core import clock, file_store
from deskq.demo import demo_map, people
from deskq.message_admin.seed_defaults import seed_defaults
from deskq.message_admin.views import city_map_image
from deskq.message_settings.models import CityPlan, District
from deskq.paper_boxes.models import Box
from deskq.service_sheets.seed_defaults import seed_defaults as seed_sheets
from deskq.units.models import Unit

#: code, Persian, English, unit above, head (sign-in name).
UNITS = (
    ("mayor", "شهردار", "Mayor", "", "mayor"),
    ("services_deputy", "معاونت خدمات شهری", "Deputy for urban services", "mayor", "deputy"),
    ("technical_deputy", "معاونت فنی و عمرانی", "Deputy for technical affairs", "mayor", "deputy"),
    ("desk", "میز خدمت", "Service desk", "mayor", "supervisor"),
    ("secretariat", "دبیرخانه", "Secretariat", "mayor", ""),
    ("archive", "بایگانی", "Archive", "mayor", ""),
    ("planning", "فنی و شهرسازی", "Technical and urban planning", "technical_deputy", ""),
    ("revenue", "درآمد و نوسازی", "Revenue and renewal levy", "mayor", ""),
    ("finance", "امور مالی", "Finance", "mayor", ""),
    ("property", "املاک و حقوقی", "Property and legal affairs", "mayor", ""),
    ("art100", "دبیرخانهٔ کمیسیون مادهٔ صد", "Article 100 commission secretariat", "technical_deputy", ""),
    ("control", "کنترل و نظارت", "Control and supervision", "technical_deputy", ""),
    ("city_services", "خدمات شهری", "Urban services", "services_deputy", "city"),
    ("green_space", "فضای سبز", "Green space", "services_deputy", ""),
    ("civil_works", "عمران", "Civil works", "technical_deputy", "civil"),
    ("transport", "ترافیک و حمل‌ونقل", "Traffic and transport", "technical_deputy", ""),
    ("fire", "آتش‌نشانی", "Fire brigade", "services_deputy", ""),
    ("inspectorate", "بازرسی و شکایات", "Inspectorate and complaints", "mayor", "inspectorate"),
    ("public_relations", "روابط عمومی و ۱۳۷", "Public relations and 137", "mayor", "operator"),
    ("it", "انفورماتیک", "Information technology", "mayor", "admin"),
)
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
#: {category: unit that usually handles it}
GOES_TO = {
    **dict.fromkeys(
        ("cleaning", "garbage", "debris", "gutters", "flooding", "animals", "cemetery", "noise"), "city_services"
    ),
    **dict.fromkeys(("asphalt", "trench", "civil"), "civil_works"),
    **dict.fromkeys(("traffic", "bus"), "transport"),
    **dict.fromkeys(("obstruction", "building"), "control"),
    **{"green": "green_space", "safety": "fire", "planning": "planning", "conduct": "inspectorate"},
    **{"social": "services_deputy", "praise": "public_relations"},
}
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
    for position, (code, fa, en, above, head) in enumerate(UNITS):
        made[code] = Unit(
            office_id=office_id,
            position=position,
            code=code,
            name_fa=fa,
            name_en=en,
            contact_fa=CONTACTS.get(code, ("", ""))[0],
            contact_en=CONTACTS.get(code, ("", ""))[1],
            parent_id=made[above].id if above else None,
            head_id=staff[head].id if head else None,
        )
        session.add(made[code])
        session.flush()
        if head and staff[head].unit_id is None:
            staff[head].unit_id = made[code].id
    for name, code in MEMBERS.items():
        staff[name].unit_id = made[code].id
    for person in staff.values():
        if person.role == "clerk":
            person.unit_id = made["desk"].id
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
