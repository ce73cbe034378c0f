"""Fixtures of SMS: a gateway that records, visitors with numbers, and an outbox that runs when told to."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from deskq.sms import service
from deskq.sms.gateways.port import SendFailed
from deskq.sms.models import Sms, VisitorPhone
from deskq.sms.outbox import FORCED_CHECK

NUMBER = "+989123456789"


@dataclass
class RecordingGateway:
    """The double of a gateway: remembers what it took, and answers first with what stands in ``answers``."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    answers: list[SendFailed] = field(default_factory=list)

    def send(self, number: str, text: str) -> str:
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append((number, text))
        return f"m{len(self.taken)}"

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.taken]

    @property
    def rating_requests(self) -> list[str]:
        """Those that ask how a visit was."""
        return [text for text in self.texts if "چطور بود" in text or "ow was" in text]


@pytest.fixture
def gateway(app) -> RecordingGateway:
    app.extensions["deskq_outbox"].gateway = made = RecordingGateway()
    return made


@pytest.fixture
def work(app, gateway) -> Callable[[], None]:
    """``work()``: one round of the outbox, every delivery done before it ends."""

    def step() -> None:
        app.extensions["deskq_outbox"].round(lambda deliver, claimed: deliver(claimed))
        db.session.remove()

    return step


@pytest.fixture
def arrive(office) -> Callable[..., Ticket]:
    """``arrive("+98912...")``: a visitor takes a token for the information desk and leaves a number, or none."""

    def take(number: str | None = NUMBER, code: str = "info_desk", language: str = "fa") -> Ticket:
        made = issue(office, "test", NewTicket(code, secrets.new(), language=language))
        if number is not None:
            service.store_number(office, "test", made.id, number)
        return made

    return take


@pytest.fixture
def desk(at) -> Callable[[int], CounterAction]:
    """``desk(1)`` opens counter 1 and returns the press there."""

    def sit_down(number: int = 1) -> CounterAction:
        counters.open_counter(at(number))
        return at(number)

    return sit_down


@pytest.fixture
def sent(work, gateway) -> Callable[[], list[str]]:
    """``sent()``: the texts that the gateway has taken, after one more round of the outbox."""

    def after_a_round() -> list[str]:
        work()
        return gateway.texts

    return after_a_round


@pytest.fixture
def called(arrive, desk) -> CounterAction:
    """A visitor with a number was just called; the press at that counter."""
    arrive()
    press = desk(1)
    calls.call_next(press)
    return press


@pytest.fixture
def asked(work, gateway, later) -> Callable[..., list[str]]:
    """``asked()``: the requests of a rating that have been sent five minutes from now, or ``asked(hours=2)``."""

    def after(**time: int) -> list[str]:
        later(**(time or {"minutes": 5}))
        work()
        return gateway.rating_requests

    return after


@pytest.fixture
def outbox(app) -> Callable[[], list[Sms]]:
    """Every message as it is in the database now, in the order in which they were made."""

    def look() -> list[Sms]:
        db.session().expire_all()
        return list(db.session().query(Sms).order_by(Sms.id))

    return look


@pytest.fixture
def numbers_kept(app) -> Callable[[], list[str]]:
    def look() -> list[str]:
        db.session.rollback()
        return [row.number for row in db.session().query(VisitorPhone)]

    return look


@pytest.fixture
def ended(arrive, desk, office):
    """``ended("absent")`` is a visit that has just ended so, of a visitor who left their number; of those nobody
    called the day must still be closed."""

    def go(how: str, **more):
        ticket, press = arrive(**more), desk(1)
        if how == "expired":
            return ticket
        if how == "cancelled":
            return cancel(office, ticket.id)
        calls.call_next(press)
        if how == "absent":
            return serve.mark_absent(press)
        serve.start(press)
        return serve.finish(press, "not_possible" if how == "could_not" else "done")

    return go


@pytest.fixture
def watch(work):
    """``watch()``: so many rounds that one of them looks although nothing has happened."""
    return lambda: [work() for _ in range(FORCED_CHECK)]
