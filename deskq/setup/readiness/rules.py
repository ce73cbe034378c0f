"""Which steps are done, what is missing in the others, and what comes next. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from deskq.access import permissions
from deskq.core.text.names import Name
from deskq.messages.rules.visibility import SEES_ALL
from deskq.office.parts import PARTS
from deskq.service_sheets.rules.content import WORK, Content
from deskq.setup import rules as queue_rules
from deskq.setup.readiness.steps import STEPS, StepKind
from deskq.units.escalation_path import path_to_top

State = Literal["done", "missing", "skipped"]
#: The category of what fits no other: a person reads it where messages begin, and chooses the unit.
OTHER = "other"


class Person(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...


class Unit(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def head_id(self) -> int | None: ...
    @property
    def parent_id(self) -> int | None: ...


class Category(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def unit_id(self) -> int | None: ...


@dataclass(frozen=True)
class Town:
    """What the rules look at. ``queue``: its steps that are done; ``people``: the active ones; ``units``,
    ``categories``, ``sheets``: those on offer; ``begins``: units where messages begin, ``intake`` among them;
    ``given_units``: codes of the first units of every office; ``sealed_read``: somebody reads reports about the
    inspectorate; ``readers`` {unit: its own people}; ``unread``: units for which nobody at all would read;
    ``has_map``: of the town; ``report_day``: that of the next report is announced; ``happened``: events (keys of
    steps); ``marks`` {step: done or skipped}, as people said."""

    unused: Collection[str]
    queue: Collection[str]
    people: Sequence[Person]
    units: Sequence[Unit]
    categories: Sequence[Category]
    begins: frozenset[int]
    intake: int | None
    given_units: Collection[str]
    sealed_read: bool
    readers: Mapping[int, Collection[int]]
    unread: Collection[int]
    sheets: Sequence[Content]
    boxes: int
    districts: int
    has_map: bool
    report_day: bool
    happened: Collection[str]
    marks: Mapping[str, str]

    @cached_property
    def receiving(self) -> list[Unit]:
        """Units to which messages go."""
        usual = {category.unit_id for category in self.categories} | self.begins
        return [unit for unit in self.units if unit.id in usual]

    @cached_property
    def members(self) -> dict[int | None, set[int | None]]:
        """{unit: the active people in it, and its head}"""
        active: set[int | None] = {person.id for person in self.people}
        found: dict[int | None, set[int | None]] = {unit.id: {unit.head_id} & active for unit in self.units}
        for person in self.people:
            if person.unit_id in found:
                found[person.unit_id].add(person.id)
        return found

    @cached_property
    def staffed(self) -> set[str]:
        """Codes of the units whose work somebody does: a person in the unit, or in one above it."""
        parents = {unit.id: unit.parent_id for unit in self.units}
        return {
            unit.code for unit in self.units if any(self.members.get(above) for above in path_to_top(parents, unit.id))
        }

    def may(self, act: str) -> list[Person]:
        """Who may do this."""
        return [person for person in self.people if permissions.may(person.role, act)]


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing: ``kind`` is a key of words.py; ``names`` are those it is about, none where there is one."""

    kind: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    kind: StepKind
    state: State
    lack: Lack | None = None

    @property
    def key(self) -> str:
        return self.kind.key


@dataclass(frozen=True)
class Part:
    """``used``: whether the town uses it; a part that is not used has no steps."""

    key: str
    used: bool
    steps: Sequence[Step]

    @cached_property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @cached_property
    def missing(self) -> list[Step]:
        return [step for step in self.steps if step.state == "missing"]

    @property
    def next(self) -> Step | None:
        """Needed steps come first."""
        first = (step for step in self.missing if step.kind.needed)
        return next(first, self.missing[0] if self.missing else None)

    @property
    def minutes(self) -> int:
        """What is left of the steps that it needs."""
        return sum(step.kind.minutes for step in self.missing if step.kind.needed)

    @property
    def works(self) -> bool:
        """Whether everything is there that it needs; its event may still be to come."""
        return all(step.state == "done" for step in self.steps if step.kind.needed and not step.kind.event)


def parts(town: Town) -> list[Part]:
    """Each part with its steps."""
    return [
        Part(key, key not in town.unused, [_step(kind, town) for kind in STEPS if kind.part == key])
        if key not in town.unused
        else Part(key, False, ())
        for key in PARTS
    ]


def next_step(found: Sequence[Part]) -> Step | None:
    """The first thing to do in the whole town: of the first part that has something left."""
    return next((part.next for part in found if part.next is not None), None)


def step_after(found: Sequence[Part], key: str) -> Step | None:
    """What comes after this step: the next of its part that is missing, then the first thing of the town."""
    keys = [kind.key for kind in STEPS]
    part = next(kind.part for kind in STEPS if kind.key == key)
    of_part = [step for one in found if one.key == part for step in one.missing if step.key != key]
    later = (step for step in of_part if keys.index(step.key) > keys.index(key))
    others = [one for one in found if one.key != part]
    return next(later, of_part[0] if of_part else next_step(others))


