"""A server with every state in it, for tests that only look at pages."""

from dataclasses import dataclass

from tests.e2e.app_forks import flask
from tests.e2e.app_server import AppServer

PHONES = ("waiting", "called", "serving", "held", "absent", "done", "rated", "cancelled", "expired")
#: {state: counter left in it}; API clients work there, so a clerk may look at each. The full one is free
#: too, with as many tickets on hold, absent and waiting as on the busiest day.
DESKS = {"called": 1, "serving": 2, "free": 3, "full": 4, "break": 5, "closed": 6}
FULL = 7
MANAGED = (
    "", "/tickets", "/tickets/1", "/calendar", "/counters", "/counters/1", "/counters/new", "/devices", "/alerts",
    "/alerts/kinds/wait", "/people", "/training", "/reports/saved",
    "/announcements", "/announcements/new",
    "/people/1", "/people/new", "/priorities", "/priorities/1", "/priorities/new", "/services", "/services/1",
    "/services/new", "/services/groups/1", "/services/groups/new", "/settings",
)  # fmt: skip


@dataclass
class Stage:
    """``phones``: {state: path of the ticket's page}; ``token``: path of the kiosk's ticket page."""

    phones: dict[str, str]
    token: str


def stage(server: AppServer) -> Stage:
    tokens = {"expired": server.issue("art100")["token"]}
    flask(server.env, "close-day", "--today")
    server.open(1, 2, 3, 4, 5)
    for state in ("done", "held", "absent"):
        tokens[state] = server.ticket_at(4, state, "utility_inquiry")["token"]
    for state in ("held", "absent") * FULL:
        server.ticket_at(4, state, "utility_inquiry")
    tokens["rated"] = server.ticket_at(4, "done", "trade_inquiry")["token"]
    server.api("kiosk", "POST", f"/tickets/{tokens['rated']}/rating", score=2)
    tokens["cancelled"] = server.issue()["token"]
    server.api("kiosk", "POST", f"/tickets/{tokens['cancelled']}/cancellation")
    tokens["called"] = server.ticket_at(1, "called")["token"]
    tokens["serving"] = server.ticket_at(2, "serving", "renewal_levy")["token"]
    for service in ("info_desk", "completion", "art100", "notary_clearance"):
        server.issue(service, priority="elderly")
    for service in ("utility_inquiry", "trade_inquiry"):
        server.issue(service, in_person=True)
    tokens["waiting"] = server.issue("building_permit", priority="veteran")["token"]
    server.api("clerk", "POST", "/counters/5/break", minutes=15)
    return Stage({state: f"/t/{token}" for state, token in tokens.items()}, f"/kiosk/tickets/{tokens['waiting']}")
