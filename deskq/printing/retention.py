"""How long the list of printed papers is kept."""

from datetime import timedelta

from deskq.printing.models import PrintJob
from deskq.retention import old_rows

RULES = (old_rows("papers: which token was printed when", PrintJob, PrintJob.made_at, timedelta(days=30)),)
