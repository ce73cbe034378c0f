"""Every page says what it said: elements, attributes and words of all pages of an office in use, for each caller.

After an intended change of a page ``make pages`` shows how it differs, and writes the files under ``pages/`` anew.
"""

import pytest

from deskq.applications.models import Applicant, Application
from deskq.core.extensions import db
from deskq.messages.models import Message, Sender
from tests.kept_pages.check import check
from tests.kept_pages.walk import Walk
from tests.security import hostile_pages

#: Addresses of its actions; the clerk serves a visitor at the beginning.
DAY_AT_A_COUNTER = (
    *("completion", "undo", "completion", "calls", "recall", "service", "hold", "resumption", "calls", "absence"),
    *("return", "calls", "put-back", "walk-in", "completion", "break", "opening", "closing"),
)


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_pages_of_each_caller(caller, town, name):
    walk = Walk(caller(name), name)

    walk.open(*hostile_pages.addresses(name, town, every=11))
    walk.send()

    check(name, walk.pages)


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_pages_of_a_new_office(caller, new_office, name):
    walk = Walk(caller(name), f"new office {name}")

    walk.open(*hostile_pages.addresses(name, new_office))
    walk.send()

    check(f"new-office-{name}", walk.pages)


def test_the_counter_after_each_action(caller, town):
    walk = Walk(caller("clerk"), "counter")

    walk.press("/counters/1?lang=en", *DAY_AT_A_COUNTER)

    check("counter", walk.pages)


def test_pages_of_citizens_who_proved_who_they_are(browser, town):
    pages = {}

    for one, kind, person in proofs():
        comes = browser()  # each of them reads what they wrote, and nothing else
        digits = db.session().get(person, one.id).phone[-4:]
        assert comes.post(f"/track/{one.code}/{kind}", data={"digits": digits}).status_code == 303
        walk = Walk(comes, "citizen")
        walk.open(f"/track/{one.code}?lang=en")
        walk.send()
        pages["around citizen"] = walk.pages.pop("around citizen")
        pages |= {f"{address} of {one.__tablename__} {one.id}": lines for address, lines in walk.pages.items()}

    check("citizen", pages)


def proofs() -> list[tuple[Message | Application, str, type[Sender] | type[Applicant]]]:
    """Some messages and applications, the address of their proof, and whose phone number is asked for."""
    messages = db.session().query(Message).order_by(Message.id).all()[::5]
    applications = db.session().query(Application).order_by(Application.id).all()[::3]
    return [
        *((one, "proof", Sender) for one in messages),
        *((one, "application/proof", Applicant) for one in applications),
    ]
