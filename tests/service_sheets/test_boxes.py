"""Names of stages in the boxes of a picture."""

import pytest

from deskq.service_sheets import boxes
from deskq.service_sheets.catalogue.content import contents


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("بازدید از ملک", ["بازدید از ملک"]),
        ("تهیهٔ نقشه با مالک و مهندس", ["تهیهٔ نقشه با", "مالک و مهندس"]),
        ("Supercalifragilisticexpialidocious", ["Supercalifragilisticexp…"]),
    ],
)
def test_a_name_longer_than_a_line_is_broken_at_a_space(name, lines):
    assert boxes.lines(name, 24) == lines


def test_no_name_of_the_catalogue_is_cut():
    names = {name for sheet in contents().values() for one in sheet.stages for name in (one.name.fa, one.name.en)}

    assert len(names) > 20
    assert [name for name in names if "…" in "".join(boxes.lines(name, 24))] == []
