"""Feedback calls that are due: for the page of an operator's work."""

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.core.errors import N_
from deskq.feedback_calls import queries
from deskq.feedback_calls.views import ACT
from deskq.web.filters import digits
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Source, Worker


def source() -> Source:
    return Source("calls.index", N_("Calls"), ACT, tasks, count)


def count(session: Session, who: Worker) -> Count:
    return Count(queries.count_due(session, who.office_id, who.now))


def tasks(session: Session, who: Worker, _most: int) -> list[Task]:
    """All of them in one row: their list is called from the top."""
    first = queries.calls_due(session, who.office_id, who.now, 1)
    if not first:
        return []
    due, since = queries.count_due(session, who.office_id, who.now), first[0].feedback.next_at
    step = ngettext("Call %(n)s citizen", "Call %(n)s citizens", due, n=digits(due))
    title, address = gettext("Ask citizens whether the answer helped"), url_for("calls.index")
    return [Task(since, "amber", "phone", title, step, address, words.waits(since), number=due)]
