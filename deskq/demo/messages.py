"""What the citizens of the demo town said in the last days, and what became of it: every kind, state and age."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.feedback_calls import service
from deskq.message_settings import queries
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service import answer as answer_service
from deskq.messages.service import create, extend_deadline
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.escalate import escalate
from deskq.messages.service.message_input import MessageInput
from deskq.staff import queries as staff_queries

PAST = timedelta(days=12)
#: An act follows the one before after so much of the whole time.
STEP = 0.04


class Said(NamedTuple):
    """When (0 to 1 of the time), what, where (millionths of a degree), by whom, and what was done: words of ACTS."""

    at: float
    kind: str
    channel: str
    category: str
    body: str
    address: str
    point: tuple[int, int] | None
    sender: dict[str, str]
    acts: str


NOBODY: dict[str, str] = {}
NEIGHBOUR = {"name": "رضا محمدی", "phone": "09121110001"}
MOTHER = {"name": "سارا احمدی", "phone": "09121110002"}
OWNER = {"name": "کاظم یوسفی", "phone": "09121110003", "home": "تاکستان، خیابان سعدی، پلاک ۸"}
VISITOR = {"name": "زینب قربانی", "phone": "09121110004", "home": "تاکستان، کوچهٔ لاله ۲"}

SAID = (
    Said(0.02, "request", "phone", "asphalt", "چالهٔ بزرگی وسط خیابان است و دیشب موتورسواری در آن افتاد.",
         "خیابان امام، روبه‌روی مسجد جامع", (36_070_600, 49_699_400), NEIGHBOUR, "refer accept done satisfied"),
    Said(0.05, "request", "web", "gutters", "جوی پر از زباله است و آب به پیاده‌رو می‌ریزد.",
         "خیابان بهشتی، نبش کوچهٔ یاس", (36_068_900, 49_697_200), MOTHER, "refer accept done"),
    Said(0.10, "complaint", "web", "planning", "سه بار برای یک امضا آمدم و هر بار گفتند فردا بیا.",
         "", None, OWNER, "look_into"),
    Said(0.15, "suggestion", "box", "green", "در پارک ملت چند نیمکت در سایه بگذارید؛ سالمندان جایی برای نشستن ندارند.",
         "پارک ملت", None, NOBODY, "refer explained"),
    Said(0.20, "request", "sms", "animals", "سگ‌های ولگرد صبح‌ها جلوی دبستان جمع می‌شوند.",
         "دبستان شهید رجایی", (36_073_400, 49_703_900), MOTHER, "refer accept extend"),
    Said(0.25, "praise", "phone", "praise", "از متصدی باجهٔ ۳ که با حوصله به پدرم کمک کرد سپاسگزارم.",
         "", None, VISITOR, "refer explained"),
    Said(0.30, "report", "web", "other", "برای جلو انداختن پرونده از من پول خواسته شد.", "", None, NOBODY, ""),
    Said(0.35, "request", "phone", "obstruction", "میوه‌فروش همهٔ پیاده‌رو را گرفته و با چرخ نمی‌شود گذشت.",
         "بازار، جلوی داروخانه", (36_070_100, 49_698_100), NEIGHBOUR, "refer accept"),
    Said(0.40, "criticism", "web", "cleaning", "کوچه‌های ناحیهٔ ۳ هفته‌ای یک بار هم جارو نمی‌شوند.",
         "ناحیهٔ ۳", None, MOTHER, "refer"),
    Said(0.45, "request", "meeting", "civil", "پیاده‌رو جلوی درمانگاه برای صندلی چرخدار پله دارد.",
         "خیابان طالقانی، درمانگاه", (36_066_800, 49_701_700), VISITOR, "refer accept scheduled"),
    Said(0.50, "request", "phone", "asphalt", "آسفالت کوچه پس از لوله‌کشی گاز ترمیم نشده است.",
         "کوچهٔ گلها", (36_074_900, 49_695_600), OWNER, "refer accept"),
    Said(0.60, "complaint", "in_person", "conduct", "هنگام پرسش از وضعیت پرونده با من تند صحبت شد.",
         "", None, VISITOR, ""),
    Said(0.70, "request", "phone", "flooding", "زیرگذر پر از آب است و خودروها مانده‌اند.",
         "زیرگذر راه‌آهن", (36_063_500, 49_705_200), NEIGHBOUR, "refer"),
    Said(0.80, "request", "web", "garbage", "مخزن زباله سوراخ است و شیرابه می‌ریزد.",
         "خیابان سعدی، پلاک ۸", (36_071_900, 49_701_000), OWNER, "refer"),
    Said(0.88, "request", "phone", "asphalt", "روبه‌روی مسجد جامع باز هم چاله باز شده است.",
         "خیابان امام، مسجد جامع", (36_070_650, 49_699_500), MOTHER, ""),
    Said(0.93, "suggestion", "web", "traffic", "جلوی مدرسه خط‌کشی عابر پیاده پررنگ شود.",
         "خیابان مدرس", (36_072_200, 49_696_700), MOTHER, ""),
    Said(0.97, "request", "sms", "green", "چمن پارک خشک شده و شیر آب چکه می‌کند.", "پارک لاله", None, NEIGHBOUR, ""),
)  # fmt: skip


def messages(office_id: int, until: datetime) -> int:
    """Play them between the end of the journal and this moment, at most ``PAST`` before it, once; how many
    there are."""
    if message.by_request_key(db.session(), office_id, "demo 0") is not None:
        return 0
    last = journal.last_at(db.session()) or until - PAST
    begins, town = max(last, until - PAST), Town(office_id)
    whole = until - begins
    acts = sorted(_acts(town), key=lambda act: act[0])
    for share, act in acts:
        with clock.at(begins + whole * min(share, 0.999)):
            escalate(office_id, clock.now())
            act()
    return len(SAID)


class Town:
    """Its people and what they do with a message, by the words of ``Said.acts``."""

    def __init__(self, office_id: int) -> None:
        self.office_id = office_id
        self.about = queries.load_settings(db.session(), office_id)
        self.made: dict[str, int] = {}

    def register(self, said: Said) -> None:
        lat, lon = said.point or (None, None)
        given = MessageInput(
            kind=said.kind,
            channel=said.channel,
            category_id=self.about.category_by_code[said.category].id,
            body=said.body,
            address=said.address,
            lat=lat,
            lon=lon,
            permit="1402/118" if self.about.category_by_code[said.category].permit else "",
            name=said.sender.get("name", ""),
            phone=said.sender.get("phone", ""),
            home=said.sender.get("home", ""),
        )
        self.made[said.body] = create.register(self.office_id, "demo", given, f"demo {SAID.index(said)}").id

    def refer(self, said: Said) -> None:
        unit = self.about.category_by_code[said.category].unit_id
        if unit is not None:
            refer_service.refer(self._press(said, "operator"), unit)

    def accept(self, said: Said) -> None:
        refer_service.accept(self._press(said, self._worker(said)))

    def look_into(self, said: Said) -> None:
        words = "بررسی شد؛ امضاها از این پس یک‌جا و همان روز انجام می‌شود. از شما پوزش می‌خواهیم."
        answer = Answer("done", words, verdict="upheld", root_cause="too_many_visits")
        answer_service.answer(self._press(said, "inspectorate"), answer)

    def done(self, said: Said) -> None:
        answer_service.answer(
            self._press(said, self._worker(said)), Answer("explained", "انجام شد؛ اگر باز دیدید بگویید.")
        )

    def explained(self, said: Said) -> None:
        answer = Answer("explained", "با سپاس؛ به واحد مربوط رسید و در برنامه است.")
        answer_service.answer(self._press(said, self._worker(said)), answer)

    def scheduled(self, said: Said) -> None:
        answer = Answer("scheduled", "در بودجهٔ سال آینده، ردیف مناسب‌سازی معابر آمده است.")
        answer_service.answer(self._press(said, self._worker(said)), answer)

    def extend(self, said: Said) -> None:
        due = self._message(said).due_at + timedelta(days=4)
        extend_deadline.extend(self._press(said, self._worker(said)), due, "گروه زنده‌گیری از شنبه در شهر است.")

    def satisfied(self, said: Said) -> None:
        found = message.feedback_of(db.session(), self.made[said.body])
        operator = staff_queries.person_by_name(db.session(), "operator")
        if found is not None and operator is not None:
            service.take_feedback(self.office_id, "demo", operator.id, found.id, "satisfied")

    def _worker(self, said: Said) -> str:
        """Whoever heads the unit that has it, or is above it."""
        unit = self.about.units[self._message(said).unit_id]
        while unit.head_id is None and unit.parent_id is not None:
            unit = self.about.units[unit.parent_id]
        head = staff_queries.person(db.session(), unit.head_id or 0)
        assert head is not None
        return head.sign_in_name

    def _message(self, said: Said) -> Message:
        return db.session().scalars(select(Message).where(Message.id == self.made[said.body])).one()

    def _press(self, said: Said, name: str) -> StaffAction:
        person = staff_queries.person_by_name(db.session(), name)
        assert person is not None
        return StaffAction(self.office_id, f"person:{person.id}", person.id, self.made[said.body])


def _acts(town: Town) -> list[tuple[float, Callable[[], None]]]:
    found: list[tuple[float, Callable[[], None]]] = []
    for said in SAID:
        found.append((said.at, partial(town.register, said)))
        for nth, word in enumerate(said.acts.split(), 1):
            found.append((said.at + nth * STEP, partial(getattr(town, word), said)))
    return found
