"""The words of one token, from the ticket as it stands now, in its visitor's language."""

from datetime import datetime

from flask import Flask, get_template_attribute
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from deskq import clock, persian, tokens
from deskq.extensions import db
from deskq.office import catalogue
from deskq.persian import Name
from deskq.printing.paper import Token, Way
from deskq.queue import boards, queries
from deskq.queue.models import Ticket
from deskq.queue.screens import Place, TicketView, WaitShown


def compose(app: Flask, ticket_id: int, again: bool = False) -> Token:
    """Everything that stands on the paper. ``again``: it says that it is not the first."""
    language = db.session().get_one(Ticket, ticket_id).language
    with app.test_request_context(f"/?lang={language}", base_url=app.config["PUBLIC_URL"]):
        return _compose(app, db.session(), ticket_id, again)


def _compose(app: Flask, session: Session, ticket_id: int, again: bool) -> Token:
    ticket = queries.ticket_by_id(session, ticket_id)
    view = boards.ticket(session, ticket)
    service = catalogue.of(session, ticket.office_id).services[ticket.service_id]
    words = _Words(ticket.language)
    bring = words.named(service.bring)
    return Token(
        language=ticket.language,
        office=words.named(view.office),
        title=gettext("Your number"),
        code=words.digits(ticket.code),
        service=words.named(view.service),
        priority=words.named(view.priority),
        facts=words.facts(view),
        ways_title=words.ways_title(view),
        ways=tuple(words.way(places) for places in view.ways),
        bring_title=gettext("Please bring") if bring else "",
        bring=bring,
        qr=_address(app, ticket),
        qr_words=gettext("Follow your turn on your phone."),
        foot=gettext("Please stay near until you are called."),
        again=gettext("Printed again at %(hour)s", hour=words.hour(clock.now())) if again else "",
    )


def _address(app: Flask, ticket: Ticket) -> str | None:
    """The phone page. The secret is derived anew from the request's key; where there was none, or the server's key is
    another now, there is no code rather than a wrong one."""
    token = tokens.for_request(app.config["SECRET_KEY"], ticket.request_key) if ticket.request_key else None
    if token is None or tokens.hashed(token) != ticket.token_hash:
        return None
    return tokens.phone_page(app.config["PUBLIC_URL"], token, ticket.language, app.config["LANGUAGE"])


def _wait_words(shown: WaitShown) -> str:
    """As the screens say it, in the language of the request."""
    said: Markup = get_template_attribute("components/wait.html", "wait_words")(shown)
    return said.unescape().strip()


class _Words:
    """Names, digits, dates and lists as one language writes them."""

    def __init__(self, language: str) -> None:
        self.language = language

    def named(self, name: Name | None) -> str:
        return self.digits(name.in_language(self.language)) if name is not None else ""

    def digits(self, text: object) -> str:
        return persian.persian_digits(text) if self.language == "fa" else str(text)

    def hour(self, moment: datetime) -> str:
        return self.digits(f"{moment.astimezone(clock.zone()):%H:%M}")

    def facts(self, view: TicketView) -> tuple[tuple[str, str], ...]:
        rows = [(gettext("People ahead"), self.digits(view.ahead or 0))]
        if view.estimate is not None:
            rows.append((gettext("Wait"), _wait_words(view.estimate)))
        rows.append((gettext("Date"), self._date(view.issued_at)))
        rows.append((gettext("Time"), self.hour(view.issued_at)))
        return tuple(rows)

    def _date(self, moment: datetime) -> str:
        day = moment.astimezone(clock.zone()).date()
        if self.language == "fa":
            return persian.written_date(day, "fa")
        jalali = persian.JalaliDate(day)
        return f"{jalali.day} {jalali.strftime('%B', locale='en')} {jalali.year} ({day.day} {day:%b} {day.year})"

    def ways_title(self, view: TicketView) -> str:
        there = self._joined(view.building, view.where)
        return str(gettext("Where to go: %(place)s", place=there) if there else gettext("Where to go"))

    def way(self, places: list[Place]) -> Way:
        """Counters that are reached in the same way."""
        first = places[0]
        counters = str(get_template_attribute("components/arrow.html", "counters")(places)).strip()
        there = self._joined(first.floor, first.room, first.direction)
        return Way(first.arrow, f"{counters}: {there}" if there else counters)

    def _joined(self, *names: Name) -> str:
        return ("، " if self.language == "fa" else ", ").join(filter(None, map(self.named, names)))
