"""Jobs whose work cannot be undone do nothing while the clock of the machine is not trusted."""

from threading import Event

import pytest

from deskq.alerts import jobs as alerts
from deskq.core import clock_guard
from deskq.journal_proof import jobs as anchors
from deskq.journal_proof import weekly
from deskq.message_pauses import jobs as message_pauses
from deskq.messages import jobs as messages
from deskq.ops.scheduled_backup import jobs as backups
from deskq.published import jobs as published
from deskq.queue import jobs as queue
from deskq.reports.period import jobs as reports
from deskq.saved_reports import jobs as saved_reports


def turns_of(module) -> tuple[object, str]:
    """A job that gives each office its turn."""
    return lambda: module.jobs()[0].function, f"{module.__name__}.each_office"


#: {name of the job: (its function, made anew; what it calls first of what it must not do)}
GUARDED = {
    "alerts": (lambda: alerts.jobs(Event())[0].function, "deskq.alerts.jobs.each_office"),
    "journal.anchors": (lambda: anchors.jobs()[0].function, "deskq.journal_proof.jobs.anchor"),
    "journal.verify": (lambda: weekly.WeeklyCheck().round, "deskq.journal_proof.weekly.is_due"),
    "message_pauses": turns_of(message_pauses),
    "messages": turns_of(messages),
    "ops.backup": (lambda: backups.ScheduledBackups().round, "deskq.ops.scheduled_backup.rules.is_backup_due"),
    "published": turns_of(published),
    "queue": (lambda: queue.jobs()[0].function, "deskq.queue.ticket_queries.offices_with_some_left"),
    "reports": turns_of(reports),
    "saved_reports": turns_of(saved_reports),
}


@pytest.mark.parametrize("name", GUARDED)
def test_nothing_that_cannot_be_undone_is_done_while_the_clock_is_not_trusted(app, office, monkeypatch, name):
    made, first_step = GUARDED[name]
    begun: list[bool] = []
    trusted = False
    monkeypatch.setitem(app.config, "BACKUP_FOLDER", "backups")
    monkeypatch.setattr(first_step, lambda *_args, **_kwargs: begun.append(trusted) or [])
    monkeypatch.setattr(clock_guard.ClockGuard, "steady", lambda _self: trusted)
    function = made()

    function()
    assert begun == []
    trusted = True
    function()

    assert begun == [True]
