"""What of scans goes by itself. Those of an application go with its applicant (applications/retention.py)."""

from datetime import timedelta

from deskq.core.retention_rules import Rule, old_rows
from deskq.document_scans.models import DraftScan, ScanLink, ScannerTake
from deskq.document_scans.rules import DRAFT_LASTS

RULES: tuple[Rule, ...] = (
    old_rows("scans of applications that were never opened", DraftScan, DraftScan.at, DRAFT_LASTS),
    old_rows("pages by which phones send a scan", ScanLink, ScanLink.made_at, DRAFT_LASTS),
    old_rows("which papers of a scanner were taken", ScannerTake, ScannerTake.at, timedelta(days=30)),
)
