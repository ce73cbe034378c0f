"""Messages of a half-year: registered, referred and answered with the real services, more of them on days of rain."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deskq.core import actors
from deskq.core.extensions import db
from deskq.demo import people
from deskq.demo.half_year.clock_of_past import PastDay
from deskq.demo.half_year.texts import PLACES, SUBJECTS
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import Message
from deskq.messages.service import answer as answer_service
from deskq.messages.service import create
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput

#: Messages in a half-year, about eleven on a working day.
COUNT = 1450
CHANNELS, CHANNEL_WEIGHTS = ("phone", "web", "sms", "in_person", "letter"), (58, 22, 12, 6, 2)
#: Share of messages answered in time, and share never answered in the half-year.
IN_TIME, OPEN = 0.92, 0.04
COMPLAINED = ("conduct", "planning", "building")
Action = tuple[datetime, Callable[[PastDay], None]]


@dataclass
class Town:
    """The people of the demo town; ``causes``: {message: (category, root cause)}."""

    office_id: int
    rng: random.Random
    settings: MessageSettings
    people: dict[str, int]
    causes: dict[int, tuple[int, str]] = field(default_factory=dict)
    made: int = 0

    def actions(self, moments: list[datetime]) -> Iterator[Action]:
        """Actions of messages registered at these times, and their later actions, also on later days."""
        for moment in moments:
            subject = self.rng.choices(list(SUBJECTS), [share for share, _ in SUBJECTS.values()])[0]
            causes = SUBJECTS[subject][1]
            cause = self.rng.choices(list(causes), [share for share, _ in causes.values()])[0]
            one = OneMessage(self, subject, cause)
            yield moment, one.register
            if self.rng.random() < OPEN:
                continue
            yield moment + timedelta(minutes=self.rng.uniform(5, 90)), one.refer
            days = self.rng.uniform(0.1, 1.6) if self.rng.random() < IN_TIME else self.rng.uniform(9, 24)
            yield moment + timedelta(days=days), one.answer


def town_of(office_id: int, rng: random.Random) -> Town:
    settings = settings_queries.load_settings(db.session(), office_id)
    staff = {name: one.id for name, one in people.by_name(office_id).items()}
    return Town(office_id, rng, settings, staff)


class OneMessage:
    """A message. Its methods are the actions on it, in order."""

    def __init__(self, town: Town, subject: str, cause: str) -> None:
        self.town, self.subject, self.cause = town, subject, cause

    def register(self, past: PastDay) -> None:
        town, rng = self.town, self.town.rng
        category = town.settings.category_by_code[self.subject]
        districts = list(town.settings.districts)
        place, text = rng.choice(PLACES), rng.choice(SUBJECTS[self.subject][1][self.cause][1])
        complains = self.subject in COMPLAINED and self.cause != "none"
        kind = "praise" if self.subject == "praise" else "complaint" if complains else "request"
        sender: dict[str, Any] = {}
        if kind == "complaint":
            sender = {"name": "شهروند", "phone": "09121110000", "home": place}
        content = MessageInput(
            kind=kind, channel=rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0], category_id=category.id,
            district_id=districts[PLACES.index(place) % len(districts)],
            body=f"{text}، {place}.", address=place, permit="1404/118" if category.permit else "",
            **sender,
        )  # fmt: skip
        town.made += 1
        self.id = create.register(town.office_id, "demo", content, f"half-year {town.made}").id
        town.causes[self.id] = (category.id, self.cause)

    def refer(self, past: PastDay) -> None:
        unit = self.town.settings.category_by_code[self.subject].unit_id
        message = db.session().get_one(Message, self.id)
        if unit is not None and unit != message.unit_id and message.state == "registered":
            refer_service.refer(self._action("operator"), unit)

    def answer(self, past: PastDay) -> None:
        message = db.session().get_one(Message, self.id)
        verdict = self.town.rng.choices(["upheld", "not_upheld", "out_of_scope"], [55, 35, 10])[0]
        cause = self.cause if self.cause != "none" and self.town.rng.random() < 0.6 else None
        words = Answer(
            "explained", "بررسی شد؛ نتیجه همین‌جا آمده است.", verdict=verdict if message.kind == "complaint" else None,
            root_cause=cause,
        )  # fmt: skip
        answer_service.answer(self._action(self._head(message)), words)

    def _head(self, message: Message) -> str:
        unit = self.town.settings.units[message.unit_id]
        while unit.head_id is None and unit.parent_id is not None:
            unit = self.town.settings.units[unit.parent_id]
        return next(name for name, person in self.town.people.items() if person == unit.head_id)

    def _action(self, name: str) -> StaffAction:
        person = self.town.people[name]
        return StaffAction(self.town.office_id, actors.person(person), person, self.id)


def moments_of(day_begins: datetime, rng: random.Random, count: int) -> list[datetime]:
    return sorted(day_begins + timedelta(hours=rng.uniform(0, 6.5)) for _ in range(count))
