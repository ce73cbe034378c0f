"""Puts small counts together along the tree until none is under the smallest group that is published. Pure.

The result is a partition: each code is in exactly one part, and each part has at least ``least`` items. So whatever a
reader adds up or subtracts, the sum is one of parts, and no group of 1 to ``least`` - 1 follows from it.

1. Codes with enough items stay as they are.
2. The small codes of a group are put together; they are one part if they have enough items together.
3. What is still too small in its group is put together with the like of other groups.
4. If that is still too small, the smallest part is added to it, of a group that has given something if there is one
   (complementary suppression): otherwise the small rest would be the total less the parts that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.half_year.rules.tree import Branch, Tree

#: Codes of parts begin with these; the rest of all groups is ``REST`` alone.
GROUP, REST = "group:", "rest"


@dataclass(frozen=True, slots=True)
class Part:
    """Codes that are counted together. ``code``: that of the only member, or of the whole or the rest of a group."""

    code: str
    members: tuple[str, ...]
    items: int


def partition(counts: Mapping[str, int], tree: Tree, least: int) -> list[Part]:
    """The parts in the order of the tree, the rest of all groups last; one part of everything where there are fewer
    than ``least`` items."""
    present = {code: count for code, count in counts.items() if count}
    parts: list[Part] = []
    pool: list[tuple[str, str]] = []  # (group, code) of what is too small in its group
    for group in tree:
        codes = [member["code"] for member in group["members"] if member["code"] in present]
        large = [code for code in codes if present[code] >= least]
        small = [code for code in codes if present[code] < least]
        parts += [Part(code, (code,), present[code]) for code in large]
        if sum(present[code] for code in small) >= least:
            parts.append(_joined(_code_of(group, large), small, present))
        else:
            pool += [(group["code"], code) for code in small]
    return _with_rest(parts, pool, tree, present, least)


def _with_rest(
    parts: list[Part], pool: Sequence[tuple[str, str]], tree: Tree, present: Mapping[str, int], least: int
) -> list[Part]:
    codes = [code for _, code in pool]
    if not codes:
        return parts
    if sum(present[code] for code in codes) < least and parts:
        given = {group for group, _ in pool}
        added = min(parts, key=lambda part: (_group_of(part.members[0], tree) not in given, part.items, part.code))
        parts = [part for part in parts if part is not added]
        codes = [*added.members, *codes]
    return [*parts, _joined(REST, codes, present)]


def _joined(code: str, members: Sequence[str], present: Mapping[str, int]) -> Part:
    return Part(code, tuple(members), sum(present[member] for member in members))


def _code_of(group: Branch, large: Sequence[str]) -> str:
    return f"{REST}:{group['code']}" if large else f"{GROUP}{group['code']}"


def _group_of(member: str, tree: Tree) -> str:
    return next((group["code"] for group in tree for one in group["members"] if one["code"] == member), "")


def named(part: Part, tree: Tree, words: "Words", is_only: bool) -> Name:
    """The name of a part. ``is_only``: whether it is all there is."""
    groups = {group["code"]: Name(group["fa"], group["en"]) for group in tree}
    names = {one["code"]: Name(one["fa"], one["en"]) for group in tree for one in group["members"]}
    if part.members == (part.code,):
        return names.get(part.code, Name(part.code, part.code))
    if part.code.startswith(GROUP):
        return groups[part.code.removeprefix(GROUP)]
    if part.code == REST:
        return words.everything if is_only else words.rest
    group_name = groups[part.code.removeprefix(f"{REST}:")]
    return Name(words.rest_of.fa % {"group": group_name.fa}, words.rest_of.en % {"group": group_name.en})


@dataclass(frozen=True, slots=True)
class Words:
    """Names of what is put together: everything, the rest of all groups, the rest of one group."""

    everything: Name
    rest: Name
    rest_of: Name


OF_SUBJECTS = Words(
    Name("همهٔ موضوع‌ها", "All subjects"),
    Name("موضوع‌های کم‌شمار، روی هم", "Small subjects together"),
    Name("موضوع‌های کم‌شمار «%(group)s»، روی هم", "Small subjects of “%(group)s” together"),
)
OF_CAUSES = Words(
    Name("همهٔ ریشه‌ها", "All root causes"),
    Name("ریشه‌های کم‌شمار، روی هم", "Small root causes together"),
    Name("ریشه‌های کم‌شمار «%(group)s»، روی هم", "Small root causes of “%(group)s” together"),
)
