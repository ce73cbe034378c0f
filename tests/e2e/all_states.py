"""A house with every state in it, so that every page can be looked at: nothing here is pressed any more."""

from dataclasses import dataclass

from tests.e2e.app_server import House
from tests.load.bench_server import flask

PHONES = ("waiting", "called", "serving", "held", "absent", "done", "rated", "cancelled", "expired")
#: The counters, by the state they are left in; machines sit at them, so a clerk may look at each. The full one is free
#: too, with as many on hold, absent and waiting as on the worst of days.
DESKS = {"called": 1, "serving": 2, "free": 3, "full": 4, "break": 5, "closed": 6}
FULL = 7
MANAGED = (
    "", "/tickets", "/tickets/1", "/calendar", "/counters", "/counters/1", "/counters/new", "/devices", "/people",
    "/announcements", "/announcements/new",
    "/people/1", "/people/new", "/priorities", "/priorities/1", "/priorities/new", "/services", "/services/1",
    "/services/new", "/services/groups/1", "/services/groups/new", "/settings",
)  # fmt: skip


@dataclass
class Stage:
    """``phones`` are the paths of the visitors' pages by state, ``token`` the token page of the kiosk."""

    phones: dict[str, str]
    token: str


def stage(house: House) -> Stage:
    tokens = {"expired": house.issue("art100")["token"]}
    flask(house.env, "close-day", "--today")
    house.open(1, 2, 3, 4, 5)
    for state in ("done", "held", "absent"):
        tokens[state] = house.at(4, state, "utility_inquiry")["token"]
    for state in ("held", "absent") * FULL:
        house.at(4, state, "utility_inquiry")
    tokens["rated"] = house.at(4, "done", "trade_inquiry")["token"]
    house.ask("kiosk", "POST", f"/tickets/{tokens['rated']}/rating", score=2)
    tokens["cancelled"] = house.issue()["token"]
    house.ask("kiosk", "POST", f"/tickets/{tokens['cancelled']}/cancellation")
    tokens["called"] = house.at(1, "called")["token"]
    tokens["serving"] = house.at(2, "serving", "renewal_levy")["token"]
    for service in ("info_desk", "completion", "art100", "notary_clearance"):
        house.issue(service, priority="elderly")
    for service in ("utility_inquiry", "trade_inquiry"):
        house.issue(service, in_person=True)
    tokens["waiting"] = house.issue("building_permit", priority="veteran")["token"]
    house.ask("clerk", "POST", "/counters/5/break", minutes=15)
    return Stage({state: f"/t/{token}" for state, token in tokens.items()}, f"/kiosk/tickets/{tokens['waiting']}")
