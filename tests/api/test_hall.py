"""Services on offer and the lobby's board for machines."""

from sqlalchemy import select

from deskq.office.models import Service
from deskq.transactions import transaction


def test_services_are_listed_with_people_waiting(kiosk, issue):
    issue()
    issue()

    found = {row["code"]: row for row in kiosk.get("/services").json["services"]}

    assert len(found) == 16
    assert found["renewal_levy"] == {
        "code": "renewal_levy",
        "name": {"fa": "عوارض نوسازی و پسماند", "en": "Renewal and waste levy"},
        "series": "2",
        "open": True,
        "waiting": 2,
        "wait": None,
    }


def test_a_service_taken_off_the_offer_is_not_listed(kiosk, office):
    with transaction(office, "test") as tell:
        tell.session.scalars(select(Service).where(Service.code == "art77")).one().offered = False
        tell.catalogue_changed()

    assert "art77" not in {row["code"] for row in kiosk.get("/services").json["services"]}
    assert kiosk.post("/tickets", {"service": "art77"}).status_code == 422


def test_the_board_shows_calls_and_people_waiting(machine, called, issue):
    issue()

    board = machine("lobby").get("/board").json

    assert board["office"]["en"] == "Takestan Municipality Service Desk"
    assert [(row["code"], row["counter"], row["state"]) for row in board["called"]] == [("201", 2, "called")]
    assert {row["service"]["en"]: row["count"] for row in board["waiting"]}["Levies and payment"] == 1


def test_the_version_of_the_board_goes_up_with_every_change(machine, issue):
    lobby = machine("lobby")
    before = lobby.get("/board").json["version"]

    issue()

    assert lobby.get("/board").json["version"] == before + 1
