"""A board is drawn once, by the process that wrote the news, also where another process sends it to its own screens."""

import json
import urllib.request
from contextlib import ExitStack

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.live.shared_drawings import SharedDrawings, release
from tests.conftest import require
from tests.live.noting_follower import by_another, following, north, wakers, write
from tests.live.processes import REDIS, lobby_at, servers
from tests.live.test_redis import redis_found
from tests.load import postgres
from tests.tools.statements import statements

__all__ = ["by_another", "following", "north", "wakers", "write"]

KEY, RELEASE = "the key of all processes", "a1"
CALLS = 3


@pytest.mark.postgres
@pytest.mark.redis
def test_lobbies_of_two_processes_show_the_same_drawing(tmp_path, seeded_postgres):
    require("Redis", redis_found())
    with ExitStack() as ends:
        url = ends.enter_context(postgres.database(seeded_postgres))
        both = ends.enter_context(servers(tmp_path, url, REDIS))
        lobbies = [ends.enter_context(lobby_at(port)) for port in both.ports]
        both.post(0, "clerk", "/counters/2/opening")
        for _ in range(CALLS):
            both.post(0, "kiosk", "/tickets", service="renewal_levy")
        drawn = []
        _at_rest(both, lobbies)
        for _ in range(CALLS):
            called = both.post(0, "clerk", "/counters/2/calls")
            drawn.append(_at_rest(both, lobbies))
            both.post(0, "clerk", f"/tickets/{called['id']}/absence")
            _at_rest(both, lobbies)

    assert [here["version"] for here, _ in drawn] == [there["version"] for _, there in drawn]
    same = [here["at"] == there["at"] for here, there in drawn]
    assert same.count(True) >= CALLS - 1  # the other process may just have looked by itself, which it does each second
    assert all(here["epoch"] != there["epoch"] for here, there in drawn)


def _at_rest(both, lobbies) -> list[dict[str, object]]:
    """The states of the lobbies when they show all that has happened."""
    headers = {"Authorization": f"Bearer {both._tokens['lobby']}"}
    asked = urllib.request.Request(f"http://127.0.0.1:{both.ports[0]}/api/v1/board", headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        version = json.load(answer)["version"]
    return [lobby.until("state", version) for lobby in lobbies]


@pytest.fixture
def rows(office, write) -> list[journal.Entry]:
    """Three new rows of the journal, as another process would read them."""
    after = journal.position(db.session(), office)[0]
    write("one", "two", "three")
    return journal.after_sequence(db.session(), office, after, 10)


def shared(key: str = KEY, release: str = RELEASE) -> SharedDrawings:
    return SharedDrawings(key, release)


def state(version: int) -> dict[str, object]:
    return {"version": version, "html": "<p>نوبت</p>"}


def test_a_drawing_is_taken_with_the_rows_that_it_shows(office, rows):
    there = shared()
    drawn = {"lobby": state(rows[-1].sequence)}

    assert there.receive(shared().payload(rows[-1], drawn)) == office

    assert there.offices({office: rows[0].sequence}) == [office]
    assert there.offices({office: rows[-1].sequence}) == []
    assert there.take(office, rows) == drawn
    assert there.take(office, rows) == {}


def test_a_drawing_waits_until_its_rows_are_read_and_older_news_does_not_replace_it(office, rows):
    there = shared()
    drawn = {"lobby": state(rows[2].sequence)}
    there.receive(shared().payload(rows[2], drawn))
    there.receive(shared().payload(rows[1], {"lobby": state(rows[1].sequence)}))

    assert there.take(office, rows[:2]) == {}
    assert there.is_beyond(office, rows[1].sequence)
    assert there.take(office, rows[2:]) == drawn


def test_a_drawing_that_shows_less_than_was_read_or_another_journal_is_not_taken(office, rows):
    there = shared()
    other = journal.Entry(office_id=office, sequence=rows[-1].sequence, hash="f" * 64)
    there.receive(shared().payload(rows[1], {"lobby": state(rows[1].sequence), "newer": state(rows[2].sequence)}))
    of_another = shared()
    of_another.receive(shared().payload(other, {"lobby": state(rows[-1].sequence)}))

    assert there.take(office, rows) == {"newer": state(rows[2].sequence)}
    assert of_another.take(office, rows) == {}


@pytest.mark.parametrize(
    "stranger", [shared("another key"), shared(release="b2"), None], ids=["key", "release", "not signed"]
)
def test_what_strangers_publish_is_not_accepted(office, rows, stranger):
    there = shared()
    payload = stranger.payload(rows[-1], {}) if stranger is not None else b'{"office": 1}'

    assert there.receive(payload) is None
    assert there.offices({office: 0}) == []


@pytest.mark.parametrize("changed", ["templates/lobby/_board.html", "deskq/queue/rules.py", "deskq/fa.mo"])
def test_each_file_that_a_drawing_depends_on_makes_another_release(tmp_path, changed):
    for name in ("templates/lobby/_board.html", "deskq/queue/rules.py", "deskq/fa.mo"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    before = release.__wrapped__(tmp_path)

    (tmp_path / changed).write_text("after")

    assert release.__wrapped__(tmp_path) != before


class Processes:
    """The follower ``there``, and how it receives what a process ``here`` publishes."""

    def __init__(self, follower) -> None:
        self.there = follower
        self.here = SharedDrawings(follower.app.config["SECRET_KEY"], RELEASE)
        follower._shared = SharedDrawings(follower.app.config["SECRET_KEY"], RELEASE)

    def publish(self, last: journal.Entry) -> None:
        self.there.bus.news.clear()
        self.there.bus.receive(b"here " + self.here.payload(last, {}))


@pytest.fixture
def processes(following) -> Processes:
    following.bus.look.clear()
    return Processes(following)


def _last(office: int) -> journal.Entry:
    at = journal.position(db.session(), office)[0]
    (row,) = journal.after_sequence(db.session(), office, at - 1, 1)
    return row


def test_of_what_was_published_only_one_journal_is_read(following, processes, office, by_another):
    by_another("there")
    processes.publish(_last(office))
    assert following.bus.news.is_set()

    with statements() as sent:
        following.step()

    assert following.words == ["there"]
    assert len(sent) == 1


def test_rows_that_were_published_come_after_own_ones_that_were_at_hand(
    following, processes, office, write, by_another
):
    write("here")
    by_another("there")
    processes.publish(_last(office))
    following.bus.news.clear()

    following.step()
    assert following.words == ["here"]
    assert following.bus.news.is_set(), "the next round comes at once"
    following.step()

    assert following.words == ["here", "there"]


def test_of_an_office_that_is_not_known_yet_all_journals_are_read(following, processes, office, by_another):
    del following._seen[office]
    by_another("there")

    processes.publish(_last(office))

    assert following.bus.look.is_set()
    assert following._shared.offices(following._seen) == []


@pytest.mark.parametrize("fails", [False, True], ids=["sent", "could not be sent"])
def test_others_are_woken_when_own_rows_were_sent_or_failed(following, office, write, monkeypatch, fails):
    published = []
    monkeypatch.setattr(following.bus, "_url", REDIS)
    monkeypatch.setattr(following.bus, "publish", published.append)
    monkeypatch.setattr(following, "fails", office if fails else None)
    following.broadcaster.watched["a room"] = None
    write("one")
    assert published == []

    if fails:
        with pytest.raises(OSError, match="not now"):
            following.step()
    else:
        following.step()
    following.step()

    assert published == [b""]
