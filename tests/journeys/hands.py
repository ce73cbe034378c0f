"""The hands of those whose pages a journey does not look at: presses on messages, in a house's own database.

``python -m tests.journeys.hands refer CODE --by inspectorate --to desk`` says as JSON how the message stands then.
"""

import argparse
import json
import subprocess
import sys
from datetime import timedelta
from typing import Any

from tests.journeys.house import House
from tests.load.office import ROOT


def press(house: House, verb: str, code: str, **more: str) -> dict[str, Any]:
    """``press(house, "answer", code, by="supervisor", words="...")``: how the message stands then."""
    words = [word for name, value in more.items() for word in (f"--{name}", value)]
    command = [sys.executable, "-m", "tests.journeys.hands", verb, code, *words]
    done = subprocess.run(command, cwd=ROOT, env=house.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def main() -> None:
    given = _asked()
    from deskq import create_app

    with create_app().app_context():
        _do(given)


def _do(given: argparse.Namespace) -> None:
    from deskq import clock
    from deskq.extensions import db
    from deskq.messages import queries, rules, service
    from deskq.office import queries as office_queries
    from deskq.staff import queries as staff_queries

    session = db.session()
    office = office_queries.first_office(session)
    message = queries.by_code(session, office.id, given.code)
    person = staff_queries.person_by_name(session, given.by)
    by = service.Press(office.id, f"person:{person.id}", person.id, message.id)
    if given.verb == "refer":
        units = {unit.code: unit.id for unit in office_queries.units(session, office.id)}
        service.refer(by, units[given.to])
    elif given.verb == "accept":
        service.accept(by)
    elif given.verb == "answer":
        service.answer(by, service.Answer("explained", given.words, verdict="upheld"))
    elif given.verb == "age":
        _age(session, message, float(given.share))
        service.escalate(office.id, clock.now())
    elif given.verb == "due":
        queries.feedback_of(session, message.id).next_at = clock.now() - timedelta(minutes=1)
        session.commit()
    age = rules.age(message, clock.now())
    print(json.dumps({"state": message.state, "age": age, "level": message.escalation, "unit": message.unit_id}))


def _age(session: Any, message: Any, share: float) -> None:
    """The clock of the machine is nobody's to move: the message came in so much earlier that this share of its time is
    over now."""
    from deskq import clock

    back = message.started_at + (message.due_at - message.started_at) * share - clock.now()
    for name in ("registered_at", "started_at", "amber_at", "red_at", "due_at", "escalates_at"):
        moment = getattr(message, name)
        setattr(message, name, moment - back if moment is not None else None)
    session.commit()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("verb")
    parser.add_argument("code")
    for name in ("by", "to", "words", "share"):
        parser.add_argument(f"--{name}", default="inspectorate" if name == "by" else "")
    return parser.parse_args()


if __name__ == "__main__":
    main()
