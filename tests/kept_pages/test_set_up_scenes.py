"""The pages of the admin: an office that lacks something, wrong inputs, devices, alerts, webhooks, the set-up file."""

from datetime import date as day

import pytest
import yaml

from deskq.access.devices.models import Device
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Counter, CounterService, Opening, Service, ServiceGroup, Skill, SpecialDay
from deskq.office.service import services as service_rows
from deskq.staff.models import Person
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.kept_pages.scene import Scene

SETUP = "/manage/setup"
STEPS = ("hours", "services", "counters", "people", "devices", "printing", "sound")
HALL = ("/manage", "/manage/hall/state", "/manage/services", "/manage/counters", "/manage/calendar")


def test_an_office_that_lacks_more_and_more(scene):
    office = scene("lacks")
    everywhere = [SETUP, *(f"{SETUP}/{step}" for step in STEPS), *HALL]
    office.look("admin", *everywhere, "/manage/services/new", "/manage/counters/new")
    office.look("nobody", "/appointments", "/join")
    screens = (("kiosk", "/kiosk"), ("lobby", "/lobby/board"), ("hall", "/hall-screen/state"), ("moradi", "/counters"))
    for who, _ in screens:
        office.comes(who)
    service_rows.delete_service(prepare.office(), "test", prepare.service_id("art77"))
    office.look("admin", f"{SETUP}/services")
    office.send("admin", f"{SETUP}/services", services=["art77", "nothing"])
    for models in ((CounterService,), (Counter,), (Service,), (ServiceGroup,), (Opening, SpecialDay), (Person,)):
        with transaction(prepare.office(), "test") as tx:
            for model in models:
                empty(tx.session, model)
            tx.config_changed()
        office.look("admin", *everywhere, "/manage/services/new", "/manage/counters/new")
        for who, address in screens:
            office.look(who, address)
        office.look("host", "/host")

    check("lacks", office.pages)


def empty(session, model) -> None:
    """No rows of a table; of people nobody who may call visitors."""
    if model is Person:
        session.query(Skill).delete()
        session.query(Person).filter(Person.role.in_(("clerk", "supervisor"))).update({"active": False})
    else:
        session.query(model).delete()


def test_hours_and_days_of_each_kind(scene):
    office = scene("calendar")
    levy = prepare.service_id("renewal_levy")
    forever = day(2999, 12, 31)
    own = {"office_id": prepare.office(), "opens": 480, "closes": 840}
    prepare.add(
        Opening(**own, weekday=0, valid_from=day(2026, 1, 1), valid_until=day(2026, 12, 31), service_id=levy),
        Opening(**own, weekday=1, valid_from=day(2027, 1, 1), valid_until=forever),
        Opening(**own, weekday=2, valid_from=day(2026, 11, 24), valid_until=forever),
        SpecialDay(
            office_id=prepare.office(), day=day(2026, 11, 25), opens=480, closes=600, reason_fa="", reason_en=""
        ),
        SpecialDay(office_id=prepare.office(), day=day(2026, 11, 26), reason_fa="جشن", reason_en="Feast"),
    )
    db.session.remove()
    rows = [row.id for row in db.session().query(Opening).order_by(Opening.id)]
    office.look("supervisor", "/manage/calendar", f"/manage/calendar/openings?rows={rows[0]}&rows={rows[1]}")
    office.look("admin", f"{SETUP}/hours", f"{SETUP}/changes")
    office.send("supervisor", "/manage/calendar/openings/removal", rows=[str(row) for row in rows])

    check("calendar", office.pages)


def test_pairing_a_device(scene):
    office = scene("pairing")
    for kind in ("kiosk", "lobby", "tablet/1", "hall"):
        address = f"/{kind.replace('hall', 'hall-screen')}"
        office.look("nobody", address)
        office.send("nobody", f"/devices/pairing/{kind}")
        office.look("nobody", address)
    db.session.remove()
    code = db.session().query(Device.code).order_by(Device.id).first()[0]
    office.look("admin", f"/manage/devices/code/{code}", "/manage/devices")
    office.send("admin", "/manage/devices", code=code, kind="tablet", name="")
    prepare.set_office(viewing_distance=30, board_inches=10)
    office.comes("lobby")
    office.look("admin", "/manage/devices", f"{SETUP}/devices")

    check("pairing", office.pages)


def test_the_set_up_as_a_file(scene):
    office = scene("set-up-file")
    admin = office.comes("admin")
    text = admin.get(f"{SETUP}/file.yaml").text
    office.send("admin", f"{SETUP}/file/check", text=text)
    data = yaml.safe_load(text)
    data["office"]["bound_minutes"] = 41
    data["services"].append({**data["services"][1], "code": "pool", "name_en": "Pool", "name_fa": "استخر"})
    data["hours"] = [{"weekdays": [0, 1], "opens": "8:00", "closes": "12:30", "valid_from": "1405/01/01"}]
    data["counters"] = data["counters"][:2]
    office.send("admin", f"{SETUP}/file/check", text=yaml.safe_dump(data, allow_unicode=True))
    for wrong in ("", "deskq_setup: 1\nservicez: []", "deskq_setup: 1\noffice:\n  bound_minutes: 0"):
        office.send("admin", f"{SETUP}/file/check", text=wrong)
    office.send("admin", f"{SETUP}/file", text="deskq_setup: 1\n", revision="x")

    check("set-up-file", office.pages)


class TestNewInstallation:
    @pytest.fixture
    def database_url(self, bare_database_url):
        return bare_database_url

    def test_the_first_page_of_a_new_installation(self, browser):
        office = Scene("installation", lambda who: browser())
        office.look("nobody", "/", "/setup", "/sign-in")
        office.send("nobody", "/setup", name_fa="", person="", sign_in_name="", new="short")
        named = {"name_fa": "میز خدمت نمونه", "name_en": "Sample", "person": "مدیر", "person_en": "Boss"}
        office.send("nobody", "/setup", **named, sign_in_name="modir", new="a password of setup 1")
        office.look("nobody", SETUP, *(f"{SETUP}/{step}" for step in STEPS), *HALL, "/counters")
        office.send("nobody", f"{SETUP}/marks/sound", mark="done")
        office.send("nobody", f"{SETUP}/marks/devices", mark="later")
        office.look("nobody", SETUP)

        check("installation", office.pages)


def test_an_office_without_an_administrator(scene):
    office = scene("no-admin")
    with transaction(prepare.office(), "test") as tx:
        tx.session.query(Person).filter(Person.role == "admin").update({"role": "host"})
    office.look("nobody", "/setup", "/sign-in")

    check("no-admin", office.pages)


class TestVoice:
    @pytest.fixture
    def more_settings(self) -> dict[str, object]:
        return {"VOICE_ENGINE": "command"}

    def test_the_sound_of_a_server_that_speaks(self, scene):
        office = scene("speaks")
        office.look("admin", f"{SETUP}/sound")

        check("speaks", office.pages)


def test_pages_in_persian(scene):
    office = scene("persian")
    addresses = {
        "supervisor": ("reports", "tickets", "reports/messages", "calendar", "announcements/new"),
        "admin": ("services/new", "people/1"),
    }
    office.look("regional", "/offices/report", language="")
    for who, ends in addresses.items():
        office.look(who, *(f"/manage/{end}" for end in ends), language="")

    check("persian", office.pages)
