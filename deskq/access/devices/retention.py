"""Retention rule for devices that asked to be paired and never were."""

from datetime import timedelta

from deskq.access.devices.models import Device
from deskq.core.retention_rules import old_rows

RULES = (
    old_rows(
        "screens that asked to be paired but were not",
        Device,
        Device.code_until,
        timedelta(days=1),
        Device.paired_at.is_(None),
    ),
)
