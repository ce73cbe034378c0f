"""The live screens of the queue: lobby board, kiosk, counter panel, a ticket on a phone."""

from functools import partial

from flask import Flask, render_template

from deskq.access import identity, permissions, sessions
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.live import registry
from deskq.live.screen_types import Drawing, Recheck, Refresh, Screen, ScreenType, Subscription, Urgency, WatchRequest
from deskq.live.subscriptions import for_device, for_role, session_rooms
from deskq.office import queries as office_queries
from deskq.queue import queries, wait_port
from deskq.queue.call_announcer import Announcer
from deskq.queue.events import CounterChanged
from deskq.queue.position_updates import PositionUpdates
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.screens.phone.queries import ticket_view_by_id


def register(app: Flask) -> None:
    screens = registry.of(app)
    screens.add_screen(ScreenType("lobby", _lobby, _draw_lobby, Refresh(Urgency.FIRST), parts=True, shared=True))
    screens.add_screen(ScreenType("kiosk", _kiosk, _draw_kiosk, Refresh(Urgency.THIRD)))
    own_first = Refresh(Urgency.SECOND, others_urgency=Urgency.THIRD)
    screens.add_screen(ScreenType("counter", _counter, _draw_counter, own_first, recheck_watchers=True))
    screens.add_screen(
        ScreenType(
            "ticket",
            _ticket,
            _draw_ticket,
            Refresh(Urgency.FIRST, own_ticket_only=True),
            redraw_when_quiet=lambda screen: wait_port.has_changed(screen.office_id, screen.row),
            delayed=PositionUpdates(app),
        )
    )
    screens.add_cues(Announcer(app))
    screens.end_on(CounterChanged, lambda event: Recheck("counter") if "clerk_id" in event.changes else None)


def _lobby(request: WatchRequest) -> Subscription | None:
    device = identity.device_caller("lobby")
    return for_device("lobby", device) if device is not None else for_role("lobby", "lobby.see")


def _draw_lobby(screen: Screen, secret: str | None) -> Drawing:
    board = lobby_board(db.session(), screen.office_id)
    return Drawing(board.version, board.at, render_template("lobby/_board.html", board=board))


def _kiosk(request: WatchRequest) -> Subscription | None:
    device = identity.device_caller("kiosk")
    return for_device("kiosk", device) if device is not None else None


def _draw_kiosk(screen: Screen, secret: str | None) -> Drawing:
    """Only that something changed: a kiosk fetches its page again by itself."""
    return Drawing(journal.position(db.session(), screen.office_id)[0], clock.now(), None)


def _ticket(request: WatchRequest) -> Subscription | None:
    if request.secret is None:
        return None
    found = queries.whose_secret(db.session(), secrets.hashed(request.secret))
    if found is None:
        return None
    ticket_id, office_id = found
    return Subscription("ticket", office_id, ticket_id, secret=request.secret)


def _draw_ticket(screen: Screen, secret: str | None) -> Drawing:
    view = ticket_view_by_id(db.session(), screen.office_id, screen.row)
    return Drawing(view.version, view.at, render_template("phone/_ticket.html", ticket=view, secret=secret))


def _counter(request: WatchRequest) -> Subscription | None:
    """The counter of the person; otherwise the free counter whose number is requested."""
    person = identity.signed_in()
    counter_id = _counter_of(person.id, person.office_id, person.role, request.counter) if person is not None else None
    if person is None or counter_id is None:
        return None
    end_reason = partial(_counter_end, sessions.current(), person.office_id, request.counter, counter_id)
    return Subscription("counter", person.office_id, counter_id, session_rooms(person), end_reason)


def _counter_of(person_id: int, office_id: int, role: str, number: int | None) -> int | None:
    if not permissions.may(role, "counter.work"):
        return None
    session = db.session()
    found = office_queries.counter_of(session, person_id)
    if found is None and number is not None:
        found = office_queries.counter_by_number(session, office_id, number)
    return found.id if found is not None and found.clerk_id in (None, person_id) else None


def _counter_end(
    session: sessions.StoredSession | None, office_id: int, number: int | None, counter_id: int
) -> str | None:
    person = sessions.account_of(session, office_id)
    if person is None:
        return sessions.end_reason(session)
    return None if _counter_of(person.id, person.office_id, person.role, number) == counter_id else "taken"


def _draw_counter(screen: Screen, secret: str | None) -> Drawing:
    shown = counter_panel(db.session(), screen.office_id, screen.row)
    return Drawing(shown.version, shown.at, render_template("desk/_panel.html", panel=shown))
