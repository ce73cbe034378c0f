"""Every page of deskq in a busy hall, as each caller sees it, in both languages; and the content of its HTML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from deskq.core import secrets as secrets_core
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from deskq.ratings import service as rating_service
from tests.security.conftest import NUMBERS
from tests.security.routes import TABLE

READERS = ("nobody", "clerk", "supervisor", "admin", "kiosk", "lobby", "tablet", "hall")


@dataclass
class Hall:
    """Tickets in every state; ``secrets`` are their tokens by state."""

    secrets: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def busy(office: int, presses: dict[int, CounterAction]) -> Hall:
    """Tickets in every state at the counters of ``presses``."""
    hall = Hall()
    ways = {
        "serving": (1, (serve.start,)),
        "called": (2, ()),
        "held": (3, (serve.hold,)),
        "absent": (4, (serve.mark_absent,)),
        "done": (5, (serve.start, serve.finish)),
        "to be rated": (5, (serve.start, serve.finish)),
    }
    for state, (number, then) in ways.items():
        press = presses[number]
        counters.open_counter(press)
        ticket = _issue(office, hall, state, {1: "info_desk", 2: "renewal_levy", 4: "notary_clearance"}.get(number))
        calls.call_next(press, ticket.id)
        for move in then:
            move(press)
    _issue(office, hall, "waiting", "renewal_levy", "disability")
    gone = _issue(office, hall, "cancelled", "renewal_levy")
    cancel(office, gone.id)
    rating_service.rate(office, hall.ids["done"], 1, "phone", ["conduct"], '"><script>alert(1)</script>')
    return hall


def _issue(office: int, hall: Hall, state: str, code: str | None, priority: str = "") -> object:
    token = secrets_core.new()
    ticket = issue(office, "test", NewTicket(code or "building_permit", token, priority))
    hall.secrets[state], hall.ids[state] = token, ticket.id
    return ticket


def every_page(caller, hall: Hall) -> Iterator[tuple[str, object]]:
    """(who and what, the answer) of all pages."""
    for name in READERS:
        comes = caller(name)
        for address in addresses(name, hall):
            for language in ("fa", "en"):
                yield f"{name} {address} {language}", comes.get(address, query_string={"lang": language})


def addresses(name: str, hall: Hall) -> list[str]:
    rows = [row.split()[1] for row in TABLE if row.startswith("GET") and "/api/" not in row and "/static/" not in row]
    found = [path.replace("/N", f"/{NUMBERS.get(name, 6)}") for path in rows]
    if name == "admin":
        found += [f"/manage/tickets/{ticket}" for ticket in hall.ids.values()]
    starts = {"nobody": ("/t/{}", "/t/{}/state"), "kiosk": ("/kiosk/tickets/{}",)}.get(name, ())
    return [*found, *(start.format(token) for start in starts for token in hall.secrets.values()), "/nothing"]


POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
#: The one page of ours that stands in a frame: that of a lobby's device shows what the board shows.
FRAMED = "/lobby/picture"


class Markup(HTMLParser):
    """Gathers what a strict Content-Security-Policy would forbid, and the text that people read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.scripts: list[str] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._inside = tag
        if tag == "script":
            self.scripts.append(given.get("src") or "inline")
        if tag == "style" or (tag == "script" and not given.get("src")) or tag in ("base", "object", "embed"):
            self.forbidden.append(tag)
        if tag == "iframe" and not (given.get("src") or "").startswith(FRAMED):
            self.forbidden.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc") or (value or "").strip().startswith("javascript:"):
                self.forbidden.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._inside == "script" and data.strip():
            self.forbidden.append(data)
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
