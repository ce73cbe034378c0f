"""The published tree of subjects and root causes, by which small numbers are put together. Pure.

A subject is part of a group of subjects, a root cause of its axis; above all groups stands everything together. The
groups are the same in each report, so that nobody can choose them after the count.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from deskq.coding.rules.codes import AXES, AXIS_LABELS, CAUSE_LABELS, NO_CAUSE, NOT_CODED
from deskq.core.text.names import Name

#: The group of subjects that belong to no other one: those that an office added, and those that name no subject.
OTHER = "other"
#: {code of a group: (its name, its subjects)}, in the order of the report.
SUBJECT_GROUPS: dict[str, tuple[Name, tuple[str, ...]]] = {
    "streets": (
        Name("خیابان و پیاده‌رو", "Streets and pavements"),
        ("asphalt", "trench", "civil", "gutters", "flooding"),
    ),
    "cleanliness": (Name("نظافت شهر", "Cleanliness"), ("cleaning", "garbage", "debris")),
    "green": (Name("فضای سبز، حیوانات و آرامستان", "Green space, animals, cemetery"), ("green", "animals", "cemetery")),
    "order": (
        Name("ساخت‌وساز و نظم شهر", "Building and order"),
        ("building", "planning", "obstruction", "noise"),
    ),
    "transport": (Name("رفت‌وآمد و ایمنی", "Transport and safety"), ("traffic", "bus", "safety")),
    "people": (Name("رفتار و مسائل اجتماعی", "Conduct and social matters"), ("conduct", "social")),
    "praise": (Name("تقدیر", "Praise"), ("praise",)),
    OTHER: (Name("دیگر موضوع‌ها", "Other subjects"), ("other", "none")),
}
_GROUP_OF = {subject: group for group, (_, subjects) in SUBJECT_GROUPS.items() for subject in subjects}


class Node(TypedDict):
    """A code with its two names."""

    code: str
    fa: str
    en: str


class Branch(Node):
    """A group with its members."""

    members: list[Node]


#: The branches of a tree, in the order of the report.
Tree = list[Branch]


def of_subjects(subjects: Sequence[Mapping[str, str]]) -> Tree:
    """The groups of these subjects, with their members in the order of the office; groups without members are left
    out."""
    members: dict[str, list[Node]] = {group: [] for group in SUBJECT_GROUPS}
    for row in subjects:
        members[_GROUP_OF.get(row["code"], OTHER)].append(node(row["code"], Name(row["fa"], row["en"])))
    return [branch(group, name, members[group]) for group, (name, _) in SUBJECT_GROUPS.items() if members[group]]


def of_causes() -> Tree:
    """The axes with their root causes, then what is no root cause."""
    axes = [
        branch(axis, AXIS_LABELS[axis], [node(cause, CAUSE_LABELS[cause]) for cause in causes])
        for axis, causes in AXES.items()
        if axis != NO_CAUSE
    ]
    last = (NO_CAUSE, NOT_CODED)
    return [*axes, *(branch(code, CAUSE_LABELS[code], [node(code, CAUSE_LABELS[code])]) for code in last)]


def node(code: str, name: Name) -> Node:
    return {"code": code, "fa": name.fa, "en": name.en or name.fa}


def branch(code: str, name: Name, members: list[Node]) -> Branch:
    return {**node(code, name), "members": members}
