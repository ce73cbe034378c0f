"""Forms of the management that are sent empty, with wrong values, or by two people at once."""

from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.tools.forms import form_of

SETUP = "/manage/setup"
STEPS = ("hours", "services", "counters", "people", "devices", "printing", "sound")
HALL = ("/manage", "/manage/hall/state", "/manage/services", "/manage/counters", "/manage/calendar")


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
    office.send("supervisor", "/manage/training", people="9999", name="", day="x")
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
