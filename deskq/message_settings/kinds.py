"""Kinds of messages (R18), channels (R17), and what each kind requires (R19)."""

from collections.abc import Iterable
from typing import Protocol

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.names import Name

#: Errors of a field with an invalid choice, or too long.
WRONG_CHOICE = N_("Please choose one of the options.")
TOO_LONG = N_("This text is too long.")
REPORT = "report"
KINDS = ("request", "criticism", "complaint", "suggestion", "praise", REPORT)
CHANNELS = ("phone", "sms", "ivr", "web", "app", "email", "letter", "in_person", "meeting", "box")
#: Kinds that a subject may set.
OF_SUBJECTS = ("criticism", "complaint", "suggestion", "praise")
#: As a citizen is asked, in the order of asking.
CITIZENS_KINDS = ("request", "complaint", "criticism", "suggestion", "praise", REPORT)
KIND_NAMES = {
    "request": Name("درخواست ۱۳۷", "Request (137)"),
    "criticism": Name("انتقاد", "Criticism"),
    "complaint": Name("شکایت", "Complaint"),
    "suggestion": Name("پیشنهاد", "Suggestion"),
    "praise": Name("تقدیر", "Praise"),
    REPORT: Name("گزارش محرمانه", "Confidential report"),
}
CHANNEL_NAMES = {
    "phone": Name("تلفن ۱۳۷", "Phone 137"),
    "sms": Name("پیامک", "Text message"),
    "ivr": Name("تلفن گویا", "Voice menu"),
    "web": Name("وبگاه", "Web"),
    "app": Name("برنامهٔ تلفن همراه", "App"),
    "email": Name("ایمیل", "Email"),
    "letter": Name("نامه", "Letter"),
    "in_person": Name("حضوری", "In person"),
    "meeting": Name("ملاقات مردمی شهردار", "Mayor’s public meeting"),
    "box": Name("صندوق", "Box"),
}
LONGEST_BODY = 4000
LONGEST_ADDRESS = 300
LONGEST_PERMIT = 40
#: The class of deadline of what is no request; a request has its category's (R21).
CLASSES = {"complaint": "complaint", REPORT: "complaint", "suggestion": "suggestion", "praise": "suggestion"}
NORMAL = "normal"


class Content(Protocol):
    """What the rules need of a new message."""

    @property
    def kind(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def district_id(self) -> int | None: ...
    @property
    def lat(self) -> int | None: ...
    @property
    def permit(self) -> str: ...
    @property
    def from_rating(self) -> bool: ...
    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def national_id(self) -> str: ...
    @property
    def home(self) -> str: ...


def default_class(kind: str, of_category: str | None) -> str:
    """The code of the class: the kind's own, else the category's, else the normal one."""
    return CLASSES.get(kind) or of_category or NORMAL


def kind_of(kind: str, of_category: str) -> str:
    """The kind that a message is stored with: some subjects have one of their own, as praise has, and it goes before
    what was chosen, or left as it was. A confidential report stays one."""
    return of_category if of_category and kind != REPORT else kind


def check_content(received: Content, photos: int = 0) -> None:
    """``InvalidInput`` when something its kind requires is missing. Slips, SMS and letters are taken as they came;
    so is a complaint made from a rating by one tap: the rest is asked afterwards. The number of a permit is asked for,
    never required: a neighbour cannot know it, and an unlicensed building has none (R19)."""
    wrong = {}
    if received.kind not in KINDS:
        wrong["kind"] = WRONG_CHOICE
    if not (received.body or photos):
        wrong["body"] = N_("Please say briefly what it is about.")
    if len(received.body) > LONGEST_BODY:
        wrong["body"] = TOO_LONG
    if len(received.address) > LONGEST_ADDRESS:
        wrong["address"] = TOO_LONG
    if len(received.permit) > LONGEST_PERMIT:
        wrong["permit"] = TOO_LONG
    if received.channel not in ("box", "sms", "letter") and not received.from_rating:
        wrong |= dict(_lacks(received))
    if wrong:
        raise InvalidInput(wrong)


def _lacks(received: Content) -> Iterable[tuple[str, str]]:
    if received.kind == "request" and not (received.address or received.district_id or received.lat is not None):
        yield "address", N_("Please say where it is: give an address, a district, or a point on the map.")
    if received.kind != "complaint":
        return
    if not received.name:
        yield "name", N_("To file a complaint, please give your name.")
    if not (received.phone or received.national_id):
        yield "phone", N_("To answer your complaint, we need your phone number or national ID.")
    if not received.home:
        yield "home", N_("To file a complaint, please give your own address.")
