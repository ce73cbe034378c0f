"""States in parts: a screen receives what changed, and can always put the whole together or knows that it cannot."""

import pytest

from deskq.core.extensions import db
from deskq.live.parts import BREAK, PartLedger, split
from deskq.live.renderer import CompactJson
from deskq.office import queries as office_queries
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import CounterAction
from tests.live.conftest import Socket
from tests.load import full_board

MOST_BYTES = 8 * 1024


class Held:
    """What a screen makes of the states it receives, as ``static/js/parts.js`` does."""

    def __init__(self) -> None:
        self._parts: dict[str, str] = {}

    def join(self, state: dict[str, object]) -> str | None:
        parts = [(part, self._parts.get(part)) if isinstance(part, str) else part for part in state["parts"]]
        if any(html is None for _, html in parts):
            return None
        self._parts = dict(parts)
        return "".join(html for _, html in parts)


class Lobby:
    """A lobby that has watched. ``latest`` reads the states that came, and is what it shows then."""

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self._held = Held()
        self.state: dict[str, object] = {}
        self.html = ""

    def latest(self) -> str:
        for state in self.socket.states():
            self.take(state)
        return self.html

    def take(self, state: dict[str, object]) -> None:
        self.state = state
        html = self._held.join(state) if "parts" in state else state["html"].replace(BREAK, "")
        assert html is not None
        self.html = html


def sent(state: dict[str, object]) -> list[str]:
    """The HTML that a state contains; what it only names is left out."""
    return [part[1] for part in state["parts"] if not isinstance(part, str)]


def size(state: dict[str, object]) -> int:
    """Bytes of the state on the wire."""
    return len(CompactJson.dumps(["state", state], separators=(",", ":")).encode()) + len("42")


@pytest.fixture
def screen(pair, socket):
    """``screen(parts=True)`` is a lobby that watches."""

    def watch(**fields: object) -> Lobby:
        made = socket(pair("lobby"))
        made.watch("lobby", **fields)
        return Lobby(made)

    return watch


def test_a_screen_begins_with_every_part_and_other_screens_have_none(screen, enter, socket):
    parts, old = screen(parts=True).socket.state(), screen().socket.state()
    desk = socket(enter("karimi"))
    desk.watch("counter", counter=5, parts=True)

    assert "html" not in parts
    assert Held().join(parts) == old["html"].replace(BREAK, "")
    assert parts.keys() - {"parts"} == old.keys() - {"html"}
    assert "parts" not in desk.state()


def test_an_event_sends_what_it_changed_and_one_cue_and_each_screen_has_the_whole_in_its_language(
    screen, at, issue, follow
):
    counters.open_counter(at(2))
    counters.open_counter(at(4))
    calls.call_next(at(2), issue()[0].id)
    parts, old, english = screen(parts=True), screen(), screen(parts=True, lang="en")
    follow()
    parts.latest(), old.latest(), english.latest()

    called = calls.call_next(at(4), issue("notary_clearance")[0].id)
    issue()
    follow()

    heard = {lobby: lobby.socket.heard() for lobby in (parts, old, english)}
    for lobby, events in heard.items():
        assert [name for name, _ in events] == ["state", "call"]
        lobby.take(events[0][1])
    assert parts.html == old.html
    assert "قبض و عوارض" in parts.html
    assert "City bills" in english.html
    changed = "".join(sent(parts.state))
    assert f'data-row="{called.call}"' in changed
    assert changed.count("data-row=") == 1
    assert "board-head" not in changed


def test_a_screen_that_comes_late_has_the_whole_then_and_after_the_next_event(screen, issue, follow, later):
    old, lobbies = screen(), [screen(parts=True)]
    for code in ("renewal_levy", "info_desk", "renewal_levy", "art100"):
        lobbies.append(screen(parts=True))
        issue(code)
        later(seconds=61)  # the clock of the board has moved
        follow()

        assert {lobby.latest() for lobby in lobbies} == {old.latest()}


def test_a_part_that_a_newcomer_received_differently_is_sent_again():
    ledger = PartLedger()
    ledger.whole("room", {"html": f"a{BREAK}b"})
    assert sent(ledger.changed("room", {"html": f"a{BREAK}b"})) == []

    newcomer = Held()
    newcomer.join(ledger.whole("room", {"html": f"a{BREAK}c"}))
    state = ledger.changed("room", {"html": f"a{BREAK}b"})

    assert sent(state) == ["b"]
    assert newcomer.join(state) == "ab"
    assert sent(ledger.changed("room", {"html": f"a{BREAK}b"})) == []


def test_a_screen_that_missed_a_state_notices():
    ledger = PartLedger()
    held = Held()
    held.join(ledger.whole("room", {"html": f"a{BREAK}b"}))
    ledger.changed("room", {"html": f"a{BREAK}c"})

    assert held.join(ledger.changed("room", {"html": f"a{BREAK}c"})) is None
    assert held.join(ledger.whole("room", {"html": f"a{BREAK}c"})) == "ac"


def test_parts_are_named_after_their_content():
    (one, _), (two, _), (again, _) = split(f"a{BREAK}b{BREAK}a")

    assert one == again != two
    assert len(one) == 8


@pytest.mark.parametrize("asked", [None, False, 1, "yes", {}])
def test_a_screen_that_does_not_ask_for_parts_receives_html(screen, issue, follow, asked):
    made = screen(parts=asked)

    issue()
    follow()

    assert made.latest().count('class="board-head"') == 1
    assert "parts" not in made.state


@pytest.fixture
def full(office, issue):
    """The counters of a full board but the last, which is open and has nobody."""
    full_board.furnish(office)
    numbers = range(1, full_board.COUNTERS + 1)
    opened = [
        CounterAction(office, "test", office_queries.counter_id(db.session(), office, number), None)
        for number in numbers
    ]
    for action in opened:
        counters.open_counter(action)
    for action in opened[:-1]:
        calls.call_next(action, issue(full_board.LEVY)[0].id)
    for code in full_board.WAITING * 2:
        issue(code)
    return opened


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_call_on_a_full_board_sends_at_most_8_kilobytes_to_each_screen(full, screen, issue, follow, lang):
    parts, old = screen(parts=True, lang=lang), screen(lang=lang)
    follow()
    parts.latest(), old.latest()

    calls.call_next(full[-1], issue(full_board.LEVY)[0].id)
    follow()

    html = parts.latest()
    assert html == old.latest()
    assert (html.count("data-row="), html.count("data-wait>")) == (full_board.COUNTERS, full_board.GROUPS)
    assert size(parts.state) <= MOST_BYTES
