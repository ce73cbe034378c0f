"""The stages of a sheet as a graph: it begins with the first stage, ends with the last, and every stage lies on a way
from the one to the other. A graph that breaks this is refused, and each fault names its stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from deskq.core.errors import N_, InvalidInput

NO_STAGES = N_("A service sheet needs at least one stage.")
TWICE = N_("Two stages have the same code.")
UNKNOWN = N_("A stage comes after one that is not in the sheet.")
LOOP = N_("Stages wait for each other in a loop, so none of them could ever begin.")
UNREACHABLE = N_("No way leads from the first stage to these. Say after which stage they come.")
DEAD_END = N_("No way leads from these stages to the last one. Let a later stage come after them.")
SKIPPABLE_END = N_("The last stage cannot be optional, because the application ends with it.")


class Node(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def after(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> bool: ...
    @property
    def days(self) -> int: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the stages that are drawn in red."""

    words: str
    stages: frozenset[str]


class BrokenGraph(InvalidInput):
    """``faults`` say what is wrong where."""

    slug = "broken-stage-graph"

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__({"stages": faults[0].words})
        self.faults = tuple(faults)


def check(stages: Sequence[Node]) -> None:
    """``BrokenGraph`` unless an application could go through these stages to the end."""
    found = faults(stages)
    if found:
        raise BrokenGraph(found)


def faults(stages: Sequence[Node]) -> list[Fault]:
    """Faults of names first, then loops: as long as there are some, the others have no meaning."""
    if not stages:
        return [Fault(NO_STAGES, frozenset())]
    codes = [one.code for one in stages]
    twice = frozenset(code for code in codes if codes.count(code) > 1)
    unknown = frozenset(one.code for one in stages if not set(one.after) <= set(codes))
    named = [Fault(words, found) for words, found in ((TWICE, twice), (UNKNOWN, unknown)) if found]
    return named or _faults_of_ways(stages)


def _faults_of_ways(stages: Sequence[Node]) -> list[Fault]:
    codes = {one.code for one in stages}
    onward = following(stages)
    back = {one.code: one.after for one in stages}
    if loop := loop_of(stages):
        return [Fault(LOOP, loop)]
    unreachable = codes - _reached(onward, (stages[0].code,))
    dead = codes - _reached(back, (stages[-1].code,))
    found = ((UNREACHABLE, frozenset(unreachable)), (DEAD_END, frozenset(dead)))
    wrong = [Fault(words, named) for words, named in found if named]
    if stages[-1].optional:
        wrong.append(Fault(SKIPPABLE_END, frozenset({stages[-1].code})))
    return wrong


def following(stages: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """{stage: those that come right after it}."""
    return {one.code: tuple(other.code for other in stages if one.code in other.after) for one in stages}


def _reached(edges: dict[str, tuple[str, ...]], begin: Sequence[str]) -> set[str]:
    """These stages and all to which edges lead from them."""
    found, new = set(begin), set(begin)
    while new:
        new = {code for one in new for code in edges[one]} - found
        found |= new
    return found


def levels(stages: Sequence[Node]) -> dict[str, int]:
    """{stage: the number of stages on the longest way to it}. In a loop the ways back to an earlier row do not
    count, so that it is drawn from top to bottom too."""
    place = {one.code: nth for nth, one in enumerate(stages)}
    round_ = loop_of([one for one in stages if set(one.after) <= place.keys()])

    def counts(before: str, code: str) -> bool:
        return before in place and not ({before, code} <= round_ and place[before] >= place[code])

    found = dict.fromkeys(place, 0)
    for _ in stages:
        for one in stages:
            found[one.code] = max([0, *(found[code] + 1 for code in one.after if counts(code, one.code))])
    return found


def loop_of(stages: Sequence[Node]) -> frozenset[str]:
    """The stages that wait for themselves by way of others."""
    onward = following(stages)
    return frozenset(code for code in onward if code in _reached(onward, onward[code]))


def days_needed(stages: Sequence[Node], over: frozenset[str] = frozenset()) -> int:
    """Working days of the town on the longest way to the end. Optional stages, what waits for somebody else, and stages
    that are ``over`` count nothing (R11)."""
    longest: dict[str, int] = {}

    def until(node: Node) -> int:
        if node.code not in longest:
            counted = node.kind == "work" and not node.optional and node.code not in over
            before = (until(by_code[code]) for code in node.after)
            longest[node.code] = max(before, default=0) + (node.days if counted else 0)
        return longest[node.code]

    by_code = {one.code: one for one in stages}
    return until(stages[-1])
