"""/metrics tells how long commits, screens, jobs and pages take, and the dashboard asks only for what is there."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from deskq.core import clock, measures
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.jobs import status, table
from deskq.jobs.status import JobStatus
from deskq.live.handlers import follower
from deskq.live.screen_types import Screen
from deskq.ops.scheduled_backup import state_file
from deskq.ops.scheduled_backup.state_file import Result
from deskq.sms.models import Notice
from tests.ops.backup.conftest import take
from tests.tools.browsers import browser, client

__all__ = ["browser", "client"]
ROOT = Path(__file__).parent.parent.parent
DASHBOARD = json.loads((ROOT / "deploy" / "grafana" / "deskq.json").read_text())
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


def metrics(client) -> dict[str, float]:
    return values(client.get("/metrics").text)


def values(text: str) -> dict[str, float]:
    """{name with labels: value}"""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_an_action_is_counted_with_its_wait_and_its_commit(client, office):
    before = metrics(client)

    take(office, "one")

    after = metrics(client)
    for name in ("deskq_commit_seconds", "deskq_database_wait_seconds"):
        assert after[f"{name}_count"] == before[f"{name}_count"] + 1
        assert after[f"{name}_sum"] >= before[f"{name}_sum"]
        assert after[f'{name}_bucket{{le="+Inf"}}'] == after[f"{name}_count"]


def test_answers_are_counted_by_group_and_status_and_not_by_address(client):
    before = metrics(client)

    client.get("/t/a-secret-that-nobody-has")
    client.get("/no-such-page/with-a-name")

    text = client.get("/metrics").text
    grown = [
        name for name, value in values(text).items() if name.startswith("deskq_http") and value != before.get(name)
    ]
    assert any('group="none",status="4xx"' in name for name in grown)
    assert "a-secret" not in text
    assert "with-a-name" not in text


def test_a_screen_that_is_told_is_counted(app, client, office, monkeypatch):
    before = metrics(client)["deskq_screen_delay_seconds_count"]
    take(office, "one")
    own = follower()
    monkeypatch.setattr(own.broadcaster, "screens", lambda: [Screen("lobby", office, 0, "fa")])

    own._send(office, journal.after_sequence(db.session(), office, 0, 1000))

    assert metrics(client)["deskq_screen_delay_seconds_count"] == before + 1


def test_the_age_of_the_oldest_in_an_outbox(client, office):
    name = 'deskq_outbox_age_seconds{outbox="notice"}'
    empty = metrics(client)[name]
    for minutes in (1, 5):
        at = clock.now() - timedelta(minutes=minutes)
        db.session.add(Notice(office_id=office, made_at=at, next_at=at, about=f"test {minutes}", until=at))
    db.session.commit()

    assert (empty, metrics(client)[name]) == (0, 300)


def test_the_dashboard_asks_only_for_what_metrics_tells(app, client, office, instance, tmp_path):
    app.config["BACKUP_FOLDER"] = str(tmp_path)
    for task in ("backup", "drill"):
        state_file.note(instance, task, Result(clock.now(), clock.now(), file="x", size=1))
    job = next(iter(table.of(app).jobs.values()))
    app.extensions[status.EXTENSION] = [JobStatus(job, 0.0)]
    measures.JOB.labels(job.name).observe(0.1)
    client.get("/healthz")

    told = {re.split(r"[{ ]", name)[0] for name in metrics(client)}
    del app.extensions[status.EXTENSION]

    asked = {name for query in QUERIES for name in re.findall(r"deskq_\w+", query)}
    assert len(asked) > 15
    assert asked - told - {"deskq_way_out_works"} == set()


def test_every_query_of_the_dashboard_has_brackets_that_close():
    assert [query for query in QUERIES if query.count("(") != query.count(")")] == []
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_several_workers_add_up(tmp_path):
    program = "from deskq.core import measures; measures.COMMIT.observe(0.3); print(measures.text())"
    how = {"cwd": ROOT, "env": {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PATH": "/usr/bin"}}

    said = [subprocess.check_output([sys.executable, "-c", program], text=True, **how) for _ in range(3)]

    assert values(said[-1])["deskq_commit_seconds_count"] == 3
