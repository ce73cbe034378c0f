"""The pages of the admin: an office that lacks something, wrong inputs, devices, alerts, webhooks, the set-up file."""

from datetime import date as day

import pytest
import yaml

from deskq.access.devices.models import Device
from deskq.alerts.models import Alert, AlertSetting
from deskq.alerts.service import duty
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Counter, CounterService, Opening, Service, ServiceGroup, Skill, SpecialDay
from deskq.office.service import services as service_rows
from deskq.staff.models import Person
from deskq.webhooks import rules
from deskq.webhooks import service as webhooks
from deskq.webhooks.models import WebhookDelivery
from tests.forms import form_of
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.kept_pages.scene import Scene
from tests.sms.conftest import gateway

__all__ = ["gateway"]
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


def test_forms_that_are_sent_empty(scene):
    office = scene("empty-forms")
    forms = {
        "admin": (
            "/manage/people", "/manage/counters", "/manage/services", "/manage/services/groups", "/manage/priorities",
            "/manage/settings", "/manage/webhooks", "/manage/appointments/terms", "/manage/appointments/times",
            "/manage/appointments/withdrawal", "/manage/setup/hours", "/manage/setup/services",
            "/manage/setup/counters", "/manage/setup/people", "/manage/setup/file/check", "/manage/offices",
        ),
        "supervisor": (
            "/manage/training", "/manage/announcements", "/manage/alerts/duty", "/manage/calendar/days",
            "/manage/calendar/openings", "/manage/calendar/openings/change", "/manage/reports/saved",
        ),
    }  # fmt: skip
    for who, addresses in forms.items():
        for address in addresses:
            office.send(who, address)

    check("empty-forms", office.pages)


def test_forms_with_wrong_values(scene):
    office = scene("wrong-forms")
    levy = prepare.service_id("renewal_levy")
    person = prepare.person("karimi")
    office.send("admin", "/manage/people", name="ا", sign_in_name="karimi", role="clerk", new="short", services=levy)
    office.send("admin", f"/manage/people/{person}", name="", role="nothing", services=["1", "9999"])
    office.send("admin", f"/manage/people/{person}/password", new="short")
    office.send("admin", f"/manage/people/{person}/leave", first_day="1405/09/20", last_day="1405/09/01")
    office.send("admin", "/manage/counters", number="1", rank="x", name_fa="باجه")
    office.send("admin", f"/manage/services/{levy}", name_fa="", target_percent="200", target_minutes="x", counters="9")
    office.send("admin", "/manage/services", name_fa="ا", code="renewal_levy", group_id="999", series="1")
    office.send("admin", "/manage/priorities", name_fa="ا", weight="99")
    office.send("admin", "/manage/settings", name_fa="", bound_minutes="0", location="nowhere", day_starts="13:00")
    office.send("admin", "/manage/setup/hours", weekdays=["1", "9"], opens="14:00", closes="8:00")
    office.send("admin", "/manage/setup/people", name="ا", sign_in_name="karimi", role="clerk", new="x")
    office.send("admin", "/manage/setup/people", name="نو", sign_in_name="new", role="clerk", new="a password 4242")
    office.send("admin", "/manage/setup/services", services="nothing")
    office.send("admin", "/manage/webhooks", url="http://localhost/")
    office.send("admin", "/manage/devices", code="ABC234")
    office.send("supervisor", "/manage/calendar/days", day="1405/13/40", opens="8:00", closes="")
    office.send("supervisor", "/manage/calendar/openings", opens="14:00", closes="8:00", valid_from="x")
    office.send("supervisor", "/manage/alerts/kinds/wait", limit="9999", repeat="x", quiet_from="25:00")
    office.send("supervisor", "/manage/training", person_id="9999", name="", day="x")
    office.look("admin", f"{SETUP}/changes")

    check("wrong-forms", office.pages)


def test_two_who_change_the_same(scene):
    office = scene("same-form")
    levy, karimi = prepare.service_id("renewal_levy"), prepare.person("karimi")
    edits = {
        f"/manage/services/{levy}": ({"name_en": "Levy"}, {"name_en": "Tax", "offered": []}),
        f"/manage/people/{karimi}": ({"services": ["1", "2"]}, {"services": ["2", "3"], "role": "supervisor"}),
        "/manage/settings": ({"bound_minutes": "41"}, {"bound_minutes": "42"}),
        "/manage/alerts/kinds/wait": ({"limit": "41"}, {"limit": "42", "screens": []}),
        "/manage/counters/2": ({"room_fa": "۱"}, {"room_fa": "۲"}),
        "/manage/second-factor": ({"clerk": ["1"]}, {"admin": ["1"]}),
    }
    for address, (first, second) in edits.items():
        form = form_of(office.comes("admin").get(f"{address}?lang=en").text, address)
        assert office.comes("admin").post(address, data=form.changed(**first)).status_code == 303
        office.send("admin", address, **form.changed(**second).to_dict(flat=False))
    office.look("admin", f"{SETUP}/changes")

    check("same-form", office.pages)


