"""Reports by API: figures, names by the codes of other calls, and refusals."""

import pytest

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue


@pytest.fixture
def served(at, office, later):
    """One visitor, called after five minutes and served for three."""
    counters.open_counter(at(2))
    made = issue(office, "device:1", NewTicket("renewal_levy", secrets.new()))
    later(minutes=5)
    calls.call_next(at(2))
    serve.start(at(2))
    later(minutes=3)
    serve.finish(at(2))
    return made


def test_the_figures_of_a_day_by_service(machine, served):
    answer = machine("integration").get("/reports/visits?from=2026-11-24&to=1405/09/03&by=service")

    assert answer.status_code == 200
    assert answer.json["until"] == "2026-11-24T06:38:00Z"
    assert [(row["key"], row["figures"]["served"]) for row in answer.json["rows"]] == [("renewal_levy", 1)]
    assert answer.json["total"]["first_wait"] == {"n": 1, "p50": 300, "p90": 300}
    assert answer.json["total"]["service_time"] == {"n": 1, "p50": 180, "p90": 180}
    assert (answer.json["total"]["within_target"], answer.json["total"]["within_target_of"]) == (1, 1)
    assert (answer.json["target"], answer.json["own_targets"]) == (1800, {})


def test_it_says_who_went_ahead_and_who_joined_from_outside(machine, at, office, later):
    issue(office, "device:1", NewTicket("renewal_levy", secrets.new()))
    later(minutes=1)
    issue(office, "device:1", NewTicket("renewal_levy", secrets.new(), "disability"))
    later(minutes=5)
    counters.open_counter(at(2))
    calls.call_next(at(2))

    total = machine("integration").get("/reports/visits?from=2026-11-24&to=2026-11-24").json["total"]

    assert (total["overtaking"], total["overtaking_by_priority"], total["joined"]) == (1, 1, 0)


def test_rows_are_named_by_what_other_calls_use(machine, served):
    api, keys = machine("integration"), {"counter": "2", "channel": "device", "hour": "10", "day": "2026-11-24"}

    for by, key in keys.items():
        rows = api.get(f"/reports/visits?from=1405/09/03&to=1405/09/03&by={by}").json["rows"]
        assert [row["key"] for row in rows] == [key]


def test_without_days_it_is_the_running_month_up_to_today(machine, served):
    answer = machine("integration").get("/reports/visits").json

    assert (answer["first_day"], answer["last_day"], answer["by"]) == ("2026-11-22", "2026-12-21", "day")
    assert [row["figures"]["visitors"] for row in answer["rows"]] == [0, 0, 1]


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        ("/reports/visits?by=clerk", 403, "forbidden"), ("/reports/moon", 404, "not-found"),
        *((f"/reports/visits?{asked}", 422, "bad-fields") for asked in
          ("by=moon", "from=2026-11-24&to=2026-11-01", "from=1300/01/01&to=1499/01/01", "since=2026-11-24")),
    ],
)  # fmt: skip
def test_what_is_refused(machine, path, status, slug):
    answer = machine("integration").get(path)

    assert (answer.status_code, answer.json["type"]) == (status, slug)
