"""The live screen of the inbox. It tells each person's page that messages changed; the page then fetches its list."""

from flask import Flask

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inbox.views.inbox_context import ACT
from deskq.live import registry
from deskq.live.screen_types import Drawing, Refresh, Screen, ScreenType, Subscription, Urgency, WatchRequest
from deskq.live.subscriptions import for_role
from deskq.messages.events import (
    MessageCovered,
    MessageEscalated,
    MessageMoved,
    MessageReclassified,
    MessageRegistered,
)

SCREEN = "inbox"
EVENTS = (MessageRegistered, MessageMoved, MessageReclassified, MessageEscalated, MessageCovered)


def register(app: Flask) -> None:
    screen = ScreenType(
        SCREEN, _authorize, _draw, Refresh(Urgency.LAST, EVENTS), redraw_when_quiet=lambda screen: False
    )
    registry.of(app).add_screen(screen)


def _authorize(request: WatchRequest) -> Subscription | None:
    return for_role(SCREEN, ACT, own=True)


def _draw(screen: Screen, secret: str | None) -> Drawing:
    """A state without content, because the list depends on tab, filters and page."""
    return Drawing(journal.position(db.session(), screen.office_id)[0], clock.now(), None)
