"""What came in, as typed; put into one spelling and checked before anything is stored."""

from dataclasses import dataclass, field, replace
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.message_settings.kinds import CHANNELS, REPORT, WRONG_CHOICE
from deskq.message_settings.models import Category
from deskq.message_settings.queries import Furniture
from deskq.messages.rules import geo
from deskq.messages.rules.geo import NO_POINT
from deskq.sms import phone_numbers

#: Of a building that a confidential report names: it stands in its words, isolated, or 1404-12 would be read backwards.
PERMIT = Name("شمارهٔ پروانهٔ ساختمان: \u2066{number}\u2069", "Building permit: \u2066{number}\u2069")


@dataclass(frozen=True)
class Given:
    """What came in. Texts as typed; ``name phone national_id home`` are the sender's. ``photos`` are (kind, file) that
    ``pictures`` has kept already; ``from_rating``: one tap made it out of a rating, and nobody was asked anything."""

    kind: str
    channel: str
    body: str = ""
    category_id: int | None = None
    class_id: int | None = None
    address: str = ""
    district_id: int | None = None
    lat: int | None = None
    lon: int | None = None
    permit: str = ""
    ticket_id: int | None = None
    from_rating: bool = False
    opening_id: int | None = None
    about_unit_id: int | None = None
    name: str = ""
    phone: str = ""
    national_id: str = ""
    home: str = ""
    texts: bool = True
    language: str = "fa"
    taken_by_id: int | None = None
    photos: list[tuple[str, str]] = field(default_factory=list)


def cleaned(given: Given) -> Given:
    texts = ("body", "address", "permit", "name", "home")
    cleaned: dict[str, Any] = {name: persian.clean(getattr(given, name)) for name in texts}
    return replace(given, **cleaned, phone=read_phone(given.phone), national_id=_national(given))


def read_phone(typed: str) -> str:
    """A mobile number in E.164; a landline as its digits. What is neither is said, not dropped."""
    if not typed.strip():
        return ""
    try:
        return phone_numbers.read_any(typed)
    except phone_numbers.WrongNumber:
        raise InvalidInput({"phone": phone_numbers.NO_NUMBER}) from None


def _national(given: Given) -> str:
    typed = id_digits(given.national_id)
    if typed and not is_national_id(typed):
        raise InvalidInput({"national_id": N_("This national ID is not valid. Please check its ten digits.")})
    return typed


def category_of(about: Furniture, given: Given) -> Category | None:
    """Its category, when everything chosen is there to choose."""
    wrong = {}
    category = about.categories.get(given.category_id or 0)
    if given.category_id is not None and (category is None or not category.offered):
        wrong["category"] = WRONG_CHOICE
    if given.class_id is not None and given.class_id not in about.classes:
        wrong["class_id"] = WRONG_CHOICE
    if given.district_id is not None and given.district_id not in about.districts:
        wrong["district"] = WRONG_CHOICE
    if given.about_unit_id is not None and given.about_unit_id not in about.units:
        wrong["about_unit"] = WRONG_CHOICE
    if given.channel not in CHANNELS:
        wrong["channel"] = WRONG_CHOICE
    if not geo.is_whole(given.lat, given.lon):
        wrong["lat"] = NO_POINT
    if wrong:
        raise InvalidInput(wrong)
    return category


def as_stored(about: Furniture, given: Given) -> Given:
    """As ``register`` stores it: cleaned, and the place of a report in its words."""
    return with_place_in_words(about, cleaned(given))


def with_place_in_words(about: Furniture, given: Given) -> Given:
    """The place of a report, or the permit of a building, may tell whom it names: they stand in its words, which are
    sealed."""
    if given.kind != REPORT:
        return given
    district = about.districts.get(given.district_id or 0)
    point = f"{given.lat / 1e6}, {given.lon / 1e6}" if given.lat is not None and given.lon is not None else ""
    permit = PERMIT.in_language(given.language).format(number=given.permit) if given.permit else ""
    said = (given.body, district.name.fa if district else "", given.address, point, permit)
    body = "\n".join(filter(None, said))
    return replace(given, body=body, address="", district_id=None, lat=None, lon=None, permit="")
