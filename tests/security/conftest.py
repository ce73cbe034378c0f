"""One browser or machine for each kind of caller."""

from contextlib import suppress

import pytest
from flask import request

from deskq.access.api_tokens import service as token_service
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.rules.counters import CounterTaken
from deskq.queue.service import counters
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import queries as staff_queries
from deskq.web import refusal_page
from tests.conftest import PASSWORD
from tests.security.routes.callers import DEVICES, MACHINES, PEOPLE
from tests.tools.browsers import Browser, browser, client, limited, look
from tests.tools.device_pairing import paired

__all__ = ["browser", "client", "limited", "look"]
#: The clerk is the one who sits at counter 1 in the fixture ``at``.
NAMES = {**dict(zip(PEOPLE, PEOPLE, strict=True)), "clerk": "moradi", "expert": "civil", "executive": "mayor"}
#: The counter that each caller asks for: their own, or one that is nobody's.
NUMBERS = {"clerk": 1, "supervisor": 2, "tablet": 5, "api-clerk": 4}


@pytest.fixture
def caller(browser, office):
    """``caller("admin")`` is a client that comes as that caller; people hold the counter of NUMBERS."""

    def arrive(name: str) -> Browser:
        made = come(browser(), office, name)
        if name in PEOPLE and name in NUMBERS:
            _sit(office, NAMES[name], NUMBERS[name])
        return made

    return arrive


def come(made: Browser, office: int, name: str, root: str = "", ending: str = "") -> Browser:
    """``made``, from now on the browser or machine of that caller of the office; ``root`` is what its addresses begin
    with, ``ending`` what the sign-in names of its people end with."""
    if name in PEOPLE:
        answer = made.post(f"{root}/sign-in", data={"name": f"{NAMES[name]}{ending}", "password": PASSWORD})
        assert answer.status_code == 303
        assert answer.location.startswith(root)
    elif name in DEVICES:
        paired(made, office, name, NUMBERS.get(name), root)
    elif name in MACHINES:
        token = token_service.create_token(office, name.removeprefix("api-"))
        made.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return made


def _sit(office: int, name: str, number: int) -> None:
    person = staff_queries.person_by_name(db.session(), name)
    counter = office_queries.counter_by_number(db.session(), office, number)
    with suppress(CounterTaken):
        counters.open_counter(CounterAction(office, f"person:{person.id}", counter.id, person.id))


@pytest.fixture
def refusals_drawn_once(monkeypatch):
    """The page of a refusal is drawn once for each reader, office, language and sentence: a walk over all addresses
    meets the same thousands of times."""
    pages, draw = {}, refusal_page.draw

    def drawn(refusal, seconds=0, sign_in=""):
        reader = request.headers.get("Cookie"), request.headers.get("Authorization"), request.args.get("lang")
        said = type(refusal), refusal_page.sentence(refusal), str(getattr(refusal, "fields", "")), sign_in
        key = reader, request.script_root, request.method, said
        if key not in pages:
            pages[key] = draw(refusal, seconds, sign_in)
        return pages[key]

    monkeypatch.setattr(refusal_page, "draw", drawn)


@pytest.fixture
def hall(office, at):
    """A busy hall: tickets in every state at counters 1 to 5."""
    from tests.security.pages import busy

    return busy(office, {number: at(number) for number in range(1, 6)})
