"""How long print jobs are kept."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.printing.models import PrintJob

RULES = (old_rows("prints: which ticket was printed when", PrintJob, PrintJob.made_at, timedelta(days=30)),)
