"""All settings of messages of an office in one object, by id and by code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.errors import N_, NotFound
from deskq.message_settings import kinds
from deskq.message_settings.models import Category, CityPlan, District, MessageClass, MessagePolicy
from deskq.staff.models import Person
from deskq.units import queries
from deskq.units.models import Unit


class NotSetUp(NotFound):
    slug = "not-furnished"
    title = N_("This office does not accept messages yet. An admin must first choose the unit that receives them.")


@dataclass(frozen=True)
class MessageSettings:
    """Rows by id in list order, those no longer ``offered`` too: old messages have them."""

    policy: MessagePolicy
    units: Mapping[int, Unit]
    classes: Mapping[int, MessageClass]
    categories: Mapping[int, Category]
    districts: Mapping[int, District]
    plan: CityPlan | None
    #: Units whose head is active.
    headed: frozenset[int]

    @cached_property
    def class_by_code(self) -> dict[str, MessageClass]:
        return {row.code: row for row in self.classes.values()}

    @cached_property
    def category_by_code(self) -> dict[str, Category]:
        return {row.code: row for row in self.categories.values() if row.offered}

    def class_of(self, kind: str, category: Category | None) -> MessageClass:
        """How soon a message of this kind and category is due unless somebody decides otherwise."""
        of_category = self.classes[category.class_id].code if category else None
        code = kinds.default_class(kind, of_category)
        return self.class_by_code.get(code) or next(iter(self.classes.values()))

    def above(self, unit_id: int, levels: int) -> Unit:
        """The unit so many steps up, or the highest there is."""
        found = self.units[unit_id]
        for _ in range(levels):
            found = self.units.get(found.parent_id or 0, found)
        return found

    def informed_unit(self, unit_id: int, level: int) -> Unit:
        """The unit whose head is informed of a late message at this level (1 its own, 2 the deputy's, 3 the mayor's):
        without an active head, the next one above."""
        found = self.above(unit_id, level - 1)
        for _ in self.units:
            above = self.units.get(found.parent_id or 0)
            if found.id in self.headed or above is None:
                break
            found = above
        return found

    def head_of(self, unit_id: int) -> int | None:
        """The person who heads it, if they still work here."""
        return self.units[unit_id].head_id if unit_id in self.headed else None

    def top(self, unit_id: int) -> Unit:
        return self.above(unit_id, len(self.units))

    @property
    def beginnings(self) -> frozenset[int]:
        """Units where messages begin: the intake, the inspectorate, and the top, for reports about the inspectorate."""
        intake, inspectorate = self.policy.intake_unit_id, self.policy.inspectorate_unit_id
        return frozenset({intake, inspectorate, self.top(inspectorate).id})


def takes_messages(session: Session, office_id: int) -> bool:
    """Whether the office takes messages."""
    return session.get(MessagePolicy, office_id) is not None


def load_settings(session: Session, office_id: int) -> MessageSettings:
    """All settings of an office; ``NotSetUp`` before messages are switched on."""
    policy = session.get(MessagePolicy, office_id)
    if policy is None:
        raise NotSetUp
    return MessageSettings(
        policy=policy,
        units={row.id: row for row in queries.units(session, office_id)},
        classes=_rows(session, MessageClass, office_id),
        categories=_rows(session, Category, office_id),
        districts=_rows(session, District, office_id),
        plan=session.get(CityPlan, office_id),
        headed=_headed(session, office_id),
    )


def _headed(session: Session, office_id: int) -> frozenset[int]:
    wanted = select(Unit.id).join(Person, Person.id == Unit.head_id).where(Unit.office_id == office_id, Person.active)
    return frozenset(session.scalars(wanted))


def _rows(session: Session, model: Any, office_id: int) -> dict[int, Any]:
    wanted = select(model).where(model.office_id == office_id).order_by(model.position, model.id)
    return {row.id: row for row in session.scalars(wanted)}
