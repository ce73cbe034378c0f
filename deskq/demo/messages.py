"""Messages of the demo town in the last days, with every kind, state and age, and what was done with them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from deskq.core import actors, clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo import people
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
#: When somebody did something, and what.
Action = tuple[datetime, Callable[[], object]]
#: Time between two actions, as a share of the whole period.
STEP = 0.04


class Item(NamedTuple):
    """``at``: from 0 to 1 of the period; ``point``: millionths of a degree; ``actions``: names of methods of
    ``Town``."""

    at: float
    kind: str
    channel: str
    category: str
    body: str
    address: str
    point: tuple[int, int] | None
    sender: dict[str, str]
    actions: str


ANONYMOUS: dict[str, str] = {}
NEIGHBOUR = {"name": "رضا محمدی", "phone": "09121110001"}
MOTHER = {"name": "سارا احمدی", "phone": "09121110002"}
OWNER = {"name": "کاظم یوسفی", "phone": "09121110003", "home": "تاکستان، خیابان سعدی، پلاک ۸"}
VISITOR = {"name": "زینب قربانی", "phone": "09121110004", "home": "تاکستان، کوچهٔ لاله ۲"}

DEMO_MESSAGES = (
    Item(0.02, "request", "phone", "asphalt", "چالهٔ بزرگی وسط خیابان است و دیشب موتورسواری در آن افتاد.",
         "خیابان امام، روبه‌روی مسجد جامع", (36_070_600, 49_699_400), NEIGHBOUR, "refer accept done satisfied"),
    Item(0.05, "request", "web", "gutters", "جوی پر از زباله است و آب به پیاده‌رو می‌ریزد.",
         "خیابان بهشتی، نبش کوچهٔ یاس", (36_068_900, 49_697_200), MOTHER, "refer accept done"),
    Item(0.10, "complaint", "web", "planning", "سه بار برای یک امضا آمدم و هر بار گفتند فردا بیا.",
         "", None, OWNER, "look_into"),
    Item(0.15, "suggestion", "box", "green", "در پارک ملت چند نیمکت در سایه بگذارید؛ سالمندان جایی برای نشستن ندارند.",
         "پارک ملت", None, ANONYMOUS, "refer explained"),
    Item(0.20, "request", "sms", "animals", "سگ‌های ولگرد صبح‌ها جلوی دبستان جمع می‌شوند.",
         "دبستان شهید رجایی", (36_073_400, 49_703_900), MOTHER, "refer accept extend"),
    Item(0.25, "praise", "phone", "praise", "از متصدی باجهٔ ۳ که با حوصله به پدرم کمک کرد سپاسگزارم.",
         "", None, VISITOR, "refer explained"),
    Item(0.30, "report", "web", "other", "برای جلو انداختن پرونده از من پول خواسته شد.", "", None, ANONYMOUS, ""),
    Item(0.35, "request", "phone", "obstruction", "میوه‌فروش همهٔ پیاده‌رو را گرفته و با چرخ نمی‌شود گذشت.",
         "بازار، جلوی داروخانه", (36_070_100, 49_698_100), NEIGHBOUR, "refer accept"),
    Item(0.40, "criticism", "web", "cleaning", "کوچه‌های ناحیهٔ ۳ هفته‌ای یک بار هم جارو نمی‌شوند.",
         "ناحیهٔ ۳", None, MOTHER, "refer"),
    Item(0.45, "request", "meeting", "civil", "پیاده‌رو جلوی درمانگاه برای صندلی چرخدار پله دارد.",
         "خیابان طالقانی، درمانگاه", (36_066_800, 49_701_700), VISITOR, "refer accept scheduled"),
    Item(0.50, "request", "phone", "asphalt", "آسفالت کوچه پس از لوله‌کشی گاز ترمیم نشده است.",
         "کوچهٔ گلها", (36_074_900, 49_695_600), OWNER, "refer accept"),
    Item(0.60, "complaint", "in_person", "conduct", "هنگام پرسش از وضعیت پرونده با من تند صحبت شد.",
         "", None, VISITOR, ""),
    Item(0.70, "request", "phone", "flooding", "زیرگذر پر از آب است و خودروها مانده‌اند.",
         "زیرگذر راه‌آهن", (36_063_500, 49_705_200), NEIGHBOUR, "refer"),
    Item(0.80, "request", "web", "garbage", "مخزن زباله سوراخ است و شیرابه می‌ریزد.",
         "خیابان سعدی، پلاک ۸", (36_071_900, 49_701_000), OWNER, "refer"),
    Item(0.88, "request", "phone", "asphalt", "روبه‌روی مسجد جامع باز هم چاله باز شده است.",
         "خیابان امام، مسجد جامع", (36_070_650, 49_699_500), MOTHER, ""),
    Item(0.93, "suggestion", "web", "traffic", "جلوی مدرسه خط‌کشی عابر پیاده پررنگ شود.",
         "خیابان مدرس", (36_072_200, 49_696_700), MOTHER, ""),
    Item(0.97, "request", "sms", "green", "چمن پارک خشک شده و شیر آب چکه می‌کند.", "پارک لاله", None, NEIGHBOUR, ""),
)  # fmt: skip


def create_messages(office_id: int, until: datetime, beside: Sequence[Action] = ()) -> int:
    """Create them once, between the end of the journal and ``until``, at most ``PAST`` before it; returns how many.
    ``beside``: what others did in that time."""
    if message.by_request_key(db.session(), office_id, "demo 0") is not None:
        return 0
    last = journal.last_at(db.session(), office_id) or until - PAST
    begins, town = max(last, until - PAST), Town(office_id)
    whole = until - begins
    others = [((at - begins) / whole, do) for at, do in beside if begins < at < until]
    actions = sorted([*_timed_actions(town), *others], key=lambda action: action[0])
    for share, action in actions:
        with clock.at(begins + whole * min(share, 0.999)):
            escalate(office_id, clock.now())
            action()
    return len(DEMO_MESSAGES)


class Town:
    """The people of the demo office and what they do with a message: one method per word of ``Item.actions``."""

    def __init__(self, office_id: int) -> None:
        self.office_id = office_id
        self.settings = queries.load_settings(db.session(), office_id)
        self.made: dict[str, int] = {}

    def register(self, item: Item) -> None:
        lat, lon = item.point or (None, None)
        form = MessageInput(
            kind=item.kind,
            channel=item.channel,
            category_id=self.settings.category_by_code[item.category].id,
            body=item.body,
            address=item.address,
            lat=lat,
            lon=lon,
            permit="1402/118" if self.settings.category_by_code[item.category].permit else "",
            name=item.sender.get("name", ""),
            phone=item.sender.get("phone", ""),
            home=item.sender.get("home", ""),
        )
        self.made[item.body] = create.register(self.office_id, "demo", form, f"demo {DEMO_MESSAGES.index(item)}").id

    def refer(self, item: Item) -> None:
        unit = self.settings.category_by_code[item.category].unit_id
        if unit is not None:
            refer_service.refer(self._action_of(item, "operator"), unit)

    def accept(self, item: Item) -> None:
        refer_service.accept(self._action_of(item, self._worker(item)))

    def look_into(self, item: Item) -> None:
        words = "بررسی شد؛ امضاها از این پس یک‌جا و همان روز انجام می‌شود. از شما پوزش می‌خواهیم."
        answer = Answer("done", words, verdict="upheld", root_cause="too_many_visits")
        answer_service.answer(self._action_of(item, "inspectorate"), answer)

    def done(self, item: Item) -> None:
        answer_service.answer(
            self._action_of(item, self._worker(item)), Answer("explained", "انجام شد؛ اگر باز دیدید بگویید.")
        )

    def explained(self, item: Item) -> None:
        answer = Answer("explained", "با سپاس؛ به واحد مربوط رسید و در برنامه است.")
        answer_service.answer(self._action_of(item, self._worker(item)), answer)

    def scheduled(self, item: Item) -> None:
        answer = Answer("scheduled", "در بودجهٔ سال آینده، ردیف مناسب‌سازی معابر آمده است.")
        answer_service.answer(self._action_of(item, self._worker(item)), answer)

    def extend(self, item: Item) -> None:
        due = self._message(item).due_at + timedelta(days=4)
        extend_deadline.extend(self._action_of(item, self._worker(item)), due, "گروه زنده‌گیری از شنبه در شهر است.")

    def satisfied(self, item: Item) -> None:
        found = message.feedback_of(db.session(), self.made[item.body])
        operator = people.named(self.office_id, "operator")
        if found is not None and operator is not None:
            service.take_feedback(self.office_id, "demo", operator.id, found.id, "satisfied")

    def _worker(self, item: Item) -> str:
        """Head of the unit that has it, or of a unit above."""
        unit = self.settings.units[self._message(item).unit_id]
        while unit.head_id is None and unit.parent_id is not None:
            unit = self.settings.units[unit.parent_id]
        head = staff_queries.person(db.session(), unit.head_id or 0)
        assert head is not None
        return head.sign_in_name

    def _message(self, item: Item) -> Message:
        return db.session().scalars(select(Message).where(Message.id == self.made[item.body])).one()

    def _action_of(self, item: Item, name: str) -> StaffAction:
        person = people.named(self.office_id, name)
        assert person is not None
        return StaffAction(self.office_id, actors.person(person.id), person.id, self.made[item.body])


def _timed_actions(town: Town) -> list[tuple[float, Callable[[], object]]]:
    found: list[tuple[float, Callable[[], object]]] = []
    for item in DEMO_MESSAGES:
        found.append((item.at, partial(town.register, item)))
        for nth, word in enumerate(item.actions.split(), 1):
            found.append((item.at + nth * STEP, partial(getattr(town, word), item)))
    return found
