"""What one more idle office costs a server: processor time of all background jobs, and memory.

python -m tests.load.bench_offices [sqlite|postgres] [offices ...]
"""

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time

from flask import Flask
from flask_migrate import upgrade

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from deskq.jobs import table
from deskq.office.date_ranges import Hours
from deskq.office.service.create_office import create_office
from deskq.offices import copying
from tests.conftest import settings
from tests.load import postgres

ROUNDS = 5
#: Jobs of the whole process, or that do nothing while nobody looks.
WITHOUT_OFFICES = ("ops.checkpoint", "ops.outages", "ops.self_check", "voice.clips", "live.idle", "journal.anchors")


@contextmanager
def database(kind: str):
    if kind == "postgres":
        with postgres.database() as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'offices.sqlite'}"


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    counts = [int(one) for one in sys.argv[2:]] or [1, 20, 100]
    with database(kind) as url:
        app = create_app(settings(url))
        with app.app_context():
            upgrade()
        print(f"{'offices':>8} {'ms/s of a core':>15} {'per office %':>13} {'MB':>8}")
        before = None
        for count in counts:
            add(app, count)
            used, memory = measure(app), resident()
            share = "" if before is None else f"{100 * (used - before[1]) / (count - before[0]):.3f}"
            print(f"{count:>8} {1000 * used:>15.2f} {share:>13} {memory:>8.1f}", flush=True)
            before = (count, used)


def add(app: Flask, count: int) -> None:
    from deskq.demo.office import create_demo_office
    from deskq.office import queries

    with app.app_context():
        known = queries.offices(db.session())
        if not known:
            known = [create_demo_office("a password for benchmarks 42")]
        for number in range(len(known), count):
            names, today = {"name_fa": f"دفتر {number}"}, clock.now().date()
            made = create_office("bench", names, Hours(None, 0, 1440, today), range(7), f"office-{number}")
            copying.copy_set_up(db.session(), known[0], made.id, "bench")


def measure(app: Flask) -> float:
    """Seconds of a core per second that the jobs take while nothing happens."""
    with app.app_context():
        for begin in table.of(app).beginnings:
            begin()
        jobs = [job for job in table.of(app).jobs.values() if job.name not in WITHOUT_OFFICES]
        for job in jobs:  # the first run reads and keeps
            job.function()
        used = 0.0
        for job in jobs:
            began = process_time()
            for _ in range(ROUNDS):
                job.function()
            spent = (process_time() - began) / ROUNDS
            used += spent / max(job.seconds, job.rest * spent, 1e-3)
            db.session.remove()
    return used


def resident() -> float:
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
