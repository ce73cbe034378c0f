"""What citizens said was not so and nobody has looked into: for the page of a person's work."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.charter import queries, readers
from deskq.core.errors import N_
from deskq.office import config_cache
from deskq.web.filters import digits
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker

#: Everybody may be in the unit for citizens' rights.
OWN = "account.own"
#: Somebody should have looked into it after so long.
WITHIN = timedelta(days=7)


def source() -> Source:
    return Source("manage_charter.objections", N_("Citizen’s charter"), OWN, tasks, count)


def count(session: Session, who: Worker) -> Count:
    unseen, first_at = _waiting(session, who)
    return Count(unseen, unseen if _is_late(first_at, who) else 0)


def tasks(session: Session, who: Worker, _most: int) -> Sequence[Task]:
    unseen, first_at = _waiting(session, who)
    if first_at is None:
        return []
    due = first_at + WITHIN
    asked = ngettext(
        "Look into %(n)s answer of a citizen", "Look into %(n)s answers of citizens", unseen, n=digits(unseen)
    )
    return [
        Task(
            sort_at=due,
            age="late" if _is_late(first_at, who) else "amber",
            icon="thumbs-down",
            title=gettext("It was not so"),
            next_step=asked,
            address=url_for("manage_charter.objections"),
            when=words.time_left(due),
            number=unseen,
        )
    ]


def _waiting(session: Session, who: Worker) -> tuple[int, datetime | None]:
    """(how many, when the first one came) of those that wait for this person."""
    config_cache.of(session, who.office_id)  # the present version
    if not readers.answers(session, who.office_id, who.person_id, who.role):
        return 0, None
    return queries.unseen(session, who.office_id)


def _is_late(first_at: datetime | None, who: Worker) -> bool:
    return first_at is not None and who.now - first_at > WITHIN
