"""The running server and its background jobs: as the command sees them by HTTP, and as the server itself does."""

import re
from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from flask import current_app

from deskq.core.errors import N_
from deskq.doctor.finding import Finding, Words
from deskq.jobs import status, table

SECONDS = 3.0
LOG_COMMAND = "journalctl -u deskq"
JOB = re.compile(r'^deskq_job_works\{job="([\w.]+)"\} ([01])$', re.MULTILINE)
SILENT = N_("No server answers at %(address)s.")
START = N_("Start it (%(start)s). If it does not start, its log says why: %(command)s")
REFUSES = N_("What answers at %(address)s does not show its metrics (%(status)s).")
ASK_HERE = N_("Does another program use this port? Run this command on the machine of the server.")
NO_JOBS = N_("The server answers, but its background jobs have not started.")
RESTART = N_("Restart it: %(start)s")
LATE = N_("A background job does not run as it should: %(job)s.")
RESTART_IF = N_("If this stays so for ten minutes, restart the server: %(start)s. Its log: %(command)s")
WELL = N_("The server answers, and all background jobs run.")
START_COMMAND = "systemctl restart deskq"


def check_from_outside() -> Iterator[Finding]:
    """Reads /metrics of the server on this machine."""
    address = _address()
    commands = {"start": START_COMMAND, "command": LOG_COMMAND}
    try:
        with urlopen(f"{address}/metrics", timeout=SECONDS) as answer:  # noqa: S310 (http to this machine)
            text = answer.read().decode(errors="replace")
    except HTTPError as error:
        yield Finding("error", REFUSES, {"address": address, "status": error.code}, ASK_HERE)
        return
    except (URLError, OSError):
        yield Finding("error", SILENT, {"address": address, **commands}, START)
        return
    yield from _of_jobs({name: works == "1" for name, works in JOB.findall(text)})


def check_jobs() -> Iterator[Finding]:
    """The jobs of this process."""
    yield from _of_jobs({one.job.name: one.condition == "well" for one in status.of(current_app)})


def _of_jobs(jobs: dict[str, bool]) -> Iterator[Finding]:
    commands = {"start": START_COMMAND, "command": LOG_COMMAND}
    known = table.of(current_app).jobs
    if not jobs:
        yield Finding("warning", NO_JOBS, commands, RESTART)
        return
    ill = [name for name, works in jobs.items() if not works]
    for name in ill:
        title = Words(known[name].title) if name in known else name
        yield Finding("error", LATE, {"job": title, **commands}, RESTART_IF)
    if not ill:
        yield Finding("ok", WELL)


def _address() -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(current_app.config["HOST"], current_app.config["HOST"])  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host and '[' not in host else host}:{current_app.config['PORT']}"
