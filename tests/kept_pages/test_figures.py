"""Reports of applications and messages, the public page, and imports, with few, many and no figures."""

from datetime import timedelta

import pytest

from deskq.application_opening.service import refer
from deskq.application_opening.service.refer import NewReferral
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.estimate.models import Prediction
from deskq.message_settings.models import MessageClass
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.edit import StaffAction
from deskq.office.models import Opening
from deskq.printing import canvas
from deskq.published import keep
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from tests.application_exchange.conftest import HEAD, carried_out, checked, outcome, upload
from tests.applications.conftest import person_id
from tests.conftest import MORNING
from tests.kept_pages.casework import action, look, marked_names, opened, without_map
from tests.kept_pages.check import check
from tests.published.conftest import autumn
from tests.published.test_order_and_accuracy import compared

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["action", "autumn", "carried_out", "checked", "look", "marked_names", "opened", "outcome", "upload"]
__all__ += ["without_map"]
REPORT = "/manage/reports/applications"
DAYS = "from=1405/09/01&to=1405/09/30"
PAPERS = frozenset({"utility_letter", "dig_plan", "identity"})
ROW = "a{0},building_permit,1405-06-01,1405-08-01,{1},5-7{0},3-1-2,Reza,0912111001{0},\n"


@pytest.fixture
def message_action(office):
    """``message_action("operator", message)``: of that person on this message."""
    return lambda name, message: StaffAction(office, f"person:{person_id(name)}", person_id(name), message.id)


def test_reports_of_applications(scene, opened, action, office):
    reports = scene("application-report")
    made = [opened("dig_permit", received=PAPERS) for _ in range(12)]
    clerk = person_id("karimi")
    place = {"reason": "فیش <i>", "agreed_with": "", "unit": None, "body": "ادارهٔ ثبت <i>"}
    refer.refer(office, f"person:{clerk}", clerk, NewReferral(**place), "k" * 32)
    for number, one in enumerate(made[:10]):
        clock.fix(MORNING + timedelta(days=2 + number % 3))
        for who, code in (("civil", "joint_visit"), ("revenue", "fees"), ("civil", "issue")):
            stages.complete(action(who, one), code)
    clock.fix(MORNING + timedelta(days=9))
    endings.refuse(action("civil", made[10]), "معبر در دست آسفالت است. <i>")
    opened("building_permit")
    for by in ("service", "unit", "stage", "day", "week", "month", "nothing"):
        reports.look("supervisor", f"{REPORT}?by={by}&{DAYS}")
    reports.look("supervisor", f"{REPORT}?from=1405/01/01&to=1405/09/02", f"{REPORT}?from=1404/01/01&to=1404/02/01")
    reports.look("supervisor", f"{REPORT}?from=1405/09/05&to=1405/09/07", f"{REPORT}?from=1406/01/01&to=1406/01/30")
    reports.look("supervisor", f"{REPORT}?lang=&{DAYS}", f"{REPORT}?from=x", f"{REPORT}?from=1405/09/10&to=1405/09/01")
    way = f"{REPORT}/dig_permit"
    reports.look("supervisor", f"{way}?{DAYS}", f"{way}?lang=&{DAYS}", f"{way}?from=x", f"{REPORT}/art77?{DAYS}")

    going, fees = (opened("dig_permit", received=PAPERS) for _ in range(2))
    codes = [going.code, fees.code]
    stages.complete(action("civil", fees), "joint_visit")
    reports.look("nobody", *(f"/track/{code}" for code in codes))
    clock.fix(MORNING + timedelta(days=100))
    later = scene("application-report-later")
    later.look("supervisor", f"{REPORT}?{DAYS}", f"{REPORT}?from=1405/11/01&to=1405/11/30", f"{way}?{DAYS}")

    check("application-report", reports.pages)
    check("application-report-later", later.pages)


