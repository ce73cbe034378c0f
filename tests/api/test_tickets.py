"""Life of a ticket by API: issue, track, cancel, and every action of the clerk."""

import pytest

from deskq.core.extensions import db
from deskq.office.models import PriorityClass
from deskq.office.service import priorities
from deskq.queue import jobs
from tests.tools.statements import statements


def test_a_kiosk_gets_a_ticket_with_its_secret(kiosk):
    answer = kiosk.post("/tickets", {"service": "renewal_levy", "priority": "elderly", "language": "en"})

    assert answer.status_code == 201
    ticket = answer.json
    assert (ticket["code"], ticket["state"], ticket["service"]) == ("201", "waiting", "renewal_levy")
    assert (ticket["priority"], ticket["language"], ticket["ahead"]) == ("elderly", "en", 0)
    assert ticket["arrived_at"] == "2026-11-24T06:30:00Z"
    assert len(ticket["token"]) >= 22  # 128 bits


def test_a_new_ticket_does_not_read_the_counters(kiosk, clerk, issue):
    """They are in memory after the first ticket, so that its answer can tell a wait."""
    issue()

    with statements() as sent:
        issue()

    assert [statement for statement, _ in sent if "FROM counter" in statement] == []


def test_the_secret_alone_shows_the_ticket_and_its_position(issue, machine):
    issue()
    second = issue()

    ticket = machine().get(f"/tickets/{second['token']}").json

    assert (ticket["code"], ticket["ahead"], ticket["counter"]) == ("202", 1, None)
    assert "token" not in ticket
    assert "id" not in ticket


def test_a_called_ticket_contains_the_place_of_its_counter(called, machine):
    ticket = machine().get(f"/tickets/{called['token']}").json

    assert ticket["state"] == "called"
    assert ticket["counter"]["number"] == 2
    assert ticket["counter"]["room"] == {"fa": "سالن میز خدمت", "en": "Service hall"}
    assert ticket["ahead"] is None


def test_the_visitor_cancels_once(issue, machine):
    token = issue()["token"]

    first = machine().post(f"/tickets/{token}/cancellation")
    second = machine().post(f"/tickets/{token}/cancellation")

    assert (first.status_code, first.json["state"]) == (200, "cancelled")
    assert (second.status_code, second.json["type"]) == (409, "cannot-move")


def test_the_number_of_a_ticket_gives_no_access_and_its_secret_none_to_staff_actions(issue, machine):
    ticket, visitor = issue(), machine()
    assert visitor.get(f"/tickets/{ticket['id']}").status_code == 404

    visitor.token = ticket["token"]

    assert visitor.post(f"/tickets/{ticket['id']}/recall").status_code == 401
    assert visitor.post("/counters/2/calls").status_code == 401


@pytest.mark.parametrize(
    ("verb", "before", "state"),
    [
        ("recall", (), "called"), ("service", (), "serving"), ("absence", (), "absent"), ("hold", (), "held"),
        ("hold", ("service",), "held"), ("resumption", ("hold",), "serving"), ("completion", ("service",), "done"),
    ],
)  # fmt: skip
def test_a_clerk_performs_every_action_on_a_ticket(clerk, called, verb, before, state):
    for earlier in before:
        assert clerk.post(f"/tickets/{called['id']}/{earlier}").status_code == 200

    answer = clerk.post(f"/tickets/{called['id']}/{verb}")

    assert answer.status_code == 200
    assert answer.json["state"] == state
    assert answer.json["id"] == called["id"]


def test_completion_stores_outcome_and_number_of_services(clerk, called):
    clerk.post(f"/tickets/{called['id']}/service")

    done = clerk.post(f"/tickets/{called['id']}/completion", {"outcome": "referred", "served": 3}).json

    assert (done["outcome"], done["served"]) == ("referred", 3)


def test_a_transfer_to_a_service_keeps_the_arrival_time(clerk, called, later):
    later(minutes=10)

    sent = clerk.post(f"/tickets/{called['id']}/transfer", {"service": "info_desk"}).json

    assert (sent["state"], sent["service"]) == ("waiting", "info_desk")
    assert sent["arrived_at"] == called["arrived_at"]


def test_a_transfer_where_nobody_serves_needs_a_confirmation_with_a_reason_which_is_not_published(
    clerk, called, machine
):
    address = f"/tickets/{called['id']}/transfer"

    refused = clerk.post(address, {"service": "building_permit"})
    without = clerk.post(address, {"service": "building_permit", "confirm": True})
    sent = clerk.post(address, {"service": "building_permit", "confirm": True, "reason": "opens at ten"})

    assert (refused.status_code, refused.json["type"]) == (409, "nobody-serves")
    assert (without.status_code, set(without.json["fields"])) == (422, {"reason"})
    assert (sent.status_code, sent.json["state"]) == (200, "waiting")
    published = machine("integration").get("/journal?limit=500").json["entries"]
    assert "ticket.transferred" in {entry["kind"] for entry in published}
    assert "opens at ten" not in str(published)


