"""One set of direction arrows for ticket, phone and board."""

import re

import pytest
from flask import get_template_attribute

from deskq.core.text.names import Name
from deskq.office.rules import Place

ARROWS = ("right", "left", "ahead", "up", "here")


@pytest.fixture
def drawn(app):
    """The icon a template shows for an arrow."""

    def draw(arrow: str, kind: str = "way-arrow") -> str:
        place = Place(3, Name("", ""), Name("", ""), Name("", ""), arrow)
        with app.test_request_context("/"):
            return re.search("#([a-z-]+)", get_template_attribute("components/arrow.html", "arrow")(place, kind))[1]

    return draw


def test_every_direction_has_a_picture_of_its_own_and_upstairs_are_stairs(drawn):
    assert len({drawn(arrow) for arrow in ARROWS}) == len(ARROWS)
    assert drawn("up") == "stairs-up"


def test_no_template_has_a_second_table_of_arrows(templates):
    assert [name for name, source in templates.items() if "ARROWS = {" in source] == ["components/arrow.html"]
