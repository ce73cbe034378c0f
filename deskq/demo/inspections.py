"""The inspections of the demo town: places of applications that wait for an inspection, and a tour of today with first
results."""

import random

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.service.edit import Action
from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.demo import demo_map, people
from deskq.inspections.queries import rows, waiting
from deskq.inspections.queries.waiting import Inspection
from deskq.inspections.rules.way import Point
from deskq.inspections.service import places, results, tours
from deskq.inspections.service.results import Report
from deskq.inspections.service.tours import Planner
from deskq.message_settings.queries import load_settings
from deskq.messages.queries import viewers
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import required
from deskq.staff.models import Person

INSPECTOR = "planner"
#: Services of applications opened this morning, so that inspections always have something to show.
SERVICES = ("building_permit", "completion", "permit_renewal", "no_violation", "permit_change", "building_permit",
            "completion", "trade_inquiry", "notary_clearance", "building_permit", "permit_renewal",
            "dig_permit")  # fmt: skip
ADDRESSES = (
    "خیابان بهار، کوچهٔ سوم، پلاک ۱۲", "بلوار معلم، نبش کوچهٔ نسترن، پلاک ۴۰", "خیابان ولیعصر، بن‌بست یاس، پلاک ۳",
    "شهرک گلستان، خیابان دوم، قطعهٔ ۱۱۸", "خیابان طالقانی، روبه‌روی پارک، پلاک ۷۶", "میدان بسیج، خیابان کاوه، پلاک ۲۱",
    "خیابان مطهری، کوچهٔ لاله، پلاک ۹", "بلوار دانشگاه، کوچهٔ پنجم، پلاک ۵۵",
)  # fmt: skip
ON_TOUR, DONE = 7, 2


def create_inspections(office_id: int) -> int:
    """Create them once, now; returns how many places the tour of today has."""
    person = people.named(office_id, INSPECTOR)
    assert person is not None
    today = clock.today()
    if rows.tour_of(db.session(), office_id, person.id, today) is not None:
        return 0
    for number, service in enumerate(SERVICES):
        _open(office_id, number, service)
    viewer = viewers.viewer(db.session(), office_id, person.id, today)
    found = waiting.waiting(db.session(), office_id, viewer, today)
    rng = random.Random(1405)  # noqa: S311 (demo, reproducible)
    for number, one in enumerate(found):
        if number % 6 != 5:  # some applications have no place
            _place(office_id, one, number, rng)
    chosen = [(one.application.id, one.stage.code) for one in found][-ON_TOUR:]
    tour = tours.plan(Planner(office_id, actors.person(person.id), person.id), person.id, today, chosen)
    _report(office_id, person, tour.id)
    return len(chosen)


def _open(office_id: int, number: int, service: str) -> None:
    clerk = people.named(office_id, "karimi")
    assert clerk is not None
    sheet = sheet_queries.sheet(db.session(), office_id, service)
    typed = NewApplication(
        service,
        name="مالک ملک",
        phone=f"0912222{number:04}",
        file_number=f"5-{4100 + number}",
        parcel_code=f"{number % 4 + 1}-{200 + number * 17}-{number + 3}",
        received=frozenset(one.code for one in required(sheet.content, {"owner"})),
    )
    create.open_application(office_id, actors.person(clerk.id), clerk.id, typed, f"demo inspection {number}")


def _place(office_id: int, one: Inspection, number: int, rng: random.Random) -> None:
    clerk = people.named(office_id, INSPECTOR)
    assert clerk is not None
    action = Action(office_id, actors.person(clerk.id), clerk.id, one.application.id)
    districts = list(load_settings(db.session(), office_id).districts)
    places.set_place(action, ADDRESSES[number % len(ADDRESSES)], districts[number % len(districts)], _point(rng))


def _point(rng: random.Random) -> Point:
    """A random point in the town, which is in the middle of its map."""
    edges = demo_map.BOUNDS
    lat = edges.south + (edges.north - edges.south) * rng.uniform(0.3, 0.75)
    lon = edges.west + (edges.east - edges.west) * rng.uniform(0.25, 0.75)
    return round(lat * 1e6), round(lon * 1e6)


def _report(office_id: int, person: Person, tour_id: int) -> None:
    """The first places of the tour are done."""
    told = (("fits", "مطابق پروانه است."), ("does_not_fit", "پیش‌آمدگی طبقهٔ اول ۲۰ سانتی‌متر بیشتر از نقشه است."))
    for stop, (outcome, words) in zip(rows.stops(db.session(), tour_id)[:DONE], told, strict=False):
        action = Action(office_id, actors.person(person.id), person.id, stop.application_id)
        report = Report(f"demo inspection {stop.id}", stop.stage, outcome, words, {"access": "yes"}, tour_id)
        results.report(action, report)
