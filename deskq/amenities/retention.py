"""How long reports, photos and checks of amenities are kept. Faults themselves name nobody of the public and stay."""

from datetime import timedelta

from deskq.amenities.models import AmenityCheck, AmenityFault, AmenityReport
from deskq.amenities.rules.score import CHECKS_KEPT
from deskq.core.retention_rules import old_rows

RULES = (
    old_rows("words in reports about amenities", AmenityReport, AmenityReport.at, timedelta(days=90), blank="words"),
    old_rows(
        "photos of repairs of amenities", AmenityFault, AmenityFault.repaired_at, timedelta(days=365), blank="photo"
    ),
    old_rows("daily checks of amenities", AmenityCheck, AmenityCheck.at, CHECKS_KEPT),
)
