"""Graphs of stages: what is refused and where, and how many days they promise."""

import random
from itertools import product
from time import perf_counter

import pytest

from deskq.core.text.names import Name
from deskq.service_sheets.catalogue.content import contents
from deskq.service_sheets.rules import content, graph
from deskq.service_sheets.rules.content import NO_NAME, Content, Stage, required
from tests.tools.steps import should_be

#: Working days of the catalogue.
DAYS = {
    "notary_clearance": 10, "utility_inquiry": 3, "building_permit": 15, "permit_renewal": 5, "permit_change": 10,
    "no_violation": 10, "completion": 14, "land_split": 63, "land_use_change": 60, "wall_permit": 7, "art77": 30,
    "renewal_levy": 0, "trade_inquiry": 10, "dig_permit": 3, "info_desk": 0,
}  # fmt: skip


def stage(code: str, *after: str, days: int = 1, kind: str = "work", optional: bool = False) -> Stage:
    return Stage(code, NO_NAME, "desk", days, kind, after, optional)


@pytest.mark.parametrize(("code", "days"), DAYS.items())
def test_the_catalogue_promises_the_days_it_was_given(code, days):
    sheet = contents()[code]

    assert graph.faults(sheet.stages) == []
    assert graph.days_needed(sheet.stages) == days


@pytest.mark.parametrize(
    ("stages", "words", "named"),
    [
        ([], graph.NO_STAGES, set()),
        ([stage("a"), stage("a", "a")], graph.TWICE, {"a"}),
        ([stage("a"), stage("b", "x")], graph.UNKNOWN, {"b"}),
        ([stage("a"), stage("b", "a", "c"), stage("c", "b"), stage("d", "c")], graph.LOOP, {"b", "c"}),
        ([stage("a"), stage("b"), stage("c", "a", "b")], graph.UNREACHABLE, {"b"}),
        ([stage("a"), stage("b", "a"), stage("c", "a")], graph.DEAD_END, {"b"}),
        ([stage("a"), stage("b", "a", optional=True)], graph.SKIPPABLE_END, {"b"}),
    ],
)
def test_a_broken_graph_is_refused_with_the_stages_where_it_breaks(stages, words, named):
    with pytest.raises(graph.BrokenGraph) as refused:
        graph.check(stages)

    assert (refused.value.faults[0].words, set(refused.value.faults[0].stages)) == (words, named)


def longest_path(stages: list[Stage]) -> int:
    """Every way from the first to the last stage, by hand."""
    days = {one.code: one.days if one.kind == "work" and not one.optional else 0 for one in stages}

    def ways(code: str) -> list[int]:
        before = next(one.after for one in stages if one.code == code)
        return [days[code] + length for one in before for length in ways(one)] or [days[code]]

    return max(ways(stages[-1].code))


@pytest.mark.parametrize("seed", range(200))
def test_the_days_are_those_of_the_longest_of_all_ways(seed):
    rng = random.Random(seed)
    stages = [stage("s0", days=rng.randint(0, 5))]
    for n in range(1, rng.randint(2, 7)):
        after = {f"s{rng.randrange(n)}" for _ in range(2)}
        kind = rng.choice(("work", "work", "outside"))
        stages.append(stage(f"s{n}", *sorted(after), days=rng.randint(0, 5), kind=kind, optional=rng.random() < 0.2))

    assert graph.days_needed(stages) == longest_path(stages)


def test_the_checklist_follows_the_answers():
    def needed(answers: set[str]) -> set[str]:
        return {one.code for one in required(contents()["trade_inquiry"], answers)} & {"deed", "lease"}

    assert needed({"tenant"}) == {"lease"}
    assert needed(set()) == {"deed"}


def test_a_sheet_is_stored_and_read_back():
    assert {code for code, sheet in contents().items() if content.read(content.written(sheet)) != sheet} == set()


def test_a_sheet_is_received_in_its_period_only():
    days = ("2026-11-01", "2026-11-30", "2026-12-01")
    periods = (("", ""), ("2026-11-15", ""), ("", "2026-11-30"))

    found = [
        content.is_received(Content(NO_NAME, first_day=first, last_day=last), day)
        for (first, last), day in product(periods, days)
    ]

    assert found == [True, True, True, False, True, True, True, True, False]


def test_a_graph_of_many_ways_is_checked_at_once():
    """Nineteen levels of three stages, each after all three before: more than a thousand million ways."""
    before: tuple[str, ...] = ("begin",)
    stages = [Stage("begin", Name("آغاز", "Begin"), "desk")]
    for level in range(19):
        codes = tuple(f"s{level}_{n}" for n in range(3))
        stages += [Stage(code, Name("مرحله", "Stage"), "desk", days=1, after=before) for code in codes]
        before = codes
    stages.append(Stage("end", Name("پایان", "End"), "desk", days=1, after=before))
    begun = perf_counter()

    assert graph.faults(stages) == []
    assert graph.days_needed(stages) == 20
    should_be(perf_counter() - begun, 2)


def test_a_loop_is_drawn_from_top_to_bottom_in_the_order_of_the_rows():
    """All stages of the loop stood in one row, too wide to be read."""
    codes = ("begin", "a", "b", "c", "d", "end")
    ways = {"a": ("begin", "c"), "b": ("a",), "c": ("b",), "d": ("c",), "end": ("d",)}
    stages = [Stage(code, Name(code, code), "desk", after=ways.get(code, ())) for code in codes]

    assert [one.stages for one in graph.faults(stages)] == [{"a", "b", "c"}]
    assert graph.levels(stages) == {code: nth for nth, code in enumerate(codes)}


def test_a_stage_that_waits_for_itself_or_for_an_unknown_one_is_drawn_all_the_same():
    stages = [Stage("begin", Name("آغاز", "Begin"), "desk", after=("begin", "what")),
              Stage("begin", Name("آغاز", "Begin"), "desk"),
              Stage("end", Name("پایان", "End"), "desk", after=("begin",))]  # fmt: skip

    assert set(graph.levels(stages)) == {"begin", "end"}
