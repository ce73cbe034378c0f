"""A shared application is as new in each test, and what a process remembers at the top of a module is known here."""

import ast
from pathlib import Path

import pytest

from deskq.core import clock, outages
from deskq.core.db import field_encryption
from deskq.core.extensions import db, limiter
from deskq.estimate import accuracy
from deskq.estimate.forecast_cache import OfficeForecast
from deskq.jobs import status
from deskq.live.screen_types import Screen
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.ratings.views import origin

ROOT = Path(__file__).parents[2]
EMPTY = {"dict", "list", "set", "deque", "defaultdict", "OrderedDict", "WeakKeyDictionary", "WeakValueDictionary"}
#: {module: its memory, and why no test can meet there what another has left}.
MEMORIES = {
    "access/api_tokens/queries.py": ("_cache", "forgotten"),
    "announcements/queries.py": ("_kept", "forgotten"),
    "access/sessions.py": ("_last_action", "its keys are random"),
    "core/db/field_encryption.py": ("_ring", "set by init_state"),
    "core/db/group_commit.py": ("_flushes", "only how long a flush takes"),
    "web/pdf/kept.py": ("_being_made _failed_at", "its tests have a folder and a memory of their own"),
    "office/directory.py": ("_kept", "forgotten with the configurations"),
    "core/event_types.py": ("_classes", "filled by imports"),
    "core/outage_log.py": ("_open", "forgotten with the outages"),
    "core/outages.py": ("_known", "forgotten"),
    "core/ports.py": ("_declared", "filled by imports"),
    "core/db/writing.py": ("_locks_of_no_office _office_locks", "locks that nobody holds between two tests"),
    "core/transactions.py": (
        "_after_commit _before_commit _in_transaction _wakers",
        "filled by imports; tests subscribe to events of their own",
    ),
    "document_scans/scanner_folder.py": ("_silent", "emptied by its threads"),
    "document_scans/views/pages.py": ("_small", "forgotten"),
    "estimate/accuracy.py": ("_cache", "forgotten"),
    "office/config_cache.py": ("_cache", "forgotten"),
    "ops/serving_lock.py": ("_held", "only a serving process fills it"),
    "panel/journal_places.py": ("_before", "forgotten"),
    "printing/usb_connection.py": ("_last_reasons", "only what was logged, by ids of simulated printers"),
    "queue/live_tickets.py": ("_kept", "forgotten"),
    "queue/version_cache.py": ("_caches", "its caches are emptied"),
    "ratings/views/origin.py": ("_remembered", "forgotten"),
}


@pytest.fixture
def one(shared_app, database_url):
    """``with one() as app``: the shared application as a test gets it, with its context."""

    def begin():
        return shared_app.as_new()

    return begin


def test_an_application_is_as_new_whatever_was_done_to_it(one):
    with one() as app, app.app_context():
        keys, glance = set(field_encryption.known()), dict(app.jinja_env.globals)
        office = office_queries.first_office(db.session()).id
        before = {name: kept for name, kept in app.extensions.items() if name.startswith("deskq_")}
        app.config["SMS_LINKS"] = app.config["INVENTED"] = True
        app.jinja_env.globals["asset"] = None
        app.extensions[status.EXTENSION] = [None]
        app.extensions["deskq_outbox"].gateway = object()
        app.extensions["deskq_estimate"].board.publish(office, OfficeForecast(clock.now(), {}, {}))
        app.extensions["deskq_follower"].broadcaster.add(Screen("lobby", office, 0, "fa"), None)
        outages.report("voice", outages.Outage("invented", "invented"))
        field_encryption.use_keys("another key for one test 0123456789", "a blind key for one test 0123456789")
        clock.use_zone("UTC")
        limiter.enabled = True

    with one() as app:
        assert (app.config["SMS_LINKS"], "INVENTED" in app.config) == (False, False)
        assert app.jinja_env.globals == glance
        assert before.keys() == {name for name in app.extensions if name.startswith("deskq_")}
        modules = ("deskq_people", "deskq_offices", "deskq_office_counters")
        assert not [name for name, kept in before.items() if kept is app.extensions[name] and name not in modules]
        assert app.extensions["deskq_outbox"].gateway is None
        assert app.extensions["deskq_estimate"].board.latest(office) is None
        assert app.extensions["deskq_follower"].broadcaster.watched == {}
        assert outages.current() == []
        assert field_encryption.known() == keys
        assert str(clock.zone()) == app.config["TIMEZONE"]
        assert limiter.enabled is False


def test_the_configuration_of_an_office_is_read_from_the_new_database(one):
    with one() as app, app.app_context():
        office = office_queries.first_office(db.session())
        office.name_en = "A name that no other test sees"
        db.session.commit()
        changed = config_cache.of(db.session(), office.id).office.name_en
        office.name_en = "Another, by a press that does not raise the version"
        db.session.commit()

    with one() as app, app.app_context():
        read = config_cache.of(db.session(), db.session().query(Office.id).scalar()).office.name_en

    assert changed == "A name that no other test sees"
    assert read == "Another, by a press that does not raise the version"


def test_an_application_of_its_own_meets_nothing_that_another_test_left(request):
    outages.report("voice", outages.Outage("invented", "invented"))
    origin._remembered["an address"] = clock.now()
    accuracy._cache["sqlite:///of another test", 1] = clock.now(), None

    request.getfixturevalue("make_app")

    assert (outages.current(), origin._remembered, accuracy._cache) == ([], {}, {})


def test_every_memory_of_a_process_is_known_here():
    found = {}
    for path in sorted((ROOT / "deskq").rglob("*.py")):
        names = [name for line in ast.parse(path.read_text()).body for name in remembered(line)]
        if names:
            found[path.relative_to(ROOT / "deskq").as_posix()] = " ".join(sorted(names))

    assert found == {path: names for path, (names, _) in MEMORIES.items()}


def remembered(line: ast.stmt) -> list[str]:
    """The private names that a statement sets to something empty, to be filled later."""
    targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
    value = getattr(line, "value", None)
    call = isinstance(value, ast.Call) and getattr(value.func, "id", "") in EMPTY
    literal = isinstance(value, ast.Dict | ast.List) and not ast.unparse(value).strip("{}[]")
    return [one.id for one in targets if isinstance(one, ast.Name) and one.id.startswith("_") and (call or literal)]
