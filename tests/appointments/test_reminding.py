"""A reminder goes out as a text message, where the office sends any."""

from datetime import UTC, datetime

from deskq import reminding
from deskq.appointments import reminders
from deskq.appointments.reminders import Reminder
from deskq.persian import Name

DUE = Reminder(
    1, 7, "+989123456789", "fa", Name("صدور پروانه", "Permit"), datetime(2026, 11, 25, 6, 45, tzinfo=UTC), "123456"
)


class Gateway:
    def __init__(self, told):
        self.told = told

    def send(self, number, text):
        self.told.append((number, text))
        return "1"


def test_it_says_what_when_and_the_code(app):
    assert reminding.text(DUE).replace("\u2066", "").replace("\u2069", "").splitlines() == [
        "یادآوری: صدور پروانه",
        "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۱۵",
        "کد برای کیوسک: ۱۲۳۴۵۶",
    ]


def test_an_office_that_sends_messages_reminds(make_app, monkeypatch):
    from deskq.notify import outbox

    told = []
    app = make_app(SMS_GATEWAY="console")
    app.extensions["deskq_outbox"].gateway = Gateway(told)
    monkeypatch.setattr(outbox.socketio, "start_background_task", lambda do, *given: do(*given))

    with app.app_context():
        reminders.send(DUE)

    assert told == [("+989123456789", reminding.text(DUE))]


def test_an_office_that_sends_none_reminds_nobody(app):
    assert not reminders.possible()