def test_a_ticket_transferred_to_a_counter_names_it_and_is_called_only_there(clerk, called, machine):
    other = machine("clerk", counter=4)
    other.post("/counters/4/opening")
    sent = clerk.post(f"/tickets/{called['id']}/transfer", {"counter": 4}).json

    refused = clerk.post("/counters/2/calls")
    taken = other.post("/counters/4/calls")

    assert (sent["state"], sent["counter"]["number"]) == ("waiting", 4)
    assert (refused.status_code, refused.json["type"]) == (409, "nobody-waiting")
    assert taken.json["id"] == called["id"]


def test_an_action_that_the_state_forbids_is_a_conflict(clerk, issue):
    waiting = issue()

    for verb in ("service", "absence", "hold", "resumption", "completion", "recall"):
        answer = clerk.post(f"/tickets/{waiting['id']}/{verb}")
        assert (answer.status_code, answer.json["type"]) == (409, "cannot-move"), verb


def test_recalls_have_a_maximum(clerk, called, set_office):
    set_office(recall_max=1)
    clerk.post(f"/tickets/{called['id']}/recall")

    answer = clerk.post(f"/tickets/{called['id']}/recall")

    assert (answer.status_code, answer.json["type"]) == (409, "recalled-enough")


def test_a_withdrawn_class_is_refused_and_old_tickets_keep_it(kiosk, machine, office):
    kept = kiosk.post("/tickets", {"service": "renewal_levy", "priority": "elderly"}).json["token"]
    elderly = db.session().query(PriorityClass).filter_by(office_id=office, code="elderly").one()
    priorities.offer_priority(office, "test", elderly.id, False)
    db.session.remove()

    refused = kiosk.post("/tickets", {"service": "renewal_levy", "priority": "elderly"})

    assert (refused.status_code, list(refused.json["fields"])) == (422, ["priority"])
    assert machine().get(f"/tickets/{kept}").json["priority"] == "elderly"


def test_a_visitor_to_be_escorted_is_not_absent_before_the_escort(kiosk, clerk):
    ticket = kiosk.post("/tickets", {"service": "renewal_levy", "in_person": True}).json
    clerk.post("/counters/2/opening")
    clerk.post("/counters/2/calls")

    refused = clerk.post(f"/tickets/{ticket['id']}/absence")

    assert (ticket["in_person"], refused.status_code, refused.json["type"]) == (True, 409, "go-first")
    assert clerk.post(f"/tickets/{ticket['id']}/fetching").json["fetched_at"] == "2026-11-24T06:30:00Z"
    assert clerk.post(f"/tickets/{ticket['id']}/absence").json["state"] == "absent"


def test_a_visit_goes_on_with_a_named_service(clerk, called):
    ticket = called["id"]
    clerk.post(f"/tickets/{ticket}/service")

    answer = clerk.post(f"/tickets/{ticket}/next-service", {"service": "info_desk", "outcome": "documents_missing"})
    again = clerk.post(f"/tickets/{ticket}/next-service", {"service": "info_desk"})

    assert (answer.status_code, answer.json["service"], answer.json["served"]) == (200, "info_desk", 1)
    assert (again.status_code, again.json["type"]) == (409, "same-service")


def test_a_ticket_is_kept_for_the_next_working_day(clerk, called):
    ticket = called["id"]

    answer = clerk.post(f"/tickets/{ticket}/keeping", {"reason": "documents"})
    wrong = clerk.post(f"/tickets/{ticket}/keeping", {"reason": "because"})

    assert (answer.status_code, answer.json["state"], answer.json["counter"]) == (200, "held", None)
    assert (wrong.status_code, list(wrong.json["fields"])) == (422, ["reason"])


def test_a_group_has_one_ticket(kiosk):
    answer = kiosk.post("/tickets", {"service": "info_desk", "group_size": 4})
    refused = kiosk.post("/tickets", {"service": "info_desk", "group_size": 100})

    assert answer.status_code == 201
    assert (refused.status_code, list(refused.json["fields"])) == (422, ["group_size"])


def test_a_transfer_to_somebody_at_no_counter_is_refused(clerk, called):
    answer = clerk.post(f"/tickets/{called['id']}/transfer", {"clerk": 1})

    assert (answer.status_code, answer.json["type"]) == (409, "at-no-counter")


def test_a_ticket_tells_how_long_its_visitor_has_waited(called, issue, machine, later):
    second = issue()
    later(minutes=5, seconds=30)

    waited = [machine().get(f"/tickets/{ticket['token']}").json["waited"] for ticket in (called, second)]

    assert (second["waited"], waited) == (0, [0, 330])


def test_nobody_knows_how_long_somebody_waited_whose_ticket_ended_with_the_day(issue, machine, later):
    token = issue()["token"]
    later(days=1)
    jobs.run_once()

    ticket = machine().get(f"/tickets/{token}").json

    assert (ticket["state"], ticket["waited"]) == ("expired", None)
