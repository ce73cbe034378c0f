"""How far corrective actions are, in words, for the pages of reports, the hall, and the public report."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import progress, reports
from deskq.half_year.rules.progress import FINISHED, FINISHED_LATE, LATE, OPEN
from deskq.half_year.rules.reviews import KEPT, NOT_KEPT
from deskq.half_year.rules.reviews import LATE as DONE_LATE
from deskq.half_year.views import labels

#: {state: the outcome whose look its mark has}.
LOOKS = {OPEN: "open", FINISHED: KEPT, FINISHED_LATE: DONE_LATE, LATE: NOT_KEPT}


@dataclass(frozen=True, slots=True)
class Progress:
    """``state``: see ``rules.progress``, or an outcome; ``words``: "" of one that is still in time; ``look``: the
    outcome whose look its mark has."""

    state: str
    words: str
    look: str


def of_actions(actions: Collection[CorrectiveAction], today: date) -> dict[int, Progress]:
    """{action: how far it is}, whatever its review says."""
    finished = progress.finished_days(db.session(), actions)
    found = {}
    for row in actions:
        state = progress.state(row, finished, today)
        words = labels.progress(state, jalali.gregorian(row.due_day), finished.get(row.id), today)
        found[row.id] = Progress(state, words, LOOKS[state])
    return found


def of_public(office_id: int, half: Half, today: date) -> dict[tuple[str, int], Progress]:
    """{(Persian text, due day): how far it is}, of the actions promised in a published report; how it was kept once the
    next report says so. Their texts and days do not change after publication."""
    rows = reports.actions(db.session(), office_id, half)
    states = of_actions(rows, today)
    if any(reports.published(db.session(), office_id, one) for one in (half.after, half.after.pair)):
        states |= {row.id: _reviewed(row.outcome) for row in rows if row.outcome}
    return {(row.what_fa, row.due_day): states[row.id] for row in rows}


def _reviewed(outcome: str) -> Progress:
    return Progress(outcome, labels.outcome(outcome), outcome)
