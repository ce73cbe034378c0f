"""Data of a message is removed step by step; its code, category, outcome and times stay."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from deskq import create_app
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from deskq.feedback_calls import service
from deskq.inbox.queries.search import search
from deskq.message_erasure import retention
from deskq.messages.models import Feedback, Message, Photo, Sender, Step
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.visibility import Viewer
from deskq.messages.service import create, escalate
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.messages.service.refer import refer
from deskq.office import queries as office_queries
from deskq.ops import retention_job
from deskq.portal import service as portal_service
from deskq.staff import queries as staff_queries
from deskq.units import queries
from deskq.web import uploads
from tests.conftest import MORNING, PASSWORD, require, settings
from tests.load import postgres

NAME, PHONE, HOME, ID = "سارا احمدی", "09121234567", "کوچهٔ گلهای وحشی", "0499370899"
BODY, PLACE, ADDED, NOTE = "آبگرفتگی زیرگذر", "میدان کهنه", "هنوز فروکش نکرده", "مأمور خندق را دید"
RULES = dict(zip(("who", "notes", "photos", "reports", "others"), retention.RULES, strict=True))
BITS = {"body": BODY, "name": NAME, "phone": PHONE, "national_id": ID, "home": HOME, "address": PLACE}
FILE = "a" * 40 + ".webp"


def whole_life(office: int, kind: str) -> Message:
    """A message with everything that can be known of one, answered, rung about and closed today."""
    office_units = {unit.code: unit.id for unit in queries.units(db.session(), office)}
    given = MessageInput(kind=kind, channel="web", photos=[("report", FILE)], **BITS)
    made = create.register(office, "citizen", given, f"key {kind}")
    portal_service.add_words(office, made.id, ADDED)
    who = "inspectorate" if kind == "report" else "operator"
    person = staff_queries.person_by_name(db.session(), who)
    action = StaffAction(office, f"person:{person.id}", person.id, made.id)
    if kind != "report":
        refer(action, office_units["public_relations"], note=NOTE)
    answer(action, Answer("explained", "پاسخ ما این است", note=NOTE))
    rung = message_queries.feedback_of(db.session(), made.id)
    if rung is None:  # nobody is rung about a report
        clock.fix(clock.now() + timedelta(days=11))
        escalate.auto_close(office, clock.now())
        clock.fix(clock.now() - timedelta(days=11))
    else:
        service.take_feedback(office, "test", person.id, rung.id, "satisfied", "خانمش گفت خوب شد")
    db.session.remove()
    return db.session().get_one(Message, made.id)


@pytest.fixture
def photos(app):
    """``photos()``: the names of the files of the photo that are there."""
    uploads.folder().mkdir(exist_ok=True)
    for name in (FILE, FILE.replace(".webp", ".small.webp")):
        (uploads.folder() / name).write_bytes(b"x")
    return lambda: [file.name for file in uploads.folder().glob(f"{FILE[:40]}*")]


def left(message: Message) -> set[str]:
    """Which bits can still be read of it."""
    session = db.session()
    session.expire_all()
    found = session.get_one(Message, message.id)
    sender = session.get_one(Sender, message.id)
    steps = session.query(Step).filter_by(message_id=message.id).all()
    rung = session.query(Feedback).filter_by(message_id=message.id).all()
    told = {
        "who": sender.name or sender.phone or sender.national_id or sender.address or sender.phone_index,
        "words": found.body or found.sealed_body or found.address or any(step.words or step.sealed for step in steps),
        "notes of calls": any(call.note for call in rung) or any(step.note for step in steps if step.verb == "close"),
        "photos": session.query(Photo).filter_by(message_id=message.id).count(),
    }
    return {name for name, there in told.items() if there}


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        ("request", 364, {"who", "words", "notes of calls", "photos"}),
        ("request", 366, {"words", "photos"}),
        ("request", 731, {"words"}),
        ("request", 1824, {"words"}),
        ("request", 1826, set()),
        ("report", 1104, {"words"}),
        ("report", 1107, set()),
    ],
)
def test_each_kind_of_data_is_removed_after_its_period(office, later, kind, days, expected):
    made = whole_life(office, kind)
    before = (made.code, made.category_id, made.outcome, made.registered_at, made.ended_at, made.state)
    later(days=days)
    due = {rule.what: count for rule, count in retention_job.due()}

    removed = {rule.what: count for rule, count in retention_job.remove_due()}

    assert left(made) == expected
    assert removed == due
    assert retention_job.due() == [(rule, 0) for rule in retention_job.RULES]
    kept = db.session().get_one(Message, made.id)
    assert (kept.code, kept.category_id, kept.outcome, kept.registered_at, kept.ended_at, kept.state) == before
    assert [step.verb for step in message_queries.steps(db.session(), made.id)][-1] == "close"


def test_the_sender_of_an_answered_message_is_erased_though_nobody_was_called_and_an_open_one_keeps_everything(
    office, file, action, later
):
    open_one, made = file("complaint", national_id=ID), file("complaint")
    answer(action("inspectorate", made), Answer("explained", "چنین شد", verdict="upheld"))

    later(days=366)
    retention_job.remove_due()
    assert (db.session().get_one(Message, made.id).state, left(made)) == ("answered", {"words"})

    later(days=4000)
    retention_job.remove_due()
    assert left(open_one) == {"who", "words"}


def test_an_erased_sender_is_distinguished_from_an_anonymous_one(office, file, later):
    made = [file("complaint"), file()]
    for each in made:
        portal_service.withdraw(office, each.id)
    later(days=366)

    retention_job.remove_due()

    assert [db.session().get_one(Sender, each.id).erased_at for each in made] == [clock.now(), None]


def test_erased_text_is_not_found_by_search(office, later):
    made = whole_life(office, "request")
    everything = Viewer(1, "operator", frozenset())
    assert [found.id for found in search(db.session(), office, everything, "زیرگذر").rows] == [made.id]
    later(days=1826)

    retention_job.remove_due()

    assert search(db.session(), office, everything, "زیرگذر").rows == []


def test_several_batches_are_removed_and_the_journal_has_only_counts(office, file, later, monkeypatch):
    monkeypatch.setattr("deskq.core.retention_rules.BATCH", 2)
    made = [file("complaint", national_id=ID) for _ in range(5)]
    for each in made:
        portal_service.withdraw(office, each.id)
    later(days=1826)

    removed = {rule.what: count for rule, count in retention_job.remove_due()}

    assert (removed[RULES["who"].what], removed[RULES["others"].what]) == (5, 5)
    told = [entry.facts for entry in journal.walk(db.session(), office) if entry.kind == "message.person_erased"]
    assert told == [{"messages": 2}, {"messages": 2}, {"messages": 1}]


def test_files_are_deleted_with_the_last_message_that_refers_to_them(office, photos, later):
    whole_life(office, "request")
    later(days=729)
    retention_job.remove_due()
    assert len(photos()) == 2
    later(days=2)

    retention_job.remove_due()

    assert photos() == []


def test_a_recently_uploaded_picture_is_not_deleted(photos):
    clock.fix(None)  # the disk's own time

    retention_job.remove_due()

    assert len(photos()) == 2


def test_no_removed_data_remains_in_the_database_file(office, later, database_url, seeded_file):
    whole_life(office, "request")
    later(days=1826)
    retention_job.remove_due()
    db.session.remove()
    db.engine.dispose()
    file = database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = Path(file).read_bytes()

    before = seeded_file.read_bytes()
    words = {word for bit in (*BITS.values(), ADDED, NOTE) for word in bit.split() if word.encode() not in before}
    assert len(words) > 8
    assert {word for word in words if word.encode() in found} == set()


def test_it_is_the_same_on_postgresql():
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        clock.fix(MORNING)
        with create_app(settings(url)).app_context():
            upgrade()
            office_demo.create_demo_office(PASSWORD)
            made = whole_life(office_queries.first_office(db.session()).id, "request")
            clock.fix(MORNING.replace(year=2032))
            due = retention_job.due()

            assert retention_job.remove_due() == due
            assert left(made) == set()
            assert db.session().scalar(text("SELECT count(*) FROM message_words")) == 0
            db.session.remove()
            db.engine.dispose()
        clock.fix(None)
