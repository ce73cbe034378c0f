"""What visitors see of waits, and of services that give no ticket: estimates, closing, quotas."""

import pytest

from deskq.queue import wait_port
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import calls
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.kept_pages.waits import FixedWaits


@pytest.mark.parametrize("minutes", [(1, 2), (2, 3), (5, 5), (10, 25), (50, 60), (50, 75), (80, 120), (120, 120), None])
def test_waits_as_they_are_shown(app, scene, minutes):
    name = f"wait-{minutes[0]}-{minutes[1]}" if minutes else "wait-unknown"
    visitor = scene(name)
    clerk = prepare.open_counter(2, "karimi")
    shown = WaitShown((minutes[0] * 60, minutes[1] * 60)) if minutes else None
    wait_port.PORT.bind(app, FixedWaits(shown))
    prepare.arrive("art77")
    _, page = prepare.arrive_with_phone("renewal_levy")
    visitor.look("kiosk", *prepare.kiosk_pages("renewal_levy"), page.replace("/t/", "/kiosk/tickets/"))
    visitor.look("nobody", f"{page}/state", "/join")
    visitor.look("lobby", "/lobby/board")
    visitor.look("supervisor", "/manage/hall/state")
    visitor.send("host", "/host/tickets", service="renewal_levy", count="1", group_size="1", request_key="k" * 24)
    calls.call_next(clerk)

    check(name, visitor.pages)


@pytest.mark.parametrize("closing", ["soft", "hard"])
def test_a_turn_that_would_come_after_closing(app, scene, closing):
    visitor = scene(f"closing-{closing}")
    prepare.open_counter(2, "karimi")
    _, page = prepare.arrive_with_phone("renewal_levy")
    wait_port.PORT.bind(app, FixedWaits(WaitShown((40 * 60, 60 * 60))))
    prepare.set_office(line_closing=closing)
    prepare.open_between(7, 14)
    prepare.at_hour(13, 40)
    visitor.look("kiosk", *prepare.kiosk_pages("renewal_levy"))
    visitor.look("nobody", f"{page}/state", "/join")
    visitor.send("kiosk", "/kiosk/tickets", service="renewal_levy", request_key="k" * 24)
    visitor.send("kiosk", "/kiosk/tickets", service="renewal_levy", request_key="l" * 24, late_ok="1")
    prepare.at_hour(14, 10)
    visitor.look("nobody", f"{page}/state")
    visitor.look("host", "/host")

    check(f"closing-{closing}", visitor.pages)


def test_a_service_without_more_tickets(scene):
    visitor = scene("quota")
    prepare.set_service("renewal_levy", day_quota=1)
    prepare.set_service("art77", hour_quota=1)
    for code in ("renewal_levy", "art77"):
        prepare.arrive(code)
        visitor.look("kiosk", *prepare.kiosk_pages(code))
        visitor.send("kiosk", "/kiosk/tickets", service=code, request_key="k" * 24)
    visitor.look("host", "/host")
    visitor.look("nobody", "/join")
    visitor.send("nobody", "/join", service="renewal_levy", phone="0912 000 0001", travel="30", request_key="k" * 24)

    check("quota", visitor.pages)
