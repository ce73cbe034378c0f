"""The hand that moves time for a journey about messages, in a house's own database.

``python -m tests.journeys.hands age CODE --share 0.6`` says as JSON how the message stands then.
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
    """``press(house, "age", code, share="0.6")``: how the message stands then."""
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

    session = db.session()
    office = office_queries.first_office(session)
    message = queries.by_code(session, office.id, given.code)
    if given.verb == "age":
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
    parser.add_argument("--share", default="0")
    return parser.parse_args()


if __name__ == "__main__":
    main()
