"""Reminders of appointments go out as text messages: joins two features that do not know each other."""

from flask import Flask

from deskq import clock, persian
from deskq.appointments import reminders
from deskq.appointments.reminders import Reminder
from deskq.notify.outbox import Outbox

WORDS = {
    "fa": "یادآوری: {service}\n{day}، ساعت {hour}\nکد برای کیوسک: \u2066{code}\u2069",
    "en": "Reminder: {service}\n{day} at {hour}\nCode for the kiosk: \u2066{code}\u2069",
}


def text(reminder: Reminder) -> str:
    """What, when, and the code to type at the kiosk."""
    language = reminder.language
    starts = reminder.starts_at.astimezone(clock.zone())
    said = WORDS[language].format(
        service=reminder.service.in_language(language),
        day=persian.written_date(starts.date(), language),
        hour=f"{starts:%H:%M}",
        code=reminder.code,
    )
    return persian.persian_digits(said) if language == "fa" else said


def init_app(app: Flask) -> None:
    box: Outbox = app.extensions["deskq_outbox"]
    reminders.send_by((lambda due: box.tell(due.phone, text(due))) if box.gateway is not None else None)
