"""Background jobs of operations: checkpoints of SQLite, retention, and outages shared between processes."""

from deskq.core import shared_outages
from deskq.core.db import checkpoint
from deskq.core.db.checkpoint import Checkpoints
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.shared_outages import OutageSharing
from deskq.jobs.table import Job
from deskq.ops.retention_job import HourlyRetention

RETENTION_PERIOD = 60.0


def jobs() -> tuple[Job, ...]:
    checkpoints = Checkpoints()
    retention = N_("Remove what is older than its retention period")
    return (
        Job(
            "ops.checkpoint",
            N_("Move what was saved from the log into the database file"),
            checkpoint.PERIOD,
            lambda: checkpoints.once(db.engine),
        ),
        Job("ops.outages", N_("Share outages between processes"), shared_outages.PERIOD, OutageSharing().once),
        Job("ops.retention", retention, RETENTION_PERIOD, HourlyRetention().round, alone=True),
    )
