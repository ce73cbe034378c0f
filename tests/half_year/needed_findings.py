"""The findings that a report on few items needs before it is published."""

from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.queries import findings as queries
from deskq.half_year.rules.findings import SUBJECT, Source, needed
from deskq.half_year.service import findings as service
from deskq.half_year.service.findings import FindingInput


def write_needed(office: int, half: Half) -> None:
    """Write as many findings as are missing, each resting on the most frequent subject; none if nothing was
    received."""
    subjects = queries.present_figures(db.session(), office, half)[SUBJECT]
    missing = needed(sum(subjects.values())) - len(queries.findings(db.session(), office, half))
    for number in range(missing):
        source = Source(SUBJECT, next(iter(subjects)), None)
        service.write(office, "person:1", half, None, FindingInput(f"یافته {number}", f"Finding {number}", [source]))
