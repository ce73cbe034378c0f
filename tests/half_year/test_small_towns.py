"""Reports of small towns: what is shown is worth reading, and nothing under five is shown or follows from it.

``followed`` knows nothing of the program: it takes the numbers of the open data as equations over what a reader does
not know, and solves them.
"""

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.coding.rules.codes import CAUSE_LABELS, NOT_CODED
from deskq.half_year.rules import disclosure, roll_up, tree, whole_report
from deskq.half_year.rules.rolled_counts import released
from deskq.published.rules.suppression import TOTAL

SUBJECTS = [subject for _, subjects in tree.SUBJECT_GROUPS.values() for subject in subjects]
CAUSES = [*CAUSE_LABELS]
Cells = dict[tuple[str, str], int]
#: The town of the issue: nineteen slips, no subject with five, none coded twice alike.
NINETEEN: Cells = {
    ("asphalt", "no_budget"): 4, ("gutters", "no_follow_up"): 3, ("green", "none"): 2, ("garbage", "no_follow_up"): 3,
    ("conduct", "conduct"): 2, ("planning", "no_info_steps"): 2, ("obstruction", "none"): 2, ("praise", "none"): 1,
}  # fmt: skip


def figures(cells: Cells, **more: Any) -> dict[str, Any]:
    """Frozen figures of a town with these items, all on slips and none a complaint unless ``more`` says so."""
    items = sum(cells.values())
    names = [{"code": code, "fa": f"«{code}»", "en": code} for code in SUBJECTS]
    return {
        "half": 13972,
        "subjects": [row for row in names if row["code"] in {subject for subject, _ in cells}],
        "catalogue": names,
        "cells": [{"subject": of[0], "cause": of[1], "items": n} for of, n in sorted(cells.items())],
        "sources": {"message": 0, "slip": items, "comment": 0},
        "verdicts": {},
        "satisfaction": {"visits": 0, "n": 0, "face": None, "total": None, "axes": {}, "items": {}, "faces": None},
        "measured": {"called": 0, "half": None, "most": None, "again": None, "in_time": None},
        "kept": {"messages": [items, items], "applications": [0, 0]},
        "reading": None,
        **more,
    }


def test_nineteen_slips_show_their_total_and_groups_and_hide_nothing_that_stands_elsewhere():
    public = disclosure.public(figures(NINETEEN))
    table = released(public["table"])

    rows = {row["code"]: table[row["code"], TOTAL] for row in public["subjects"]}
    assert rows == {"group:streets": 7, "rest": 12}
    columns = {row["code"]: table[TOTAL, row["code"]] for row in public["causes"]}
    assert columns == {"no_follow_up": 6, "none": 5, "rest": 8}
    assert table[TOTAL, TOTAL] == public["sources"][TOTAL] == 19
    assert list(whole_report.problems(public)) == []


@pytest.mark.parametrize("items", [1, 2, 3, 4])
def test_of_fewer_than_five_items_nothing_is_shown_anywhere(items):
    public = disclosure.public(figures({("asphalt", "no_budget"): items}, kept={"messages": [items, items]}))

    assert {count for _, _, count in public["table"]} == {None}
    assert set(public["sources"].values()) == {None, 0}
    assert set(public["kept"]["messages"].values()) == {None, 0}
    assert list(whole_report.problems(public)) == []


def test_a_total_hidden_in_the_table_is_not_shown_beside_it():
    public = disclosure.public(figures(NINETEEN))
    public["table"] = [
        [row, column, None if row == column == TOTAL else count] for row, column, count in public["table"]
    ]

    assert f"said/{TOTAL}/{TOTAL}" in list(whole_report.problems(public))
    assert f"sources/{TOTAL}" in list(whole_report.problems(public))
    with pytest.raises(whole_report.ShowsSmallGroup):
        whole_report.check(public)


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("verdicts", {"upheld": 3, "": 3}, "verdicts/upheld"),
        ("verdicts", {"upheld": 17, "": 17}, "verdicts/"),
        ("sources", {"message": None, "slip": 16, "comment": 0, "": 19}, "sources/message"),
        ("kept", {"messages": {"kept": None, "late": 15, "": 19}}, "kept/messages/kept"),
        ("measured", {"called": 40, "half": 5, "most": 9, "again": [2, 40], "in_time": None}, "again/yes"),
    ],
)
def test_a_number_that_is_small_or_follows_is_found_wherever_it_stands(name, value, place):
    public = disclosure.public(figures(NINETEEN))

    assert place in list(whole_report.problems({**public, name: value}))


def test_so_few_items_that_were_no_complaints_do_not_follow_from_the_verdicts():
    public = disclosure.public(figures(NINETEEN, verdicts={"upheld": 10, "not_upheld": 6}))

    assert set(public["verdicts"].values()) == {None}
    assert list(whole_report.problems(public)) == []


def test_shares_of_few_visits_are_not_shown():
    measured = {"called": 3, "half": 5, "most": 9, "again": [2, 40], "in_time": [20, 40]}
    rated = {"visits": 60, "n": 40, "face": None, "total": None, "axes": {}, "items": {},
             "faces": {"5": 0.5, "4": 0.25, "3": 0.125, "2": 0.075, "1": 0.05}}  # fmt: skip
    public = disclosure.public(figures(NINETEEN, measured=measured, satisfaction=rated))

    assert public["measured"] == {"called": None, "half": None, "most": None, "again": None, "in_time": [20, 40]}
    assert public["satisfaction"]["faces"] is None
    assert public["satisfaction"]["face_groups"] == {"good": 0.75, "middle": 0.125, "bad": 0.125}
    assert list(whole_report.problems(public)) == []


