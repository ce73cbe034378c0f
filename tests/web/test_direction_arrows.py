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


def test_every_direction_has_a_picture_of_its_own(drawn):
    assert len({drawn(arrow) for arrow in ARROWS}) == len(ARROWS)


def test_upstairs_are_stairs_and_no_direction(drawn):
    assert drawn("up") == "stairs-up"


def test_no_template_has_a_second_table_of_arrows(app):
    tables = [
        name
        for name in app.jinja_env.list_templates(["html"])
        if "ARROWS = {" in app.jinja_env.loader.get_source(app.jinja_env, name)[0]
    ]

    assert tables == ["components/arrow.html"]
