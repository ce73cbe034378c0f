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

#: {name of the job: (its function, made anew; what it calls first of what it must not do)}
GUARDED = {
    "alerts": (lambda: alerts.jobs(Event())[0].function, "deskq.alerts.jobs.each_office"),
    "journal.anchors": (lambda: anchors.jobs()[0].function, "deskq.journal_proof.jobs.anchor"),
    "journal.verify": (lambda: weekly.WeeklyCheck().round, "deskq.journal_proof.weekly.is_due"),
    "message_pauses": (lambda: message_pauses.jobs()[0].function, "deskq.message_pauses.jobs.each_office"),
    "messages": (lambda: messages.jobs()[0].function, "deskq.messages.jobs.each_office"),
    "ops.backup": (lambda: backups.ScheduledBackups().round, "deskq.ops.scheduled_backup.rules.is_backup_due"),
    "published": (lambda: published.jobs()[0].function, "deskq.published.jobs.each_office"),
    "queue": (lambda: queue.jobs()[0].function, "deskq.queue.ticket_queries.offices_with_some_left"),
    "reports": (lambda: reports.jobs()[0].function, "deskq.reports.period.jobs.each_office"),
    "saved_reports": (lambda: saved_reports.jobs()[0].function, "deskq.saved_reports.jobs.each_office"),
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
