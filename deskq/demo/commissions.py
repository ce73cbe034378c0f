"""The commission of article 100 of the demo town: a coming session with two cases, one of them told and defended, and
a third case that waits."""

from datetime import datetime, timedelta

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.service import stages
from deskq.applications.service.edit import Action
from deskq.commissions import queries
from deskq.commissions.service import items, sessions
from deskq.commissions.service.sessions import Secretary
from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.demo import people
from deskq.messages.queries import viewers
from deskq.staff.models import Person

#: Heads the unit above the secretariat of the commission.
SECRETARY = "deputy"
IN, HOUR = timedelta(days=6), 10
PLACE = "سالن جلسات، طبقهٔ دوم"
MEMBERS = "نمایندهٔ وزارت کشور\nنمایندهٔ دادگستری\nنمایندهٔ شورای شهر\nدبیر جلسه"
DEFENCE = "برای طبقهٔ دوم پروانه داشته‌ام؛ رونوشت پروانه را آورده‌ام."
CASES = ("3-412-7", "1-88-15", "2-190-4")


def create_sessions(office_id: int) -> int:
    """Create them once, now; returns how many cases are on the agenda."""
    person, clerk = _person(office_id, SECRETARY), _person(office_id, "karimi")
    who, now = Secretary(office_id, actors.person(person.id), person.id), clock.now()
    viewer = viewers.viewer(db.session(), office_id, person.id, clock.local(now).date())
    if queries.sessions(db.session(), office_id, viewer):
        return 0
    made = [_case(office_id, clerk, person, number, parcel) for number, parcel in enumerate(CASES)]
    session = sessions.create_session(who, "art100", _moment(now), PLACE, MEMBERS).id
    told, *_ = [sessions.add_item(who, session, one).id for one in made[:2]]
    items.serve_notice(who, told, "in_person", clock.local(now).date())
    items.receive_defence(who, told, DEFENCE)
    return 2


def _moment(now: datetime) -> datetime:
    day = clock.local(now + IN)
    return day.replace(hour=HOUR, minute=0, second=0, microsecond=0)


def _person(office_id: int, name: str) -> Person:
    found = people.named(office_id, name)
    assert found is not None
    return found


def _case(office_id: int, clerk: Person, secretary: Person, number: int, parcel: str) -> int:
    """A case of article 100 that has been referred."""
    typed = NewApplication(
        "art100", name="مالک ملک", phone=f"0912333{number:04}", parcel_code=parcel,
        received=frozenset({"inspector_report", "identity"}),
    )  # fmt: skip
    made = create.open_application(office_id, actors.person(clerk.id), clerk.id, typed, f"demo case {number}").id
    stages.complete(Action(office_id, actors.person(secretary.id), secretary.id, made), "referral")
    return made
