"""An opened box with witnesses and three counted slips."""

import pytest

from deskq.core.extensions import db
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes import service
from deskq.paper_boxes.service import OpeningInput
from deskq.staff import queries as staff_queries

WORDS = "در پارک چراغ نیست"


@pytest.fixture
def person():
    return lambda name: staff_queries.person_by_name(db.session(), name).id


@pytest.fixture
def opening(office, about, person):
    """An opening with three slips counted."""
    box = next(iter(box_queries.boxes(db.session(), office)))
    opened = OpeningInput(box, 3, [person("supervisor")], "رضا کریمی\n", "قفل سالم بود")
    return service.open_box(office, "person:1", person("operator"), opened, "an opening").id