def test_a_correction_keeps_the_groups_of_the_version_before_it_and_tells_no_difference():
    before = figures(NINETEEN)
    first = disclosure.public(before)
    moved = figures({**NINETEEN, ("asphalt", "no_budget"): 2, ("garbage", "no_follow_up"): 5})

    second = disclosure.public(moved, [(before, first)])

    shown = [released(version["table"]) for version in (first, second)]
    changes = {shown[1][cell] - count for cell, count in shown[0].items() if count is not None and shown[1].get(cell)}
    assert not changes & {1, 2, 3, 4, -1, -2, -3, -4}
    assert list(whole_report.problems(second)) == []


def test_after_a_version_that_hid_everything_the_groups_are_shown():
    before = figures(NINETEEN)
    hidden = {**disclosure.public(before), "table": [["asphalt", TOTAL, None], [TOTAL, TOTAL, None]]}
    hidden |= {"sources": dict.fromkeys(("message", "slip", "comment", TOTAL)), "verdicts": {TOTAL: 0}}

    public = disclosure.public(before, [(before, hidden)])

    assert released(public["table"])[TOTAL, TOTAL] == 19


TOWNS = st.dictionaries(
    st.tuples(st.sampled_from(SUBJECTS[:9]), st.sampled_from([*CAUSES[:6], "none", NOT_CODED])),
    st.integers(1, 9),
    max_size=14,
)


@given(TOWNS, st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_of_one_to_four_follows_from_what_a_small_town_publishes(cells, data):
    items = sum(cells.values())
    slips = data.draw(st.integers(0, items))
    upheld = data.draw(st.integers(0, slips))
    open_ones = data.draw(st.integers(0, slips - upheld))
    late = data.draw(st.integers(0, items))
    more = {
        "sources": {"message": 0, "slip": slips, "comment": items - slips},
        "verdicts": {"upheld": upheld, "open": open_ones},
        "kept": {"messages": [items - late, items], "applications": [0, 0]},
    }
    public = disclosure.public(figures(cells, **more))

    assert list(whole_report.problems(public)) == []
    assert followed(public, cells) == set()
    total = released(public["table"]).get((TOTAL, TOTAL), 0)
    assert total == (None if 0 < items < 5 else items)
    assert all(released(public["table"])[row["code"], TOTAL] for row in public["subjects"]) or total is None


@given(st.dictionaries(st.sampled_from(SUBJECTS), st.integers(1, 30), max_size=22))
def test_each_part_has_five_items_and_each_subject_is_in_one_part(counts):
    groups = tree.of_subjects([{"code": code, "fa": code, "en": code} for code in SUBJECTS])

    parts = roll_up.partition(counts, groups, 5)

    assert sorted(code for part in parts for code in part.members) == sorted(counts)
    assert all(part.items >= 5 for part in parts) or sum(counts.values()) < 5
    assert all(part.code == code for code, n in counts.items() for part in parts if part.members == (code,) and n > 4)


def followed(public: dict[str, Any], cells: Cells) -> set[tuple[str, str]]:
    """Subjects, root causes and their cells of one to four items whose numbers a reader can work out: sums of cells
    that are a combination of the sums that are shown."""
    parts = [{row["code"]: set(row["members"]) for row in public[name]} for name in ("subjects", "causes")]
    table = released(public["table"])
    subjects, causes = ({cell[axis] for cell in cells} for axis in (0, 1))
    row_of, column_of = ({one: code for code, of in part.items() for one in of} for part in parts)
    # a cell that is not in the table is known to be empty
    unknown = [(s, c) for s in sorted(subjects) for c in sorted(causes) if (row_of.get(s), column_of.get(c)) in table]
    unknown = unknown or sorted(cells)

    def vector(row: str, column: str, of: list[dict[str, set[str]]]) -> list[Fraction]:
        rows, columns = of[0].get(row, {row}), of[1].get(column, {column})
        return [Fraction((row == TOTAL or s in rows) and (column == TOTAL or c in columns)) for s, c in unknown]

    known = [vector(row, column, parts) for row, column, count in public["table"] if count is not None]
    basis = _reduced(known)
    found = set()
    for row in (*subjects, TOTAL):
        for column in (*causes, TOTAL):
            items = sum(n for (s, c), n in cells.items() if row in (TOTAL, s) and column in (TOTAL, c))
            if 0 < items < 5 and not any(_rest(vector(row, column, [{}, {}]), basis)):
                found.add((row, column))
    return found


def _reduced(rows: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        rest = _rest(row, basis)
        pivot = next((place for place, value in enumerate(rest) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / rest[pivot] for value in rest]))
    return basis


def _rest(row: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for pivot, other in basis:
        if row[pivot]:
            factor = row[pivot]
            row = [value - factor * part for value, part in zip(row, other, strict=True)]
    return row


def test_a_large_town_loses_no_subject_that_could_be_shown():
    rng = random.Random(97)
    cells = {(subject, cause): rng.randint(5, 90) for subject in SUBJECTS for cause in ("no_budget", "none")}

    public = disclosure.public(figures(cells))

    assert [row["code"] for row in public["subjects"]] == SUBJECTS
    assert None not in {count for _, _, count in public["table"]}
