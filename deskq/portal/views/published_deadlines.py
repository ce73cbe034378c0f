"""Deadlines (R21) as published, and as the public form states them."""

from typing import NamedTuple

from deskq.access import identity
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.inbox.views import durations
from deskq.message_settings import queries
from deskq.message_settings.kinds import CITIZENS_KINDS, KIND_NAMES, REPORT, default_class
from deskq.message_settings.models import MessageClass
from deskq.message_settings.queries import MessageSettings

#: Kinds whose subject says how soon; a report promises nothing.
BY_SUBJECT = ("request", "criticism")


class Published(NamedTuple):
    """A class of deadline with the kinds and subjects that lie under it."""

    name: Name
    term: str
    covers: list[Name]


def published() -> list[Published]:
    """The classes as the admins set them now; none where no messages are taken."""
    office_id = identity.office_id()
    if not queries.takes_messages(db.session(), office_id):
        return []
    settings = queries.load_settings(db.session(), office_id)
    return [
        Published(row.name, durations.term(row), _covers(settings, row))
        for row in settings.classes.values()
        if row.offered
    ]


def _covers(settings: MessageSettings, row: MessageClass) -> list[Name]:
    kinds = [kind for kind in CITIZENS_KINDS if kind not in (*BY_SUBJECT, REPORT)]
    named = [KIND_NAMES[kind] for kind in kinds if default_class(kind, None) == row.code]
    subjects = [one.name for one in settings.categories.values() if one.offered and one.class_id == row.id]
    return list(dict.fromkeys([*named, *subjects]))


def of_kind(settings: MessageSettings, kind: str) -> str:
    """The term of all messages of a kind; "" where their subject says it, or nobody."""
    row = settings.class_by_code.get(default_class(kind, None))
    return durations.term(row) if row is not None and kind not in (*BY_SUBJECT, REPORT) else ""


def of_subjects(settings: MessageSettings, kind: str) -> dict[int, str]:
    """{category: its term}, for kinds whose subject says it."""
    if kind not in BY_SUBJECT:
        return {}
    return {row.id: durations.term(settings.classes[row.class_id]) for row in settings.categories.values()}
