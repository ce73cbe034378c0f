"""Background jobs of operations: retention, and outages shared between processes."""

from deskq.core import shared_outages
from deskq.core.errors import N_
from deskq.core.shared_outages import OutageSharing
from deskq.jobs.table import Job
from deskq.ops.retention_job import HourlyRetention

RETENTION_PERIOD = 60.0


def jobs() -> tuple[Job, ...]:
    retention = N_("Remove what is older than its retention period")
    return (
        Job("ops.outages", N_("Share outages between processes"), shared_outages.PERIOD, OutageSharing().once),
        Job("ops.retention", retention, RETENTION_PERIOD, HourlyRetention().round, alone=True),
    )
