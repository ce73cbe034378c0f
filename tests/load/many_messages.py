"""An office with hundreds of thousands of messages, written directly into its tables: only reading them is measured."""

import random
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.message_settings import queries
from deskq.message_settings.kinds import REPORT
from deskq.messages import fulltext
from deskq.messages.models import Message, Sender, Step
from deskq.messages.rules import geo
from deskq.office.models import Office

CENTRE = (36_070_000, 49_700_000)  #: millionths of a degree
SUBJECTS = (
    ("asphalt", 865, "چاله‌ای بزرگ در آسفالت خیابان است و خودروها آسیب می‌بینند"),
    ("gutters", 765, "جوی آب گرفته و لایروبی نشده و بوی بد می‌دهد"),
    ("civil", 474, "پیاده‌رو شکسته و برای سالمندان خطرناک است"),
    ("green", 336, "درختان پارک خشک شده‌اند و آبیاری نمی‌شوند"),
    ("other", 334, "چراغ معبر خاموش است و شب‌ها تاریک"),
    ("obstruction", 281, "دست‌فروش‌ها راه پیاده‌رو را بسته‌اند و سدمعبر کرده‌اند"),
    ("building", 258, "همسایه بدون پروانه طبقهٔ سوم می‌سازد"),
    ("animals", 220, "سگ‌های ولگرد در کوچه کودکان را می‌ترسانند"),
    ("bus", 131, "اتوبوس خط دو دیر می‌آید و صف ایستگاه دراز است"),
)
STREETS = ("امام", "بهشتی", "طالقانی", "مدرس", "ولیعصر", "آزادی", "سعدی", "حافظ", "شهید رجایی", "بسیج")
ALLEYS = ("گلها", "لاله", "یاس", "نسترن", "بهار", "سپیده", "امید", "مهر", "اقاقیا", "شکوفه")
PIECE = 5000


def write(session: Session, count: int, seed: int = 137) -> None:
    """So many messages of three years, three of a hundred still open; every fiftieth a confidential report."""
    chance = random.Random(seed)
    office = session.scalars(select(Office.id)).first()
    about = queries.load_settings(session, office)
    subjects = [(about.category_by_code[code], text) for code, _, text in SUBJECTS]
    weights = [weight for _, weight, _ in SUBJECTS]
    begins = clock.now() - timedelta(days=3 * 365)
    for first in range(0, count, PIECE):
        rows = [
            _row(number, count, begins, chance, about, chance.choices(subjects, weights)[0])
            for number in range(first, min(first + PIECE, count))
        ]
        session.execute(insert(Message), rows)
        session.execute(insert(Sender), [{"message_id": row["id"], "texts": True} for row in rows])
        session.execute(insert(Step), [_step(row) for row in rows])
        found = [
            fulltext.row(row["id"], [row["body"], row["address"]], [row["unit_id"]], None)
            for row in rows
            if row["body"]
        ]
        fulltext.insert_rows(session.connection(), found)
        session.commit()
    if session.connection().dialect.name != "sqlite":
        session.connection().exec_driver_sql("SELECT setval('message_id_seq', %s)", (count,))
        session.commit()
    dialect = session.connection().dialect.name
    session.close()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # PostgreSQL does both by itself after so many rows.
        connection.exec_driver_sql("ANALYZE" if dialect == "sqlite" else "VACUUM ANALYZE")


def _row(number, count, begins, chance, about, subject) -> dict[str, object]:
    category, body = subject
    at = begins + number * (clock.now() - begins) / count
    kind = REPORT if number % 50 == 49 else "request"
    said = f"{body}، پلاک {chance.randrange(1, 300)}" if kind != REPORT else ""
    owner = category.unit_id if kind != REPORT else about.policy.inspectorate_unit_id
    return {
        "id": number + 1, "office_id": about.policy.office_id, "code": f"{number + 1:012}", "turn": 1,
        "request_key": f"past {number}", "kind": kind, "channel": "phone", "language": "fa",
        "category_id": category.id, "class_id": category.class_id, "body": said,
        "unit_id": owner or about.policy.intake_unit_id,
        **_place(chance, about), **_times(at, number > count * 0.97, chance),
    }  # fmt: skip


def _place(chance, about) -> dict[str, object]:
    street, alley = chance.choice(STREETS), chance.choice(ALLEYS)
    lat, lon = (int(chance.gauss(middle, 8_000)) for middle in CENTRE)
    return {
        "address": f"خیابان {street}، کوچهٔ {alley} {chance.randrange(1, 40)}",
        "district_id": chance.choice(list(about.districts)),
        "lat": lat, "lon": lon, "cell": geo.cell(lat, lon), "permit": "",
    }  # fmt: skip


def _times(at, is_late, chance) -> dict[str, object]:
    """When it came in, when it was due and answered; of those that came late most are still open."""
    is_open = chance.random() < (0.6 if is_late else 0.012)
    due = at + timedelta(days=chance.choice((2, 7, 15)))
    return {
        "state": "referred" if is_open else "closed", "day": jalali.day_at(at, clock.zone()),
        "registered_at": at, "started_at": at, "due_at": due, "first_due_at": due,
        "amber_at": at + (due - at) / 2, "red_at": at + (due - at) * 3 / 4,
        "first_answered_at": None if is_open else at + timedelta(days=chance.choice((1, 5, 20))),
        "escalation": 0, "escalates_at": due if is_open else None, "reopened": False, "objected": False,
    }  # fmt: skip


def _step(row: dict[str, object]) -> dict[str, object]:
    about = {"message_id": row["id"], "at": row["registered_at"], "unit_id": row["unit_id"]}
    return {**about, "verb": "refer", "by": "past", "note": "", "words": ""}
