"""How long screens that asked to be paired are remembered."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.office.devices import Device

RULES = (
    old_rows(
        "screens that asked to be paired but were not",
        Device,
        Device.code_until,
        timedelta(days=1),
        Device.paired_at.is_(None),
    ),
)
