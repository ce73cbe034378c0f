"""What is kept of amenities: words 90 days, photos a year, checks five years, faults for good."""

import pytest

from deskq.amenities import retention
from deskq.amenities.models import AmenityCheck, AmenityFault, AmenityReport
from deskq.amenities.service import checks, repairs, reports
from deskq.core import actors
from deskq.core.extensions import db
from deskq.ops import retention_job


@pytest.fixture
def kept(office, amenity, checker):
    """A report with words, a repair with a photo, a check."""
    one = reports.report(office, actors.VISITOR, amenity("water").id, "dirty", "لیوان نیست").id
    repairs.repair(checker(), one, "شسته شد", "photo.webp")
    checks.check(checker(), amenity("lift").id, True)


def left() -> tuple[int, int, int, int]:
    """(reports with words, photos, checks, faults)."""
    db.session.remove()
    query = db.session.query
    words = query(AmenityReport).filter(AmenityReport.words != "").count()
    photos = query(AmenityFault).filter(AmenityFault.photo != "").count()
    return words, photos, query(AmenityCheck).count(), query(AmenityFault).count()


@pytest.mark.parametrize(
    ("days", "rows"), [(90, (1, 1, 1, 1)), (91, (0, 1, 1, 1)), (366, (0, 0, 1, 1)), (1826, (0, 0, 0, 1))]
)
def test_each_goes_after_its_time_and_what_was_wrong_and_done_stays(kept, later, days, rows):
    later(days=days)

    removed = {rule: number for rule, number in retention_job.remove_due() if rule in retention.RULES}

    assert left() == rows
    assert sum(removed.values()) == 4 - sum(rows)
    one, said = db.session.query(AmenityFault).one(), db.session.query(AmenityReport).one()
    assert (one.what, one.done, said.what) == ("dirty", "شسته شد", "dirty")
