"""Two and more offices: who sees which, and how devices and people get from one to another."""

from deskq.access.devices.models import Device
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo.office import create_demo_office
from deskq.office import directory
from deskq.office.models import Office, Opening
from deskq.offices import service as offices
from deskq.staff.models import Person
from tests.conftest import PASSWORD
from tests.kept_pages import prepare
from tests.kept_pages.check import check

MAIN, NORTH = "/o/main", "/o/north"


def test_two_offices(browser, scene):
    office = scene("two-offices")
    kiosk = office.comes("kiosk")
    north = create_demo_office(PASSWORD, "north")
    db.session.commit()
    for who in ("admin", "regional", "moradi"):
        made = browser()
        assert made.post(f"{MAIN}/sign-in", data={"name": who, "password": PASSWORD}).status_code == 303
        office.comes(who, made)
    device = db.session().query(Device).one().id
    office.look(
        "nobody", "/", "/sign-in", f"{MAIN}/", f"{MAIN}/sign-in", "/kiosk", "/track", "/devices", "/?office=north"
    )
    office.look("nobody", "/?office=nothing", f"{NORTH}/devices", f"{MAIN}/open")
    office.look("nobody", f"{NORTH}/kiosk", f"{MAIN}/lobby")
    office.around("nobody", f"{MAIN}/")
    office.look("admin", f"{MAIN}/manage", f"{MAIN}/manage/people", f"{MAIN}/manage/devices/{device}")
    office.around("admin", f"{MAIN}/manage/people")
    office.around("moradi", f"{MAIN}/counters")
    office.look("admin", f"{MAIN}/offices", f"{MAIN}/manage/devices/{device}/office", f"{MAIN}/manage/people/account")
    office.send("admin", f"{MAIN}/manage/people/account", sign_in_name="nobody", role="clerk")
    office.send("admin", f"{MAIN}/manage/people/account", sign_in_name="karimi.north", role="clerk")
    for who, role in (("admin", "admin"), ("regional", "regional"), ("moradi", "clerk")):
        offices.add_account(north, who, role, "test")
    office.look("admin", f"{MAIN}/manage/devices/{device}/office", f"{MAIN}/offices", f"{NORTH}/offices")
    office.around("admin", f"{MAIN}/manage/people")
    office.around("admin", f"{NORTH}/manage/people")
    office.look("admin", f"{NORTH}/manage/people", f"{NORTH}/manage/people/{account(north)}")
    office.send("admin", f"{MAIN}/manage/devices/{device}/office", office="")
    office.look("regional", f"{MAIN}/offices", f"{MAIN}/offices/report")
    office.look("regional", f"{MAIN}/offices/report?from=1405/09/10&to=1405/09/01", f"{MAIN}/offices/report?from=never")
    office.look("regional", f"{MAIN}/offices/report?from=1405/09/01&to=1405/09/10")
    office.around("moradi", f"{MAIN}/counters")
    office.look("moradi", f"{MAIN}/offices")
    office.send("admin", f"{MAIN}/manage/devices/{device}/office", office="north")
    office.comes("kiosk", kiosk)
    office.look("kiosk", f"{MAIN}/kiosk", f"{NORTH}/kiosk", "/kiosk")
    office.look("admin", f"{MAIN}/manage/offices/new")
    office.send("admin", f"{MAIN}/manage/offices", name_fa="", slug="north")
    close(north)
    office.look("nobody", "/", f"{NORTH}/")
    office.look("regional", f"{MAIN}/offices")
    prepare.arrive("info_desk")
    prepare.later(minutes=50)
    office.look("regional", f"{MAIN}/offices")
    office.look("admin", f"{MAIN}/offices")

    check("two-offices", office.pages)


def account(office: int) -> int:
    """The account in this office of somebody who signs in with that of another."""
    return db.session().query(Person).filter(Person.office_id == office, Person.principal_id.is_not(None)).first().id


def close(office: int) -> None:
    with transaction(office, "test") as tx:
        tx.session.query(Opening).filter(Opening.office_id == office).update({"opens": 60, "closes": 120})
        row = tx.session.get_one(Office, office)
        row.building_fa, row.building_en = "", ""
        tx.config_changed()
    directory.forget(db.engine)


def test_so_many_offices_that_one_searches(scene):
    office = scene("many-offices")
    for number in range(14):
        create_demo_office(PASSWORD, f"place{number}")
    db.session.commit()
    office.look("nobody", "/", "/?office=Place1", "/?office=nothing", "/kiosk", "/?office=1&lang=fa")

    check("many-offices", office.pages)
