"""Background jobs of operations: checkpoints of SQLite, memory, retention, checks of disk and database, outages shared
between processes."""

from deskq.core import clock, garbage, shared_outages
from deskq.core.db import checkpoint
from deskq.core.db.checkpoint import Checkpoints
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.garbage import FullScans
from deskq.core.shared_outages import OutageSharing
from deskq.jobs.table import Job
from deskq.ops import self_check
from deskq.ops.retention_job import HourlyRetention
from deskq.ops.self_check import SelfCheck
from deskq.web import uploads

RETENTION_PERIOD = 60.0
UPLOADS_PERIOD = 60.0


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
        Job("ops.garbage", N_("Free memory in quiet moments"), garbage.PERIOD, FullScans().once),
        Job("ops.outages", N_("Share outages between processes"), shared_outages.PERIOD, OutageSharing().once),
        Job("ops.retention", retention, RETENTION_PERIOD, HourlyRetention().round, alone=True),
        Job(
            "ops.self_check", N_("Check the disk and the database"), self_check.PERIOD, SelfCheck().round, at_once=True
        ),
        Job("ops.uploads", N_("Delete photos of forms that were not sent again"), UPLOADS_PERIOD, release_uploads),
    )


def release_uploads() -> None:
    """Every process does it: the machines of an office may have a folder each."""
    uploads.release_due(uploads.used, clock.now().timestamp())
