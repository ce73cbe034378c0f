"""Ways that lead to forms of later days, and of an office that is different then."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import func

from deskq.access.devices.models import Device
from deskq.building.models import Room
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.half_year.models import CorrectiveAction
from deskq.message_settings.models import MessagePolicy
from deskq.messages.models import Message
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.offices import service as offices
from deskq.queue.service import counters as counter_commands
from tests.conftest import PASSWORD
from tests.security.conftest import NUMBERS
from tests.security.filled import Forms
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town
from tests.security.hostile_texts import HOSTILE
from tests.tools.browsers import Browser
from tests.tools.device_pairing import paired

STEPS = ("hours", "services", "counters", "people", "devices", "printing", "sound", "changes", "file")


def _abandoned(caller: Caller, town: Town) -> Way:
    clock.fix(clock.now() + timedelta(hours=3))
    supervisor = caller("supervisor")
    supervisor.post("/counters/2/closing")
    return "supervisor", supervisor, [supervisor.get("/counters")]


def _practice(caller: Caller, town: Town) -> Way:
    """A supervisor closes their counter, begins to practise, and looks at the exercises."""
    supervisor = caller("supervisor")
    counter = office_queries.counter_by_number(db.session(), _main(), NUMBERS["supervisor"])
    counter_commands.free_counter(_main(), "test", counter.id)
    begins = supervisor.get("/practice")
    begun = supervisor.post("/practice")
    assert begun.status_code == 303, begun.text
    return "supervisor", supervisor, [begins, supervisor.get(begun.location.replace("/manage", "/practice"))]


def _appeal(caller: Caller, town: Town) -> Way:
    clock.fix(clock.now() + timedelta(days=6))
    inspector = caller("inspectorate")
    pages = [inspector.get(f"/manage/ratings/appeals/{one}") for one in town.ids["rating_appeal"]]
    return "inspectorate", inspector, pages


def _without_messages(caller: Caller, town: Town) -> Way:
    db.session.query(MessagePolicy).delete()
    db.session.commit()
    admin = caller("admin")
    return "admin", admin, [admin.get("/manage/messages")]


def _paper(caller: Caller, town: Town) -> Way:
    kiosk = caller("kiosk")
    current_app.config["DEMO"] = True
    return "kiosk", kiosk, [kiosk.get("/kiosk/paper")]


def _set_up(caller: Caller, town: Town) -> Way:
    """Its hours and counters are those of the whole office. The file is checked with all rows of the office: the number
    of a door has no room for markup."""
    db.session.query(Room).update({"number": "7"})
    db.session.commit()
    admin = caller("admin")
    pages = [admin.get(f"/manage/setup/{step}") for step in STEPS]
    checked = {"text": "deskq_setup: 1\ncounters:\n  - {number: 77, room_fa: سالن}"}
    return "admin", admin, [*pages, admin.post("/manage/setup/file/check", data=checked)]


def _new_installation(caller: Caller, town: Town) -> Way:
    """An office in which nobody is, seen from this machine and from another."""
    db.session.add(Office(id=0, slug="nobodys", name_fa=HOSTILE))
    db.session.commit()
    somebody, here = caller("nobody"), current_app.config["PUBLIC_URL"]
    current_app.config["PUBLIC_URL"] = "http://localhost"
    pages = [somebody.get("/setup")]
    current_app.config["PUBLIC_URL"] = "http://desk.example"
    pages.append(somebody.get("/setup"))
    current_app.config["PUBLIC_URL"] = here
    return "nobody", somebody, pages


def _half_year(caller: Caller, town: Town) -> Way:
    """A report on its way from its first figures to a correction, with the review of what it promised."""
    mayor, page = caller("executive"), "/manage/half-year/1405-1"
    db.session.query(Message).order_by(Message.id).first().day = 14050101  # the office was there in that half-year
    db.session.commit()
    opened = [mayor.get(page), mayor.get(f"{page}/actions/new"), mayor.get(f"{page}/findings/new")]
    mayor.post(f"{page}/freezing")
    due = {"what_fa": "x", "unit_id": "1", "due": "1405/12/01"}
    mayor.post(f"{page}/actions", data=due)
    action = db.session.query(CorrectiveAction.id).scalar()
    draft = mayor.get(page)
    of_action = ("half-year/actions", "half-year/promises", "corrective-actions")
    opened += [draft, *(mayor.get(f"/manage/{page_of}/{action}") for page_of in of_action)]
    for step, typed in (("headline", {"headline_fa": "x"}), ("publication", {})):
        form = next(form for form in Forms(mayor.get(page).text).found if form.action.endswith(f"/{step}"))
        mayor.post(form.action, data={**form.values, **typed})
    return "executive", mayor, [*opened, mayor.get(page)]


def _coded(caller: Caller, town: Town) -> Way:
    supervisor, page = caller("supervisor"), "/manage/coding/1405-2"
    item = supervisor.get(f"{page}/next").location
    supervisor.post(item, data={"cause": "conduct"})
    return "supervisor", supervisor, [supervisor.get(page), supervisor.get(item)]


def _roles(caller: Caller, town: Town) -> Way:
    """Its form requires two-step sign-in of everybody."""
    admin = caller("admin")
    return "admin", admin, [admin.get("/manage/second-factor")]


def _several_offices(caller: Caller, town: Town) -> Way:
    """The administrator is one of a second office too, to which a kiosk can be moved."""
    offices.add_account(create_demo_office(PASSWORD, "north"), "admin", "admin", "test")
    _kiosk(caller)
    admin = caller("admin")
    return "admin", admin, [admin.get(f"/o/main/manage/devices/{_newest_device()}/office")]


def _moved_kiosk(caller: Caller, town: Town) -> Way:
    """A kiosk at its old address."""
    current_app.config["DEMO"] = False  # else this machine is a kiosk of every office at once
    kiosk, north = _kiosk(caller), office_queries.office_by_slug(db.session(), "north")
    offices.move_device(_main(), _newest_device(), north.id, "test")
    return "kiosk", kiosk, [kiosk.get("/o/main/kiosk")]


def _kiosk(caller: Caller) -> Browser:
    """One of the first office, which has an address of its own now."""
    return paired(caller("nobody"), _main(), "kiosk", root="/o/main")


def _main() -> int:
    return office_queries.office_by_slug(db.session(), "main").id


def _newest_device() -> int:
    return db.session.query(func.max(Device.id)).scalar()


#: In this order: each may move the clock forward, and from ``_without_messages`` on settings of the office change.
LATE = (
    *(_coded, _half_year, _abandoned, _practice, _appeal, _without_messages, _paper, _set_up, _new_installation),
    *(_several_offices, _moved_kiosk, _roles),
)