def _step(kind: StepKind, town: Town) -> Step:
    lack = LACKS[kind.key](town)
    mark = town.marks.get(kind.key)
    if lack is None or (kind.confirmed and mark == "done"):
        return Step(kind, "done")
    return Step(kind, "skipped" if mark == "skipped" and not kind.needed else "missing", lack)


def _of_queue(key: str) -> Callable[[Town], Lack | None]:
    return lambda town: None if key in town.queue else Lack(key)


def _event(key: str) -> Callable[[Town], Lack | None]:
    return lambda town: None if key in town.happened else Lack(key)


def _somebody(key: str, act: str) -> Callable[[Town], Lack | None]:
    return lambda town: None if town.may(act) else Lack(key)


def _units(town: Town) -> Lack | None:
    own = [unit for unit in town.units if unit.code not in town.given_units]
    return None if own else Lack("units")


def _operator(town: Town) -> Lack | None:
    """Somebody who sees what belongs to no unit yet."""
    return None if any(person.role in SEES_ALL for person in town.people) else Lack("operator")


def _readers(town: Town) -> Lack | None:
    """Units whose messages nobody would read, not even above them."""
    names = tuple(unit.name for unit in town.receiving if unit.id in town.unread)
    return Lack("readers", names) if names else None


def _own_readers(town: Town) -> Lack | None:
    """Units that receive messages and have nobody of their own; the unit above reads for them."""
    names = tuple(unit.name for unit in town.receiving if not town.readers.get(unit.id) and unit.id not in town.unread)
    return Lack("own_readers", names) if names else None


def _categories(town: Town) -> Lack | None:
    """Categories whose messages nobody reads; otherwise those that stay with the intake, because they have no unit."""
    if not town.categories:
        return Lack("categories_none")
    units = {unit.id for unit in town.units}
    without = [one for one in town.categories if one.unit_id not in units and one.code != OTHER]
    intake_unread = town.intake is None or town.intake in town.unread
    nobody = [one for one in town.categories if one.unit_id in town.unread] + (without if intake_unread else [])
    lost = nobody or without
    return Lack("categories_nobody" if nobody else "categories", tuple(one.name for one in lost)) if lost else None


def _sheets(town: Town) -> Lack | None:
    return None if town.sheets else Lack("sheets")


def _stage_units(town: Town) -> Lack | None:
    """Sheets with a stage that nobody could do."""
    if not town.sheets:
        return Lack("stage_units_none")
    desk = bool([person for person in town.people if person.role in ("clerk", "supervisor")])
    names = tuple(
        sheet.name
        for sheet in town.sheets
        if any(
            stage.kind == WORK and stage.unit not in town.staffed and not (stage.at_desk and desk)
            for stage in sheet.stages
        )
    )
    return Lack("stage_units", names) if names else None


def _substitutes(town: Town) -> Lack | None:
    """Units of stages in which only one person could do them."""
    codes = {stage.unit for sheet in town.sheets for stage in sheet.stages if stage.kind == WORK and not stage.at_desk}
    alone = [unit for unit in town.units if unit.code in codes and len(town.members[unit.id]) == 1]
    if not town.sheets:
        return Lack("substitutes_none")
    return Lack("substitutes", tuple(unit.name for unit in alone)) if alone else None


def _receipt(town: Town) -> Lack | None:
    names = tuple(sheet.name for sheet in town.sheets if not sheet.complaint_route.fa)
    if not town.sheets:
        return Lack("receipt_none")
    return Lack("receipt", names) if names else None


def _witness(town: Town) -> Lack | None:
    """Whoever opens a box needs a witness; the name of a person without an account is typed each time."""
    staff = [person for person in town.people if person.role != "admin"]
    return None if town.may("boxes.open") and len(staff) > 1 else Lack("witness")


def _confirmed(key: str) -> Callable[[Town], Lack | None]:
    return lambda town: Lack(key)


LACKS: Mapping[str, Callable[[Town], Lack | None]] = {
    **{key: _of_queue(key) for key in queue_rules.KEYS},
    **{kind.key: _event(kind.key) for kind in STEPS if kind.event},
    "units": _units,
    "operator": _operator,
    "readers": _readers,
    "own_readers": _own_readers,
    "categories": _categories,
    "confidential": lambda town: None if town.sealed_read else Lack("confidential"),
    "deadlines": _confirmed("deadlines"),
    "districts": lambda town: None if town.districts else Lack("districts"),
    "map": lambda town: None if town.has_map else Lack("map"),
    "channels": _confirmed("channels"),
    "sheets": _sheets,
    "stage_units": _stage_units,
    "openers": _somebody("openers", "applications.open"),
    "receipt": _receipt,
    "substitutes": _substitutes,
    "boxes": lambda town: None if town.boxes else Lack("boxes"),
    "box_openers": _somebody("box_openers", "boxes.open"),
    "witness": _witness,
    "coders": _somebody("coders", "half_year.code"),
    "publisher": _somebody("publisher", "half_year.publish"),
    "report_day": lambda town: None if town.report_day else Lack("report_day"),
}
