"""How long wrong passwords for unknown names are remembered."""

from datetime import timedelta

from deskq.retention import old_rows
from deskq.staff.models import Stranger

RULES = (old_rows("wrong passwords for names that are nobody's", Stranger, Stranger.tried_at, timedelta(days=365)),)
