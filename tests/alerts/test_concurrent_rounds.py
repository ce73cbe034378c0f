"""Several workers go round at once, as in several processes: each alert is raised and texted once."""

import threading
from contextvars import Context
from datetime import timedelta

from flask import current_app

from deskq.alerts import jobs
from deskq.alerts.models import Alert
from deskq.alerts.rules import Settings
from deskq.alerts.service import duty, settings
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms.models import Notice
from tests.core.journal.conftest import postgres_office
from tests.sms.conftest import RecordingGateway
from tests.sms.test_concurrent_outboxes import office

__all__ = ["office", "postgres_office"]
WORKERS, ROUNDS = 6, 3


def test_workers_at_once_raise_and_text_each_alert_once(office):
    app = current_app._get_current_object()
    app.extensions["deskq_outbox"].gateway = RecordingGateway()
    told = Settings(screens=True, texts=True, limit=1, repeat=0, quiet_from=0, quiet_until=0)
    for kind in ("wait", "people"):
        settings.save(office, "test", kind, told)
    for last in "12":
        person = {"name": "رضا", "phone": f"+98912123456{last}", "on_duty": True}
        duty.add(office, "test", {**person, "of_messages": True, "of_hall": True})
    jobs.Rounds().once()
    for code in ("renewal_levy", "info_desk"):
        issue(office, "test", NewTicket(code, secrets.new()))
    clock.fix(clock.now() + timedelta(minutes=2))
    db.session.remove()
    together, failures = threading.Barrier(WORKERS), []

    def work() -> None:
        with app.app_context():
            for _ in range(ROUNDS):
                together.wait()
                try:
                    jobs.Rounds().once()
                except Exception as failure:  # told by the test, not by the thread
                    failures.append(failure)
                db.session.remove()

    workers = [threading.Thread(target=Context().run, args=(work,)) for _ in range(WORKERS)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert failures == []
    raised = sorted((one.kind, one.subject) for one in db.session().query(Alert))
    assert len(raised) == len(set(raised)) == 4
    assert db.session().query(Notice).count() == 4  # two kinds, two people
