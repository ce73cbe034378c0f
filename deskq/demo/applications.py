"""Forty applications of the demo town from the last weeks, in every state."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.applications.service import endings, stages
from deskq.applications.service.edit import Action
from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.demo import people
from deskq.demo.opening_hours import in_opening_hours
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import required
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries

COUNT = 40
#: The period in which they are opened and processed, before the messages of the demo town.
LENGTH = timedelta(days=45)
SERVICES = (
    "building_permit", "notary_clearance", "completion", "permit_renewal", "no_violation", "utility_inquiry",
    "building_permit", "trade_inquiry", "dig_permit", "wall_permit", "permit_change", "land_split", "art77",
    "land_use_change",
)  # fmt: skip
#: Services of the applications opened last. They take long, so most are still in time when the messages of the town
#: come.
LATER = ("land_split", "art77", "building_permit", "land_use_change", "completion")
NAMES = (
    "کاظم یوسفی", "سارا احمدی", "رضا محمدی", "زینب قربانی", "احمد رستمی", "لیلا صفری", "محسن کریمی", "نسرین طاهری",
    "حمید شریفی", "فریبا جلالی", "داود اکبری", "مینا حسینی",
)  # fmt: skip
#: The further course of each application in turn, after some stages.
ENDINGS = ("finish", "go_on", "documents", "payment", "outside", "refuse", "object", "withdraw", "extend", "applicant")


def create_applications(
    office_id: int, until: datetime, beside: Sequence[tuple[datetime, Callable[[], object]]] = ()
) -> int:
    """Create them once, in the time before ``until``; returns how many. ``beside``: what others did in that time."""
    if queries.by_request_key(db.session(), office_id, "demo application 0") is not None:
        return 0
    town = Town(office_id, random.Random(1405))  # noqa: S311 (demo, reproducible)
    actions = sorted([*town.plan(until - LENGTH), *beside], key=lambda action: action[0])
    for moment, do in actions:
        if moment < until:
            with clock.at(moment):
                do()
    return COUNT


class Town:
    """The people of the demo office and their actions on an application."""

    def __init__(self, office_id: int, rng: random.Random, batch: int = 0) -> None:
        self.office_id, self.rng, self.batch = office_id, rng, batch
        self.made: dict[int, int] = {}

    def plan(self, begins: datetime) -> list[tuple[datetime, Callable[[], None]]]:
        found: list[tuple[datetime, Callable[[], None]]] = []
        for number in range(COUNT):
            ending = ENDINGS[number % len(ENDINGS)]
            moment = begins + LENGTH * (number / COUNT) * (0.55 if ending == "finish" else 0.97)
            moment += timedelta(minutes=self.rng.randrange(240))
            found.append((moment, partial(self.open, number)))
            steps = 14 if ending == "finish" else self.rng.randrange(1, 4)
            for _ in range(steps):
                moment += timedelta(hours=self.rng.randrange(8, 40))
                found.append((moment, partial(self.go_on, number)))
            found.append((moment + timedelta(hours=2), partial(getattr(self, ending), number)))
            if ending == "object":
                found.append((moment + timedelta(days=1), partial(self.say_objection, number)))
        return [(in_opening_hours(at), do) for at, do in found]

    def open(self, number: int) -> None:
        late = number >= COUNT * 5 // 8
        code = LATER[number % len(LATER)] if late else SERVICES[number % len(SERVICES)]
        kind = ("owner", "owner", "owner", "proxy", "heirs")[number % 5]
        sheet = sheet_queries.sheet(db.session(), self.office_id, code)
        needed = [one.code for one in required(sheet.content, {kind})]
        clerk = people.named(self.office_id, ("karimi", "rahmani", "taheri")[number % 3])
        assert clerk is not None
        typed = NewApplication(
            code,
            kind=kind,
            name=NAMES[number % len(NAMES)],
            phone=f"0912111{number:04}",
            deed="" if kind == "owner" else f"۱۴۰۴/{number + 310}",
            file_number=f"5-{1200 + number * 7}",
            parcel_code=f"{number % 6 + 1}-{number * 3 + 11 + 150 * self.batch}-{number + 4}",
            received=frozenset(needed[1:] if number % 13 == 12 else needed),
        )
        key = f"demo application {number}" + (f" of {self.batch}" if self.batch else "")
        made = create.open_application(self.office_id, actors.person(clerk.id), clerk.id, typed, key)
        self.made[number] = made.id

    def go_on(self, number: int) -> None:
        """Finish the first present stage, also if it waited."""
        stage = self._present(number)
        if stage is None:
            return
        code, state, action = stage
        if state == "documents":
            return
        if state == "payment":
            stages.resume(action, code, str(88_000 + number))
        stages.complete(action, code)

    def finish(self, number: int) -> None:
        self.go_on(number)

    def documents(self, number: int) -> None:
        if stage := self._working(number):
            stages.ask_documents(stage[1], stage[0], "نقشهٔ برداشت با مهر مهندس")

    def payment(self, number: int) -> None:
        if stage := self._working(number):
            stages.ask_payment(stage[1], stage[0], str(4_400_100 + number), str(71_000 + number))

    def outside(self, number: int) -> None:
        if stage := self._working(number):
            stages.wait(stage[1], stage[0], "از ادارهٔ ثبت استعلام شد.", "outside")

    def applicant(self, number: int) -> None:
        if stage := self._working(number):
            stages.wait(stage[1], stage[0], "مالک باید با مهندس ناظر قرارداد ببندد.", "applicant")

    def refuse(self, number: int) -> None:
        if stage := self._working(number):
            endings.refuse(stage[1], "ملک در مسیر طرح تفصیلی است و این کاربری در آن مجاز نیست.")

    def object(self, number: int) -> None:
        self.refuse(number)

    def say_objection(self, number: int) -> None:
        application = self._application(number)
        if application.state == "refused":
            endings.object_to_refusal(self._action(number, "supervisor"), "مالک نامهٔ اصلاح طرح را آورده است.")

    def withdraw(self, number: int) -> None:
        if self._application(number).state in LIVE:
            endings.withdraw(self._action(number, "supervisor"), "متقاضی ملک را فروخته است.")

    def extend(self, number: int) -> None:
        application = self._application(number)
        if stage := self._working(number):
            endings.extend(
                stage[1], application.due_at + timedelta(days=4), "بازدید به سبب بارندگی به هفتهٔ بعد افتاد."
            )  # fmt: skip

    def _application(self, number: int) -> Application:
        return db.session().get_one(Application, self.made[number])

    def _working(self, number: int) -> tuple[str, Action] | None:
        """A present stage that does not wait, and the person who works on it."""
        stage = self._present(number)
        return (stage[0], stage[2]) if stage is not None and stage[1] == "here" else None

    def _present(self, number: int) -> tuple[str, str, Action] | None:
        if self._application(number).state not in LIVE or self._application(number).state == "objected":
            return None
        rows = [one for one in queries.stages(db.session(), self.made[number]) if one.state in PRESENT]
        row = min(rows, key=lambda one: one.state != "here")
        return row.code, row.state, self._action(number, self._doer(row.unit_id))

    def _doer(self, unit_id: int) -> str:
        """The head of a unit or one of its people; else the head of a unit above."""
        units = {one.id: one for one in unit_queries.units(db.session(), self.office_id)}
        staff = staff_queries.people(db.session(), self.office_id)
        unit = units[unit_id]
        while True:
            named = [one for one in staff if one.id == unit.head_id or one.unit_id == unit.id]
            if named or unit.parent_id is None:
                return named[0].sign_in_name
            unit = units[unit.parent_id]

    def _action(self, number: int, name: str) -> Action:
        person = people.named(self.office_id, name)
        assert person is not None
        return Action(self.office_id, actors.person(person.id), person.id, self.made[number])
