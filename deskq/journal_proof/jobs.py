"""Background job: one anchor a day, after comparing those before with the journal."""

from flask import current_app

from deskq.core import clock, outages
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.jobs.table import Job
from deskq.journal_proof import comparison, store, words
from deskq.journal_proof.chain import BrokenChain

PERIOD = 300.0
FAULTS = (BrokenChain, store.AnchorsCut, store.WrongKey, OSError)


class DailyAnchor:
    """Nothing is anchored while the clock of the machine is not trusted, nor in a demo office, which begins anew at
    will."""

    def __init__(self) -> None:
        self._clock_guard = BackgroundClockGuard()
        self._done: object = None  #: the day whose anchor is written

    def round(self) -> None:
        if current_app.config["DEMO"]:
            return
        today = clock.today()
        if self._done != today and self._clock_guard.steady() and anchor():
            self._done = today


def anchor() -> bool:
    """Write the anchor of today, unless there is one; returns whether there is one now. A journal that contradicts an
    anchor is reported, and anchored all the same: the contradiction stays in the file."""
    now = clock.now()
    try:
        known = store.anchors()
        difference = comparison.first_difference(db.session(), known)
        if not known or clock.local(known[-1].at).date() != clock.local(now).date():
            heads = comparison.heads(db.session())
            if not heads:
                return False
            db.session.remove()
            store.append(now, heads)
    except FAULTS as error:
        outages.report(words.PART, words.of_fault(error))
        return False
    outages.report(words.PART, words.of_difference(difference) if difference else None)
    return True


def jobs() -> tuple[Job, ...]:
    return (Job("journal.anchors", N_("Anchor the journal once a day"), PERIOD, DailyAnchor().round, alone=True),)
