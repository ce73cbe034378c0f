"""Texts printed on a ticket beside its number, shared by the kiosk's page and the ESC/POS printer."""

from collections.abc import Iterable
from datetime import datetime

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate
from deskq.core.text.names import Name, listed
from deskq.queue.screens.phone.types import TicketView
from deskq.queue.screens.shared import WaitShown


class TicketText:
    """Names, digits, dates and the facts of a ticket in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def named(self, name: Name | None) -> str:
        return self.digits(name.in_language(self.language)) if name is not None else ""

    def digits(self, text: object) -> str:
        return persian.persian_digits(text) if self.language == "fa" else str(text)

    def listed(self, texts: Iterable[str]) -> str:
        return listed(texts, self.language)

    def hour(self, moment: datetime) -> str:
        return self.digits(f"{clock.local(moment):%H:%M}")

    def facts(self, view: TicketView, issued_at: datetime) -> tuple[tuple[str, str], ...]:
        """(label, text) in printing order. A ticket with a promised hour shows that hour instead of the people
        ahead."""
        rows = []
        if view.called_from is not None:
            rows.append((gettext("Called from"), self.hour(view.called_from)))
        elif view.ahead is not None:
            rows.append((gettext("People ahead"), self.digits(view.ahead)))
        if view.estimate is not None:
            rows.append((gettext("Wait"), self._wait(view.estimate)))
        rows.append((gettext("Date"), self.date(issued_at)))
        rows.append((gettext("Time"), self.hour(issued_at)))
        return tuple(rows)

    def _wait(self, shown: WaitShown) -> str:
        """In the same words as the screens."""
        text: Markup = get_template_attribute("components/wait.html", "wait_words")(shown)
        return text.unescape().strip()

    def date(self, moment: datetime) -> str:
        day = clock.local(moment).date()
        if self.language == "fa":
            return jalali.written_date(day, "fa")
        own = JalaliDate(day)
        return f"{own.day} {own.strftime('%B', locale='en')} {own.year} ({day.day} {day:%b} {day.year})"
