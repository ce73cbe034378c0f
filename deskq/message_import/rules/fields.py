"""The columns of a table of messages: their codes, names, and the headers by which they are recognised. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from deskq.core.errors import N_, DomainError
from deskq.core.text import persian
from deskq.core.text.names import Name, listed


class Field(NamedTuple):
    """A column; ``also``: further headers by which it is recognised."""

    code: str
    name: Name
    also: tuple[str, ...] = ()


FIELDS = (
    Field("date", Name("تاریخ", "Date"), ("روز", "تاریخ دریافت", "day", "received")),
    Field("text", Name("متن", "Text"), ("شرح", "متن پیام", "body", "message")),
    Field("kind", Name("نوع", "Kind"), ("نوع پیام",)),
    Field("subject", Name("موضوع", "Subject"), ("دسته", "category")),
    Field("channel", Name("راه دریافت", "Channel"), ("کانال",)),
    Field("place", Name("محل", "Place"), ("نشانی", "آدرس", "address")),
    Field("district", Name("محله", "District"), ("منطقه",)),
    Field("outcome", Name("نتیجه", "Outcome"), ("نتیجهٔ رسیدگی",)),
    Field("answer", Name("پاسخ", "Answer"), ("متن پاسخ",)),
    Field("answered_on", Name("تاریخ پاسخ", "Answered on"), ("روز پاسخ", "answer date")),
    Field("verdict", Name("رأی شکایت", "Verdict"), ("رأی", "نظر نهایی")),
    Field("cause", Name("ریشه", "Root cause"), ("علت",)),
    Field("key", Name("شماره", "Number"), ("شمارهٔ پیام", "شماره نامه", "id", "code")),
)
NEEDED = ("date", "text")


class ColumnsMissing(DomainError):
    slug, status = "columns-missing", 422
    title = N_(
        "The table needs the columns “Date” and “Text” (تاریخ، متن) in its first row. Missing here: %(missing)s. "
        "The page "
        "lists all columns."
    )


def columns(headers: Sequence[str]) -> dict[str, int]:
    """{code of a field: place of its column}. Raises ``ColumnsMissing``."""
    places: dict[str, int] = {}
    for field in FIELDS:
        known = {persian.search_key(text) for text in (field.code, *field.name, *field.also)}
        place = next((place for place, header in enumerate(headers) if persian.search_key(header) in known), None)
        if place is not None:
            places[field.code] = place
    missing = [field.name for field in FIELDS if field.code in NEEDED and field.code not in places]
    if missing:
        raise ColumnsMissing(
            missing=Name(listed((name.fa for name in missing), "fa"), listed((name.en for name in missing), "en"))
        )
    return places
