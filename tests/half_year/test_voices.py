"""What citizens said after an answer, with the rate of answer, and nothing of one to four people."""

import pytest

from deskq.half_year.rules import voices


def found(asked: int = 100, n: int = 40, yes: int = 30, **more: object) -> dict[str, object]:
    one = {"asked": asked, "n": n, "yes": yes}
    return {"helped": one, "questions": {"done": one}, "days": 12.3, "visits": 2.1, "sections": 3.0, **more}


def test_numbers_are_shown_with_the_rate_of_answer():
    shown = voices.public(found())

    assert shown["helped"] == {"asked": 100, "n": 40, "yes": 30}
    assert (shown["days"], shown["visits"], shown["sections"]) == (12.3, 2.1, 3.0)


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        ((100, 4, 4), {"asked": None, "n": None, "yes": None}),
        ((4, 0, 0), {"asked": None, "n": None, "yes": None}),
        ((100, 40, 38), {"asked": 100, "n": 40, "yes": None}),
        ((100, 40, 3), {"asked": 100, "n": 40, "yes": None}),
        ((42, 40, 30), {"asked": None, "n": 40, "yes": 30}),
        ((100, 40, 40), {"asked": 100, "n": 40, "yes": 40}),
        ((0, 0, 0), {"asked": 0, "n": 0, "yes": 0}),
    ],
)
def test_no_number_of_one_to_four_is_shown_or_follows(one, shown):
    public = voices.public(found(*one))

    assert public["helped"] == shown
    assert [number for _, number in voices.counts(public) if number is not None and 0 < number < 5] == []


def test_a_correction_by_fewer_than_five_does_not_tell_who_was_added():
    before = voices.public(found(100, 40, 30))

    assert voices.public(found(103, 42, 32), before)["helped"] == before["helped"]
    assert voices.public(found(110, 50, 40), before)["helped"]["n"] == 50


def test_few_applications_tell_no_mean():
    assert voices.public(found(3, 0, 0))["days"] is None


def test_figures_frozen_before_have_none():
    assert voices.public(None) is None
    assert list(voices.counts(None)) == []
