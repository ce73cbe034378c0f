"""The journal alone rebuilds each application; it knows nobody. Promised dates agree with a slow count of days."""

import json
import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from deskq.applications import journal_comparison
from deskq.applications.models import Application, ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.queries.rebuild import rebuild
from deskq.applications.rules import progress
from deskq.applications.rules.take_back import last_step
from deskq.applications.service import citizen, endings, stages, take_back
from deskq.applications.service.edit import Action
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.messages.events import moment
from deskq.office.models import Opening, SpecialDay
from deskq.service_sheets.catalogue.content import contents
from tests.applications.conftest import BOTH, DOCUMENTS
from tests.conftest import MORNING
from tests.service_sheets.test_graph import DAYS

ALL = frozenset(one.code for sheet in contents().values() for one in sheet.documents)
DOCUMENT_CODES = (*sorted(DOCUMENTS), "asked_1")
DOERS = ("karimi", "planner", "revenue", "civil", "deputy", "mayor", "inspectorate", "supervisor")


def random_act(rng: random.Random, made: Application, action) -> None:
    """Something anybody of the office may try; what is refused changes nothing."""
    stage = rng.choice(queries.stages(db.session(), made.id)).code
    who = action(rng.choice(DOERS), made)
    acts = (
        lambda: stages.complete(who, stage),
        lambda: stages.complete(who, stage),
        lambda: stages.skip(who, stage, "لازم نیست"),
        lambda: stages.wait(who, stage, "نامه فرستاده شد", rng.choice(("applicant", "outside"))),
        lambda: stages.ask_documents(who, stage, "نقشه"),
        lambda: stages.receive_documents(who, [one.code for one in queries.documents(db.session(), made.id)]),
        lambda: stages.ask_payment(who, stage, "12", "34"),
        lambda: stages.resume(who, stage, "99"),
        lambda: endings.extend(who, clock.now() + timedelta(days=rng.randint(1, 90)), "مرخصی کارشناس"),
        lambda: endings.refuse(who, "دلیل") if rng.random() < 0.1 else None,
        lambda: endings.object_to_refusal(who, "اعتراض"),
        lambda: citizen.send_files(made, rng.choice(DOCUMENT_CODES), [f"{rng.randrange(9):040}.pdf"]),
        lambda: citizen.ask_call(made, ""),
        lambda: stages.return_files(who, rng.choice(DOCUMENT_CODES), "ناخوانا"),
        lambda: stages.called(who, "گفت‌وگو شد"),
        lambda: endings.decide_objection(who, "بررسی شد", upheld=rng.random() < 0.8),
        lambda: take_back_last(who, made),
        lambda: take_back_last(who, made),
    )
    try:
        rng.choice(acts)()
    except DomainError:
        db.session.rollback()


def take_back_last(who: Action, made: Application) -> None:
    step = last_step(queries.steps(db.session(), made.id))
    if step is not None:
        take_back.take_back(who, step.id, "به اشتباه زده شد")


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_the_journal_alone_rebuilds_each_application(office, opened, action, look, seed):
    rng = random.Random(seed)
    made = [opened(rng.choice(list(contents())), received=rng.choice((DOCUMENTS, ALL, ALL))).id for _ in range(5)]
    for step in range(120):
        clock.fix(MORNING + timedelta(hours=5 * step))
        random_act(rng, look().get(Application, rng.choice(made)), action)

    session = look()
    entries = session.execute(select(Entry.kind, Entry.body).order_by(Entry.sequence)).all()
    rebuilt = rebuild((kind, json.loads(payload)) for kind, payload in entries)

    assert set(rebuilt) == set(made)
    for one in session.scalars(select(Application)):
        rows = queries.stages(session, one.id)
        missing = session.scalars(
            select(ApplicationDocument.code).where(
                ApplicationDocument.application_id == one.id, ApplicationDocument.received_at.is_(None)
            )
        )
        assert rebuilt[one.id].progress == queries.progress_of(one, rows)
        assert rebuilt[one.id].due == moment(one.due_at)
        assert rebuilt[one.id].missing == set(missing)
        assert rebuilt[one.id].sent == {row.document for row in queries.files(session, one.id) if row.state == "sent"}
        assert rebuilt[one.id].call == (one.call_asked_at is not None)
        assert (one.paused_at is not None) == (one.state in progress.PAUSED_STATES)
        assert (one.ended_at is not None) == (one.state not in progress.LIVE)
    assert list(journal_comparison.differences(session, office)) == []


def test_the_journal_has_nothing_of_a_person_or_of_what_was_written(opened, action, look):
    made = opened(
        name="کاظم یوسفی", phone="09121234567", national_id="0499370899", kind="proxy", deed="۱۲۳/الف", received=ALL
    )
    endings.extend(action("planner", made), made.due_at + timedelta(days=1), "مادر کاظم بیمار است")

    written = " ".join(look().scalars(select(Entry.body)))

    for secret in ("کاظم", "9121234567", "0499370899", "123/", "بیمار"):
        assert secret not in written
        assert json.dumps(secret).strip('"') not in written


def slow_promise(start: datetime, days: int, hours: dict[int, int], closed: set[date], zone: ZoneInfo) -> datetime:
    """Day by day: the closing of the n-th open day after the day on which it counts as received."""
    day, counted = start.astimezone(zone).date(), -1
    while True:
        closes = hours.get((day.weekday() + 2) % 7)
        if closes is not None and day not in closed:
            ends = datetime.combine(day, time(), zone) + timedelta(minutes=closes)
            if ends > start:
                counted += 1
            if counted == days:
                return ends.astimezone(UTC)
        day += timedelta(days=1)


@pytest.mark.parametrize("seed", range(12))
def test_promised_dates_agree_with_a_slow_count_over_the_municipal_calendar(office, opened, set_office, seed):
    """Saturday to Wednesday until 14:15 (one day shorter), with random holidays."""
    rng = random.Random(seed)
    hours = {0: 855, 1: 855, 2: 855, 3: 855, 4: 720}
    closed = {MORNING.date() + timedelta(days=rng.randrange(120)) for _ in range(25)}
    session = db.session()
    for table in (Opening, SpecialDay):
        session.execute(delete(table))
    always = {"office_id": office, "valid_from": date(2020, 1, 1), "valid_until": date(2999, 12, 31), "opens": 420}
    session.add_all(Opening(**always, weekday=name, closes=closes) for name, closes in hours.items())
    session.add_all(SpecialDay(office_id=office, day=day, reason_fa="تعطیل") for day in closed)
    session.commit()
    set_office()
    clock.fix(MORNING + timedelta(days=rng.randrange(20), hours=rng.randrange(24), minutes=rng.randrange(60)))
    code = rng.choice(list(contents()))

    made = opened(code, received=ALL)

    wanted = {**DAYS, "art100": 47}[code]
    assert made.first_due_at == slow_promise(clock.now(), wanted, hours, closed, clock.zone())
