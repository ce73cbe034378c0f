"""How long alerts are kept after they ended."""

from datetime import timedelta

from deskq.alerts.models import Alert
from deskq.core.retention_rules import old_rows

RULES = (old_rows("alerts of staff, after they ended", Alert, Alert.ended_at, timedelta(days=90)),)