def test_hours_and_days_of_each_kind(scene):
    office = scene("calendar")
    levy = prepare.service_id("renewal_levy")
    forever = day(2999, 12, 31)
    own = {"office_id": prepare.office(), "opens": 480, "closes": 840}
    prepare.add(
        Opening(**own, weekday=0, valid_from=day(2026, 1, 1), valid_until=day(2026, 12, 31), service_id=levy),
        Opening(**own, weekday=1, valid_from=day(2027, 1, 1), valid_until=forever),
        Opening(**own, weekday=2, valid_from=day(2026, 11, 24), valid_until=forever),
        SpecialDay(office_id=prepare.office(), day=day(2026, 11, 25), opens=480, closes=600, reason_fa="", reason_en=""),
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


def test_changes_of_the_set_up(scene):
    office = scene("changes")
    levy = f"/manage/services/{prepare.service_id('renewal_levy')}"
    for minutes in range(2, 60):
        form = form_of(office.comes("admin").get(levy).text, levy)
        assert office.comes("admin").post(levy, data=form.changed(usual_minutes=str(minutes))).status_code == 303
    for kind, row in (("services", prepare.service_id("art77")), ("counters", 6), ("priorities", 5)):
        office.send("admin", f"/manage/{kind}/{row}/removal")
    office.look("admin", f"{SETUP}/changes")
    db.session.remove()
    changed = db.session().query(Entry.sequence).order_by(Entry.sequence.desc()).first()[0]
    office.send("admin", f"{SETUP}/changes/{changed}/undo")
    office.send("admin", f"{SETUP}/changes/1/undo")
    office.look("admin", f"{SETUP}/changes?before=50")

    check("changes", office.pages)


def test_webhooks(scene):
    office = scene("webhooks")
    own = [
        webhooks.add(prepare.office(), by, f"https://93.184.216.34/{by[0]}", (), rules.secret_from(by))
        for by in ("person:1", "token:1")
    ]
    office.look("admin", "/manage/webhooks")
    for state, attempts, problem, status in (
        ("waiting", 0, "", None), ("waiting", 2, "timeout", None), ("sent", 1, "", 204), ("failed", 9, "", 500),
    ):  # fmt: skip
        moment = {"made_at": clock.now(), "next_at": clock.now()}
        same = {"office_id": prepare.office(), "webhook_id": own[0], "event": "application.moved", "body": "{}"}
        prepare.add(
            WebhookDelivery(**same, **moment, state=state, attempts=attempts, problem=problem, status=status)
        )
    webhooks.pause(prepare.office(), "test", own[1], paused=True)
    office.look("admin", "/manage/webhooks")
    office.send("admin", "/manage/webhooks", url="https://93.184.216.34/another")
    office.send("admin", f"/manage/webhooks/{own[0]}/removal")

    check("webhooks", office.pages)


@pytest.mark.parametrize("on", [True, False])
def test_alerts(request, scene, on):
    if on:
        request.getfixturevalue("gateway")
    name = "alerts-texts" if on else "alerts"
    office = scene(name)
    office.look("supervisor", "/manage/alerts", "/manage/alerts/kinds/wait", "/manage/alerts/kinds/backup")
    ways = {"on_duty": True, "of_messages": True, "of_hall": True}
    for number, more in enumerate(({}, {"on_duty": False}, {"of_messages": False, "of_hall": False})):
        fields = {"name": f"کسی {number}", "phone": f"+98912111000{number}", **ways, **more}
        someone = duty.add(prepare.office(), "test", fields)
    if on:
        duty.send_test(prepare.office(), "test", someone.id)
    how = {"office_id": prepare.office(), "screens": False, "texts": False, "repeat": 90, "quiet_from": 0}
    prepare.add(AlertSetting(**how, kind="wait", limit=30, quiet_until=0))
    prepare.add(AlertSetting(**(how | {"repeat": 120, "texts": True}), kind="people", limit=10, quiet_until=420))
    office.look("supervisor", "/manage/alerts", "/manage/alerts/kinds/wait", f"/manage/alerts/duty/{someone.id}")
    for number in range(60):
        prepare.add(
            Alert(
                office_id=prepare.office(), kind="wait", subject=number, name="x", figure=number, report=False,
                since=clock.now(),
            )
        )  # fmt: skip
        if number in (0, 59):
            office.look("supervisor", "/manage/alerts", "/manage")
    office.look("moradi", "/counters")

    check(name, office.pages)


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
    for who, address in (
        ("supervisor", "/manage/reports"), ("supervisor", "/manage/tickets"), ("supervisor", "/manage/reports/messages"),
        ("supervisor", "/manage/calendar"), ("regional", "/offices/report"), ("admin", "/manage/services/new"),
        ("admin", "/manage/people/1"), ("supervisor", "/manage/announcements/new"),
    ):  # fmt: skip
        office.look(who, address, language="")

    check("persian", office.pages)
