"""From the tap on a face to the page that thanks, beside a long past of ratings and answers: the press and the page
that follows it, as Flask answers them; what the network adds is the network's."""

import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import insert

from deskq.core import secrets as secrets_core
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from deskq.ratings.models import Rating, RatingAnswer
from deskq.ratings.questionnaire import ITEMS
from tests.load import bench_office

PIECE = 5_000


def measure(folder: Path, database: str, past: int, taps: int) -> dict[str, float]:
    """Milliseconds of ``taps`` taps after ``past`` rated visits."""
    with bench_office.copied(folder, database) as copy, copy.app(WTF_CSRF_ENABLED=False) as app, app.app_context():
        office = office_queries.first_office(db.session())
        assert office is not None
        template = issue(office.id, "bench", NewTicket("renewal_levy", secrets_core.new()))
        _fill(template, past)
        secrets = [secrets_core.new() for _ in range(taps)]
        for secret in secrets:
            cancel(office.id, issue(office.id, "bench", NewTicket("renewal_levy", secret)).id)
        db.session.remove()
        took = [_tap(app.test_client(), secret) for secret in secrets]
        assert db.session().query(Rating).count() == past + taps
    cuts = quantiles(took, n=100)
    return {"p50_ms": cuts[49], "p95_ms": cuts[94], "longest_ms": max(took)}


def _tap(client: Any, secret: str) -> float:
    began = time.perf_counter()
    answer = client.post(f"/t/{secret}/rating", data={"score": "4"})
    page = client.get(answer.location)
    took = (time.perf_counter() - began) * 1000
    assert (answer.status_code, page.status_code) == (303, 200)
    assert 'name="comment"' in page.text
    return took


def _fill(template: Ticket, past: int) -> None:
    """Visits of other days, each with its rating and two answers."""
    columns = {column.key: getattr(template, column.key) for column in Ticket.__table__.columns}
    items = list(ITEMS)
    for first in range(0, past, PIECE):
        tickets, ratings, answers = [], [], []
        for n in range(first, min(first + PIECE, past)):
            ticket, day = 1_000_000 + n, 14040101 + n % 28
            tickets.append(
                columns
                | {"id": ticket, "day": day, "code": f"x{n}", "state": "done", "token_hash": f"past {n}"}
                | {"request_key": None, "number": n}
            )
            visit = {"ticket_id": ticket, "office_id": template.office_id, "service_id": template.service_id}
            visit |= {"day": day, "counter_id": 1 + n % 5, "given_at": template.arrived_at}
            more = {"score": 1 + n % 5, "source": "phone", "ending": "done", "reasons": "", "comment": ""}
            ratings.append(visit | more | {"source_hash": f"{n % 500}", "asked": ""})
            answers += [visit | {"item": items[(n + k) % 16], "value": n % 6} for k in (0, 1)]
        for model, rows in ((Ticket, tickets), (Rating, ratings), (RatingAnswer, answers)):
            db.session.execute(insert(model), rows)
        db.session.commit()
