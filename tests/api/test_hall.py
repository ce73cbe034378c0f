"""Services on offer and the board of the lobby by API."""

from sqlalchemy import select

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.models import Service
from deskq.office.today import service as today


def test_services_are_listed_with_people_waiting(kiosk, issue):
    issue()
    issue()

    found = {row["code"]: row for row in kiosk.get("/services").json["services"]}

    assert len(found) == 16
    name = {"fa": "عوارض نوسازی و پسماند", "en": "Renewal and waste levy"}
    now = {"open": True, "closed": None, "waiting": 2, "wait": None}
    assert found["renewal_levy"] == {"code": "renewal_levy", "name": name, "series": "2", **now}


def test_a_service_closed_for_today_has_its_reason(kiosk, office):
    config = config_cache.of(db.session(), office)
    levy = config.service("renewal_levy").id
    today.close_service(office, "test", levy, Name("سامانه قطع است.", "The system is down."))

    found = {row["code"]: row for row in kiosk.get("/services").json["services"]}
    refused = kiosk.post("/tickets", {"service": "renewal_levy"}, Accept_Language="en")

    reason = {"fa": "سامانه قطع است.", "en": "The system is down."}
    assert (found["renewal_levy"]["open"], found["renewal_levy"]["closed"]) == (False, reason)
    assert (refused.status_code, refused.json["type"]) == (409, "service-closed")
    assert refused.json["detail"] == "Renewal and waste levy is closed. The system is down."


def withdraw(office: int, code: str) -> None:
    with transaction(office, "test") as tx:
        tx.session.scalars(select(Service).where(Service.code == code)).one().offered = False
        tx.config_changed()


def test_a_withdrawn_service_is_not_listed(kiosk, office):
    withdraw(office, "art77")

    assert "art77" not in {row["code"] for row in kiosk.get("/services").json["services"]}
    refused = kiosk.post("/tickets", {"service": "art77"}, Accept_Language="en")
    assert (refused.status_code, refused.json["type"]) == (409, "service-gone")


def test_the_board_shows_calls_and_people_waiting(machine, called, issue):
    issue()

    board = machine("lobby").get("/board").json

    assert board["office"]["en"] == "Takestan Municipality Service Desk"
    assert [(row["code"], row["counter"], row["state"]) for row in board["called"]] == [("201", 2, "called")]
    waiting = {row["code"]: row["count"] for row in board["waiting"]}
    assert (waiting["renewal_levy"], waiting["info_desk"], len(waiting)) == (1, 0, 16)
    assert board["waiting"][0]["service"].keys() == {"fa", "en"}
    groups = {row["group"]["en"]: (row["count"], row["wait"]) for row in board["groups"]}
    assert groups["City bills"] == (1, None)


def test_people_waiting_for_a_withdrawn_service_are_still_counted(machine, issue, office):
    issue()
    withdraw(office, "renewal_levy")

    board = machine("lobby").get("/board").json

    assert {row["code"]: row["count"] for row in board["waiting"]}["renewal_levy"] == 1


def test_the_version_of_the_board_increases_with_every_change(machine, issue):
    lobby = machine("lobby")
    before = lobby.get("/board").json["version"]

    issue()

    assert lobby.get("/board").json["version"] == before + 1
