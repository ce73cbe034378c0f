"""What more has happened in the hostile office: ratings of earlier days, messages of a meeting and from boxes, a ticket
of a service that is closed then, a film on the board. None of it hostile yet (``hostile_texts.spoil``)."""

from dataclasses import replace
from datetime import timedelta

from deskq.announcements import service as announcements
from deskq.core.clock import now
from deskq.core.extensions import db
from deskq.messages.service.create import register
from deskq.messages.service.message_input import MessageInput
from deskq.paper_boxes import service as boxes
from deskq.paper_boxes.models import BoxOpening
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.security.pages import Hall

#: At two services and counters, and over whole weeks, because results show no small group.
PLACES, DAYS = (("renewal_levy", 2), ("building_permit", 3)), range(1, 60)
#: Where SAID was seen, in millionths of a degree.
POINT = {"lat": 36_072_000, "lon": 49_700_000}
SAID = MessageInput(kind="request", channel="web", body="x", address="x", category_id=1, **POINT)
CLOSED = "a secret of a ticket of a closed service"
FILM = "0" * 40 + ".mp4"


def act(office: int, people: dict[str, int], hall: Hall) -> None:
    _rate(office)
    _take_messages(office, people["operator"])
    hall.secrets["of a closed service"] = CLOSED
    hall.ids["of a closed service"] = issue(office, "device:1", NewTicket("utility_inquiry", CLOSED)).id
    shown = {"starts_at": now(), "ends_at": now() + timedelta(1), "seconds": 10, "active": True}
    film = {"kind": "video", "file": FILM}
    announcements.save(office, "test", None, {"text_fa": "x", "text_en": "x", **shown, **film})


def _rate(office: int) -> None:
    past = [
        PastVisit(days_ago(ago), 1 + ago % 5, service, counter, comment="x", reasons="conduct")
        for ago in DAYS
        for service, counter in PLACES
    ]
    write_visits(office, past)


def _take_messages(office: int, operator: int) -> None:
    for opening in db.session().query(BoxOpening).filter_by(closed_at=None):
        boxes.add_slip(office, "test", operator, opening.id, SAID, "a slip with words")
    register(office, "test", replace(SAID, channel="meeting", taken_by_id=operator), "said in a meeting")
