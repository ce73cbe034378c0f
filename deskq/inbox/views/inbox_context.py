"""Who reads the inbox: rights, units, people they cover, and names of all people."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.inbox.queries.inbox import InboxScope
from deskq.message_settings import queries
from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.queries.readers import Readers, readers
from deskq.messages.rules import visibility
from deskq.messages.rules.visibility import Viewer
from deskq.messages.service.edit import StaffAction
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.staff.rules import ROLE_NAMES
from deskq.web import filters

ACT = "messages.work"


@dataclass(frozen=True)
class Reader:
    caller: Caller
    person_id: int
    viewer: Viewer
    settings: MessageSettings
    now: datetime
    today: date

    @cached_property
    def scope(self) -> InboxScope:
        away = viewers.people_on_leave_covered_by(db.session(), self.person_id, self.today)
        return InboxScope(self.viewer, self.settings, frozenset({self.person_id, *(one.id for one in away)}), self.now)

    @cached_property
    def people(self) -> dict[int, Person]:
        return {one.id: one for one in staff_queries.people(db.session(), self.caller.office_id)}

    @cached_property
    def acting(self) -> dict[int, Person]:
        return viewers.substitutes_today(db.session(), self.caller.office_id, self.today)

    @cached_property
    def readers(self) -> Readers:
        return readers(db.session(), self.caller.office_id, self.today)

    def reading_unit(self, unit_id: int) -> int:
        """The unit whose people work on the messages of this one: another one while it has nobody."""
        return self.readers.reading_unit(unit_id) or unit_id

    def has_nobody(self, unit_id: int) -> bool:
        """Whether nobody of this unit reads its messages today, so that others do."""
        return unit_id not in self.readers.people

    def there(self, person_id: int | None) -> Person | None:
        """The person, or who acts for them today."""
        return self.acting.get(person_id or 0) or self.people.get(person_id or 0)

    def owner(self, unit_id: int, person_id: int | None) -> str:
        """The name of who is responsible today: the person who took it, else the unit's head."""
        found = self.there(person_id) or self.there(self.settings.head_of(unit_id))
        return filters.named(found.names) if found is not None else ""

    def title(self, person: Person) -> Name:
        unit = self.settings.units.get(person.unit_id or 0)
        role = ROLE_NAMES[person.role]
        return Name(f"{role.fa}، {unit.name_fa}", f"{role.en}, {unit.name_en or unit.name_fa}") if unit else role

    def action(self, message_id: int, turn: int | None = None) -> StaffAction:
        return StaffAction(self.caller.office_id, self.caller.by, self.person_id, message_id, turn)

    def found(self, message_id: int) -> Message:
        """The message, or ``NotFound`` if the reader may not see it."""
        message = message_queries.by_id(db.session(), self.caller.office_id, message_id)
        if message is None or not self.sees(message):
            raise NotFound
        return message

    def sees(self, message: Message) -> bool:
        return visibility.sees(self.viewer, message, message_queries.units_of(db.session(), message.id))


def reader() -> Reader:
    return reader_of(identity.require(ACT))


def reader_of(caller: Caller) -> Reader:
    """As far as they may read now."""
    assert caller.person_id is not None
    session, now = db.session(), clock.now()
    today = clock.local(now).date()
    viewer = viewers.viewer(session, caller.office_id, caller.person_id, today)
    settings = queries.load_settings(session, caller.office_id)
    return Reader(caller, caller.person_id, viewer, settings, now, today)