def test_reports_of_messages(scene, file, message_action):
    reports = scene("message-report")
    address = "/manage/reports/messages"
    reports.look("supervisor", address)
    made = file(category="green")
    reports.look("supervisor", address, f"{address}?lang=", f"{address}?from=x", f"{address}?by=nothing")
    reports.look("supervisor", *(f"{address}?by={by}&{DAYS}" for by in ("unit", "category", "district", "kind")))
    reports.look("supervisor", f"{address}?from=1404/01/01&to=1404/02/01")
    answer(message_action("operator", made), Answer("explained", "شد <i>"))
    reports.look("supervisor", f"{address}?{DAYS}")

    check("message-report", reports.pages)


def test_the_public_page_with_figures_of_a_season(scene, town, office, autumn, set_office):
    public = scene("published")
    public.look("nobody", "/published")
    for ahead in (0, 1):
        compared(office, 10, ahead, 300, count=10)
    keep.keep_due(db.session(), office)
    clock.fix(clock.now() + timedelta(minutes=5))
    public.look("nobody", "/published", "/")
    compared(office, 20, 0, 300)
    clock.fix(clock.now() + timedelta(minutes=5))
    public.look("nobody", "/published")
    for waited in (0, 9000):
        db.session().query(Prediction).update({"waited": waited})
        db.session().commit()
        clock.fix(clock.now() + timedelta(minutes=5))
        public.look("nobody", "/published")
    autumn({"asphalt": 12, "green": 7, "noise": 3}, 0)
    autumn({"asphalt": 9}, 1)
    keep.keep_due(db.session(), office)
    public.look("nobody", "/published", "/published?lang=fa")

    check("published", public.pages)


def test_the_public_page_with_one_district_and_without_a_picture(scene, office, autumn, monkeypatch):
    public = scene("published-district")
    monkeypatch.setattr(canvas, "missing", lambda: ["letters"])
    autumn({"asphalt": 12}, 0)
    keep.keep_due(db.session(), office)
    public.look("nobody", "/published")

    check("published-district", public.pages)


def test_a_closed_office_without_service_sheets(scene, office, set_office):
    closed = scene("home-closed")
    set_office(join_share=0)
    with transaction(office, "test") as tx:
        tx.session.query(MessageClass).update({"offered": False})
        for table in (SheetVersion, ServiceSheet, Opening):
            tx.session.query(table).delete()
        tx.config_changed()
    closed.look("nobody", "/", "/published", "/services", "/services?lang=fa")
    closed.look("admin", "/manage/sheets", "/manage/messages/plan")
    closed.look("clerk", "/applications/new")

    check("home-closed", closed.pages)


def test_imports_in_each_state(scene, office, upload, carried_out, checked):
    importing = scene("import")
    good = HEAD + ROW.format(1, "") + ROW.format(2, "1405-07-01")
    bad = HEAD + "".join(ROW.format(n, "yesterday") for n in range(9))
    found = [carried_out(good), checked(good), checked(bad), checked(good.replace("a1", "a9") + ROW.format(8, "x"))]
    waiting = [upload(good), upload(HEAD), upload(b"\x00\x01", name="x.xlsx"), upload("no,columns\n1,2\n")]
    stages_of = upload("key,service,stage,begun_at,ended_at\n", "stages")

    for one in (*(each.id for each in found), *waiting, stages_of):
        importing.look("admin", f"/manage/imports/{one}")
    importing.send("admin", f"/manage/imports/{waiting[0]}/columns", column_key="")
    importing.send("admin", f"/manage/imports/{found[3].id}/cancel")
    importing.send("admin", f"/manage/imports/{found[1].id}/start")
    importing.send("admin", f"/manage/imports/{found[1].id}/cancel")
    importing.look("admin", "/manage/imports", "/applications")
    importing.look("clerk", "/applications", "/applications/1", "/applications/2")

    check("import", importing.pages)


def test_the_map_of_a_city_and_its_absence(scene, without_map):
    mapping = scene("city-map")
    without_map()
    mapping.look("admin", "/manage/messages/plan")
    mapping.send("admin", "/manage/messages/plan", north="x", south="", west="1", east="2")

    check("city-map", mapping.pages)
