"""Attacks on the answers of a season: hidden numbers from sums, from both tables together, and from the half-year."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.half_year.rules import disclosure
from deskq.published.rules.answers import LEAST, Answers, released
from deskq.published.rules.suppression import TOTAL
from tests.published.test_suppression import solved

PARTS = ("kept", "late", "due")
#: {(subject, district): (in time, late)}
Season = dict[tuple[str, str], tuple[int, int]]


@st.composite
def seasons(draw) -> Season:
    subjects, districts = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    number = st.one_of(st.integers(0, 3), st.integers(0, 30))
    return {
        (f"s{subject}", f"d{district}"): (draw(number), draw(number))
        for subject in range(subjects)
        for district in range(districts)
    }


def counts(season: Season, place: int) -> dict[str, tuple[int, int]]:
    """{subject or district: (in time, due)}."""
    found: dict[str, tuple[int, int]] = {}
    for key, (kept, late) in season.items():
        before = found.get(key[place], (0, 0))
        found[key[place]] = before[0] + kept, before[1] + kept + late
    return found


def true_numbers(season: Season) -> dict[tuple[str, str], int]:
    """{(group, part): number}, of subjects, of districts, and of all."""
    found = {}
    groups = counts(season, 0) | counts(season, 1)
    groups[TOTAL] = tuple(sum(one[part] for one in counts(season, 0).values()) for part in (0, 1))
    for group, (kept, due) in groups.items():
        found |= {(group, "kept"): kept, (group, "late"): due - kept, (group, "due"): due}
    return found


def equations(season: Season) -> list[dict[tuple[str, str], int]]:
    """All sums that a reader knows: of each group, and of each table."""
    groups = [*counts(season, 0), *counts(season, 1), TOTAL]
    found = [{(group, "kept"): 1, (group, "late"): 1, (group, "due"): -1} for group in groups]
    for place in (0, 1):
        found += [{(TOTAL, part): -1, **{(group, part): 1 for group in counts(season, place)}} for part in PARTS]
    return found


def shown(season: Season) -> dict[tuple[str, str], int | None]:
    tables = released(counts(season, 0)) | released(counts(season, 1))
    return {(group, part): value for group, one in tables.items() for part, value in zip(PARTS, one, strict=True)}


def recovered(season: Season, visible: Mapping[tuple[str, str], int | None]) -> set[tuple[str, str]]:
    """Hidden numbers that follow from the sums of both tables."""
    open_ones = [
        {one: Fraction(sign) for one, sign in equation.items() if visible[one] is None}
        for equation in equations(season)
    ]
    return solved(open_ones)


def bounds(season: Season, visible: Mapping[tuple[str, str], int | None]) -> dict[tuple[str, str], float]:
    """The largest value each hidden number may have, drawn closer by all sums until nothing changes."""
    reach = {one: (0.0, float("inf")) if value is None else (value, value) for one, value in visible.items()}
    for _ in range(80):
        before = dict(reach)
        for equation in equations(season):
            for one, sign in equation.items():
                others = [(reach[other], -sign * way) for other, way in equation.items() if other != one]
                low = sum(ends[0] if way > 0 else -ends[1] for ends, way in others)
                high = sum(ends[1] if way > 0 else -ends[0] for ends, way in others)
                reach[one] = (max(reach[one][0], low), min(reach[one][1], high))
        if reach == before:
            break
    return {one: ends[1] for one, ends in reach.items()}


@settings(max_examples=200, deadline=None)
@given(seasons())
def test_neither_table_nor_both_together_tell_a_number_under_five(season):
    true, visible = true_numbers(season), shown(season)
    small = {one for one, number in true.items() if 0 < number < LEAST}

    assert all(visible[one] is None for one in small)
    assert recovered(season, visible) & small == set()
    reach = bounds(season, visible)
    assert all(reach[one] >= LEAST for one in small), "a bound tells that it is small"
    assert all(value in (None, true[one]) for one, value in visible.items()), "what is shown is true"


def test_without_complementary_suppression_the_same_attack_succeeds():
    season = {("s0", "d0"): (30, 3), ("s1", "d0"): (20, 9)}
    naive = {one: None if 0 < number < LEAST else number for one, number in true_numbers(season).items()}

    assert ("s0", "late") in recovered(season, naive)


def test_large_groups_keep_their_share():
    found = released({"asphalt": (300, 340), "gutters": (90, 100), "dogs": (10, 12), "praise": (2, 2)})

    assert found[TOTAL] == Answers(402, 52, 454)
    assert found["asphalt"] == Answers(300, 40, 340)
    assert found["praise"].due is None
    assert found["dogs"].late is None


@pytest.mark.parametrize(("kept", "due"), [(40, 43), (2, 60)])
def test_with_few_late_or_few_kept_answers_no_share_is_shown_at_all(kept, due):
    found = released({"asphalt": (kept, due)})

    assert found == {TOTAL: Answers(None, None, due), "asphalt": Answers(None, None, due)}


def test_almost_nothing_tells_nothing():
    assert set(released({"asphalt": (1, 3)}).values()) == {Answers(None, None, None)}
    assert released({}) == {TOTAL: Answers(0, 0, 0)}


def figures(kept: int, due: int) -> dict:
    score = {"visits": 0, "n": 0, "face": None, "total": None, "axes": {}, "items": {}, "faces": None}
    measured = {"called": 0, "half": None, "most": None, "again": None, "in_time": None}
    return {
        "half": 14051, "subjects": [], "cells": [], "sources": {}, "verdicts": {}, "reading": None,
        "satisfaction": score, "measured": measured, "kept": {"messages": [kept, due], "applications": [0, 0]},
    }  # fmt: skip


def test_the_half_year_does_not_give_a_season_away():
    """Spring shows 8 late answers, summer hides 2: the half-year must not show 10."""
    spring, summer = released({"asphalt": (40, 48)})[TOTAL], released({"asphalt": (60, 62)})[TOTAL]

    alone = disclosure.public(figures(100, 110))["kept"]["messages"]
    beside = disclosure.public(figures(100, 110), seasons=[spring, summer])["kept"]["messages"]

    assert alone["late"] - spring.late == 2
    assert beside == {TOTAL: 110, "kept": None, "late": None}


def test_a_half_year_of_seasons_that_hide_nothing_is_as_before():
    season = released({"asphalt": (40, 48)})[TOTAL]

    found = disclosure.public(figures(80, 96), seasons=[season, season])["kept"]["messages"]

    assert found == {TOTAL: 96, "kept": 80, "late": 16}
