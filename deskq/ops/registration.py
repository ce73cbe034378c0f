"""Registers health checks, metrics and background jobs of operations."""

from flask import Flask

from deskq.alerts import backup_port
from deskq.core import event_types
from deskq.core.db import events
from deskq.jobs import table
from deskq.ops import health
from deskq.ops.jobs import jobs
from deskq.ops.scheduled_backup import jobs as scheduled_backup_jobs
from deskq.ops.scheduled_backup import status


def init_app(app: Flask) -> None:
    event_types.register(events)
    health.init_app(app)


def init_state(app: Flask) -> None:
    backup_port.PORT.bind(app, status.failed)
    table.add(app, *jobs(), *scheduled_backup_jobs.jobs())
