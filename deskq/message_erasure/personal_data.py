"""Messages of one person, found by the phone number or national ID given with them: with stages, answers, photos. A
person who is only mentioned in a text is not found. Confidential reports are found only on request for reports, because
an export must not reveal that a person reported a colleague.
"""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.message_erasure import erasure
from deskq.message_settings import queries
from deskq.message_settings.kinds import CHANNEL_NAMES, KIND_NAMES, REPORT
from deskq.message_settings.queries import MessageSettings
from deskq.messages import question_answers, tracking_code
from deskq.messages.models import Message, Sender, Step, national_index, phone_index
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import LIVE, OUTCOME_NAMES, STATE_NAMES

VERBS = {
    "register": "ثبت",
    "refer": "ارجاع",
    "accept": "پذیرش",
    "pass_on": "ارجاع به واحد دیگر",
    "answer": "پاسخ",
    "link": "پیوست به پیام مشابه",
    "told": "پاسخ پیام مشابه",
    "extend": "تمدید مهلت",
    "ask_back": "پرسش از شهروند",
    "wait_outside": "انتظار برای سازمان دیگر",
    "resume": "ادامهٔ مهلت",
    "withdraw": "پس گرفتن",
    "add": "افزودن توضیح",
    "close": "پایان",
    "reopen": "بازگشایی",
    "object": "اعتراض",
    "go_on": "ادامهٔ رسیدگی",
}


def _mine(office_id: int, subject: Subject) -> list[ColumnElement[bool]]:
    if subject.phone:
        known = Sender.phone_index == phone_index(subject.phone)
    else:
        known = Sender.national_index == national_index(subject.national_id)
    found = [Message.office_id == office_id, known]
    return found if subject.reports else [*found, Message.kind != REPORT]


def _ids(office_id: int, subject: Subject, *more: ColumnElement[bool]) -> Select[int]:
    joined = select(Message.id).join(Sender, Sender.message_id == Message.id)
    return joined.where(*_mine(office_id, subject), *more).order_by(Message.id)


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    found = list(session.scalars(select(Message).where(Message.id.in_(_ids(office_id, subject))).order_by(Message.id)))
    settings = queries.load_settings(session, office_id) if found else None
    return [_record(session, message, settings) for message in found if settings is not None]


def _record(session: Session, message: Message, settings: MessageSettings) -> Record:
    sender, category = message_queries.sender(session, message.id), settings.categories.get(message.category_id or 0)
    return {
        "code": tracking_code.spaced(message.code),
        "kind": KIND_NAMES[message.kind].fa,
        "channel": CHANNEL_NAMES[message.channel].fa,
        "category": category.name.fa if category else None,
        "state": STATE_NAMES[message.state].fa,
        "outcome": OUTCOME_NAMES[message.outcome].fa if message.outcome else None,
        "registered_at": written(message.registered_at),
        "due_at": written(message.due_at),
        "answered_at": written(message.answered_at),
        "ended_at": written(message.ended_at),
        "body": message.sealed_body if message.kind == REPORT else message.body,
        "answers": [f"{row.question} {row.answer}" for row in question_answers.of_message(session, message.id)],
        "address": message.address,
        "point": [message.lat / 1e6, message.lon / 1e6]
        if message.lat is not None and message.lon is not None
        else None,
        "name": sender.name,
        "phone": sender.phone,
        "national_id": sender.national_id,
        "home": sender.address,
        "stages": [_stage(step, settings) for step in message_queries.steps(session, message.id) if step.verb in VERBS],
        "photos": [photo.file for photo in message_queries.photos(session, message.id)],
    }


def _stage(step: Step, settings: MessageSettings) -> Record:
    """The part of a step that the citizen may read. Internal notes are never included; in a report they are encrypted
    together with the text."""
    unit = settings.units.get(step.unit_id or 0)
    return {
        "at": written(step.at),
        "what": VERBS[step.verb],
        "unit": unit.name.fa if unit else None,
        "words": step.words or (step.sealed if step.by == actors.CITIZEN else None),
        "due_at": written(step.due_at),
    }


def _erase(tx: Transaction, subject: Subject) -> int:
    """Erase the sender; the text is a record of the city and is kept by its own rule."""
    found = list(tx.session.scalars(_ids(tx.office_id, subject)))
    erasure.erase_senders(tx, found)
    return len(found)


def _still_open(session: Session, office_id: int, subject: Subject) -> int:
    return len(session.scalars(_ids(office_id, subject, Message.state.in_(LIVE))).all())


HOLDING = Holding(
    "messages",
    Name("پیام‌ها", "Messages"),
    {
        "code": "کد رهگیری",
        "kind": "نوع",
        "channel": "راه دریافت",
        "category": "موضوع",
        "state": "وضعیت",
        "outcome": "نتیجه",
        "registered_at": "زمان ثبت",
        "due_at": "مهلت",
        "answered_at": "زمان پاسخ",
        "ended_at": "زمان پایان",
        "body": "متن",
        "answers": "پاسخ به پرسش‌ها",
        "address": "نشانی محل",
        "point": "نقطه روی نقشه",
        "name": "نام",
        "phone": "تلفن",
        "national_id": "کد ملی",
        "home": "نشانی فرستنده",
        "stages": "مراحل",
        "photos": "عکس‌ها",
        "at": "زمان",
        "what": "کار",
        "unit": "واحد",
        "words": "سخن",
    },
    _find,
    _erase,
    _still_open,
)
