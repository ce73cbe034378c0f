"""The past of the amenities of a demo office: daily rounds, faults that they and visitors found, and their repairs."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import exists, select

from deskq.amenities.models import AmenityCheck
from deskq.amenities.queries import faults, objects
from deskq.amenities.rules.kinds import DIRTY, KINDS, NO_WATER
from deskq.amenities.service import checks, repairs, reports
from deskq.amenities.service import objects as list_service
from deskq.amenities.service.checks import Checker
from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.demo import people

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: When the round begins.
BEGINS = time(7, 50)
#: Shares of the days on which the round is forgotten, and on which something is found broken.
FORGOTTEN, FOUND = 0.07, 0.16
#: Who makes the round besides the supervisor, and who answers for water and toilets.
CHECKER, PLUMBER = "rahimi", "rahmani"
OF_PLUMBER = ("water", "toilet", "toilet_accessible")
WORDS = {"water": "از صبح آب نمی‌آید.", "toilet": "صابون تمام شده است.", "seats": "پایهٔ یکی از صندلی‌ها شکسته است."}
DONE = {
    "water": "شیر عوض شد.",
    "lift": "شرکت نگهدار سرویس کرد.",
    "light": "دو لامپ عوض شد.",
    "toilet": "سیفون تعمیر شد.",
}
Action = tuple[datetime, Callable[[], object]]


def plan(office_id: int, begins: datetime, until: datetime, seed: int = 1405) -> list[Action]:
    """What was done between the two, in order; nothing where rounds were made already. At the end two faults are open:
    a lift that is late, and water that somebody sees to."""
    if db.session().scalar(select(exists().where(AmenityCheck.office_id == office_id))):
        return []
    hall = _Hall(office_id, random.Random(seed))  # noqa: S311 (demo, reproducible)
    found: list[Action] = [(begins, hall.name_people)]
    day = clock.local(begins).date()
    while (moment := datetime.combine(day, BEGINS, clock.zone())) < until - 2 * DAY:
        if moment > begins:
            found += hall.actions_of_day(moment)
        day += DAY
    found += hall.still_open(until)
    return sorted((one for one in found if one[0] < until), key=lambda one: one[0])


class _Hall:
    """The people of the hall and what they do with its amenities."""

    def __init__(self, office_id: int, rng: random.Random) -> None:
        self.office_id, self.rng = office_id, rng
        self.rows = objects.amenities(db.session(), office_id)
        self.ids = [(row.id, row.kind) for row in self.rows]
        self.checker, self.plumber = self._person(CHECKER), self._person(PLUMBER)

    def _person(self, name: str) -> Checker:
        found = people.named(self.office_id, name)
        assert found is not None
        return Checker(self.office_id, actors.person(found.id), found.id)

    def name_people(self) -> None:
        kinds = {code: {"hours": KINDS[code].hours, "person_id": self.plumber.person_id} for code in OF_PLUMBER}
        list_service.save_checkers(self.office_id, "demo", [self.checker.person_id])
        list_service.save_kinds(self.office_id, "demo", kinds)

    def actions_of_day(self, moment: datetime) -> list[Action]:
        found: list[Action] = []
        if self.rng.random() < FOUND:
            found += self._fault(moment)
        if self.rng.random() >= FORGOTTEN:
            found.append((moment + timedelta(minutes=12), partial(checks.check_rest, self.checker)))
        return found

    def _fault(self, moment: datetime) -> list[Action]:
        amenity_id, kind = self.rng.choice(self.ids)
        repaired = timedelta(hours=KINDS[kind].hours * self.rng.choice((0.2, 0.35, 0.5, 0.8, 1.4)))
        if self.rng.random() < 0.5:
            found_at = moment + timedelta(minutes=5)
            found: Action = found_at, partial(checks.check, self.checker, amenity_id, False)
        else:
            found_at = moment + self.rng.uniform(1, 5) * HOUR
            found = found_at, partial(self._report, amenity_id, kind)
        return [found, (found_at + repaired, partial(self._repair, amenity_id, kind))]

    def _report(self, amenity_id: int, kind: str) -> None:
        what = NO_WATER if kind == "water" else DIRTY if kind.startswith("toilet") else ""
        reports.report(self.office_id, actors.VISITOR, amenity_id, what, WORDS.get(kind, ""))

    def _repair(self, amenity_id: int, kind: str) -> None:
        row = _open_fault(amenity_id)
        if row is not None:
            repairs.repair(self.plumber, row, DONE.get(kind, ""))

    def still_open(self, until: datetime) -> list[Action]:
        lift, water = (
            next(amenity_id for amenity_id, kind in self.ids if kind == wanted) for wanted in ("lift", "water")
        )
        rest = [amenity_id for amenity_id, _ in self.ids if amenity_id != lift]
        return [
            (until - 29 * HOUR, partial(checks.check, self.checker, lift, False)),
            *((until - 28 * HOUR + HOUR * place / 60, partial(checks.check, self.checker, one, True))
              for place, one in enumerate(rest)),
            (until - 3 * HOUR, partial(self._report, water, "water")),
            (until - 2 * HOUR, partial(self._report, water, "water")),
            (until - HOUR, partial(self._take, water)),
        ]  # fmt: skip

    def _take(self, amenity_id: int) -> None:
        row = _open_fault(amenity_id)
        if row is not None:
            repairs.take(self.plumber, row, True)


def _open_fault(amenity_id: int) -> int | None:
    row = faults.open_fault(db.session(), amenity_id)
    return row.id if row is not None else None
