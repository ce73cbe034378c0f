"""The columns of each kind of table, how they are recognised by their headers, and how a mapping is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskq.core.text import persian
from deskq.core.text.names import Name

FILES, APPLICATIONS, STAGES = "files", "applications", "stages"
KIND_NAMES = {
    APPLICATIONS: Name("درخواست‌ها", "Applications"),
    STAGES: Name("تغییر مرحله‌ها", "Stage changes"),
    FILES: Name("پرونده‌های ملک", "Property files"),
}
KINDS = tuple(KIND_NAMES)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``also``: other headers by which it is recognised. ``same``: may be one value for all rows."""

    code: str
    name: Name
    needed: bool = False
    also: tuple[str, ...] = ()
    same: bool = False


KEY = Field(
    "key", Name("شمارهٔ درخواست", "Application number"), True, ("case", "number", "شماره", "کد درخواست", "کد رهگیری")
)
SERVICE = Field("service", Name("خدمت", "Service"), True, ("نوع درخواست", "type"), same=True)
FILE_NUMBER = Field("file_number", Name("شمارهٔ پرونده", "File number"), also=("پرونده", "file"))
PARCEL = Field("parcel_code", Name("کد نوسازی", "Parcel code"), also=("parcel", "نوسازی"))
FIELDS: Mapping[str, tuple[Field, ...]] = {
    FILES: (
        Field("file_number", FILE_NUMBER.name, True, FILE_NUMBER.also),
        Field("parcel_code", PARCEL.name, True, PARCEL.also),
        Field("address", Name("نشانی", "Address"), also=("آدرس",)),
    ),
    APPLICATIONS: (
        KEY,
        SERVICE,
        Field("opened_at", Name("زمان ثبت", "Opened"), True, ("startdate", "تاریخ ثبت", "تاریخ درخواست", "date")),
        Field("due_at", Name("زمان پاسخ", "Promised"), also=("deadline", "مهلت", "تاریخ پاسخ")),
        Field("ended_at", Name("زمان پایان", "Ended"), also=("enddate", "تاریخ پایان", "تاریخ خاتمه")),
        Field("outcome", Name("نتیجه", "Outcome"), also=("result", "وضعیت نهایی")),
        FILE_NUMBER,
        PARCEL,
        Field("applicant_kind", Name("نوع متقاضی", "Applicant is")),
        Field("name", Name("نام متقاضی", "Applicant"), also=("متقاضی", "نام", "نام مالک")),
        Field("phone", Name("تلفن همراه", "Mobile number"), also=("تلفن", "موبایل", "mobile", "phone")),
        Field("national_id", Name("کد ملی", "National ID"), also=("nationalid",)),
        Field("deed", Name("شمارهٔ وکالت‌نامه یا انحصار وراثت", "Number of the deed")),
    ),
    STAGES: (
        KEY,
        Field("stage", Name("مرحله", "Stage"), True, ("activity", "فعالیت", "نام مرحله")),
        Field("at", Name("زمان", "Time"), True, ("time", "تاریخ", "date", "timestamp")),
        Field("change", Name("تغییر", "Change"), also=("وضعیت مرحله",), same=True),
        Field("service", SERVICE.name, False, SERVICE.also, same=True),
        Field("words", Name("توضیح برای متقاضی", "For the applicant")),
        Field("note", Name("یادداشت داخلی", "Internal note"), also=("note", "یادداشت", "کارشناس", "resource")),
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a file is which field: {field: number of the column, from 0}; ``same``: {field: the value of all
    rows}. ``unit``: of the stages of a service sheet that is made of the file; empty: none is made."""

    columns: Mapping[str, int]
    same: Mapping[str, str]
    unit: str = ""

    def cell(self, field: str, cells: Sequence[str]) -> str:
        place = self.columns.get(field)
        if place is not None and place < len(cells) and cells[place]:
            return cells[place]
        return self.same.get(field, "")


def written(mapping: Layout) -> str:
    found = {"columns": dict(mapping.columns), "same": dict(mapping.same), "unit": mapping.unit}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Layout:
    """What ``written`` wrote."""
    return Layout(**json.loads(text))


def suggested(kind: str, headers: Sequence[str]) -> Layout:
    """The columns whose headers are known: codes and names of fields in either language, and usual others."""
    keys = [_key(header) for header in headers]
    columns: dict[str, int] = {}
    for field in FIELDS[kind]:
        for known in (field.code, field.name.fa, field.name.en, *field.also):
            place = keys.index(_key(known)) if _key(known) in keys else None
            if place is not None and place not in columns.values():
                columns[field.code] = place
                break
    return Layout(columns, {})


def _key(text: str) -> str:
    return persian.search_key(text).replace("_", "").replace(" ", "").replace(persian.ZWNJ, "")


def missing(kind: str, mapping: Layout) -> list[Field]:
    """Fields that every row needs and that come from nowhere."""
    return [one for one in FIELDS[kind] if one.needed and one.code not in {**mapping.columns, **mapping.same}]
