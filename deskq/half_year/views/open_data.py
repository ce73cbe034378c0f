"""The published figures as open data: one number in each row, and a dictionary of columns and codes."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from deskq.coding.rules.codes import CAUSE_LABELS, NO_VERDICT
from deskq.core.text.half_years import Half
from deskq.messages.rules.transitions import VERDICT_NAMES
from deskq.ratings import questionnaire
from deskq.web.spreadsheet import harmless

COLUMNS = ("half_year", "version", "table", "row", "column", "value", "low", "high", "n", "hidden", "withdrawn")
#: {column: (Persian, English)}.
MEANING = {
    "half_year": ("شش‌ماهه، سال و نیمه", "Half-year: Jalali year and half"),
    "version": ("شمارهٔ نسخهٔ منتشرشده", "Number of the published version"),
    "table": ("کدام جدول گزارش", "Which table of the report"),
    "row": ("کد ردیف؛ total یعنی جمع", "Code of the row; total is the sum"),
    "column": ("کد ستون؛ total یعنی جمع", "Code of the column; total is the sum"),
    "value": ("عدد؛ خالی یعنی نشان داده نمی‌شود", "The number; empty where it is not shown"),
    "low": ("کران پایین بازهٔ ۹۵ درصدی", "Lower end of the 95 % interval"),
    "high": ("کران بالای بازهٔ ۹۵ درصدی", "Upper end of the 95 % interval"),
    "n": ("شمار پاسخ‌ها یا مراجعه‌ها", "Number of answers or visits it is made of"),
    "hidden": (
        "۱ یعنی پنهان: گروه کمتر از پنج نفر پیدا می‌شد",
        "1: not shown, a group under five could be worked out",
    ),
    "withdrawn": (
        "روزی که گزارش پس گرفته شد؛ خالی یعنی معتبر است",
        "Day on which the report was withdrawn; empty if not",
    ),
}
#: {table: (Persian, English)}.
TABLES = {
    "said": ("موضوع در برابر ریشه", "Subject by root cause"),
    "sources": ("از کجا رسید", "Where it came from"),
    "verdicts": ("نتیجهٔ شکایت‌ها", "Verdicts on complaints"),
    "kept": ("پاسخ در تاریخ گفته‌شده", "Answers by the promised date"),
    "satisfaction": ("رضایت، ۰ تا ۱۰۰", "Satisfaction, 0 to 100"),
    "faces": ("سهم هر چهره", "Share of each face"),
    "waiting": ("دقیقهٔ انتظار تا نخستین فراخوان", "Minutes waited until the first call"),
    "shares": ("سهم‌های سنجیده‌شده", "Measured shares"),
    "amenities": ("امکانات رفاهی: خرابی، تعمیر و سرکشی", "Amenities: faults, repairs, days of rounds"),
    "voices": ("پرسیده، پاسخ و بله پس از پاسخ یا پایان درخواست", "Asked, answers and yes after an answer"),
    "charter": ("منشور: هدف، رقم، و چند بار چنین نبود", "Charter: aim, how often it was not so, and figure"),
    "applications": ("میانگین روز، مراجعه و بخش هر درخواست", "Mean days, visits and sections of an application"),
}
Row = Sequence[object]


def to_csv(content: Mapping[str, Any], version: int, withdrawn: date | None) -> str:
    """The figures as CSV. The byte order mark makes spreadsheets read it as UTF-8."""
    end = "" if withdrawn is None else withdrawn.isoformat()
    return _written(COLUMNS, ([str(Half(content["half"])), version, *row, end] for row in _rows(content)))


def dictionary(content: Mapping[str, Any]) -> str:
    named = {row["code"]: (row["fa"], row["en"]) for row in content["subjects"]}
    own = {row["code"]: (row["fa"], row["en"]) for row in content.get("causes", ())}
    causes = {code: tuple(name) for code, name in CAUSE_LABELS.items()} | own
    verdicts = {code: tuple(name) for code, name in VERDICT_NAMES.items()} | {
        code: tuple(name) for code, name in NO_VERDICT.items() if code in content["verdicts"]
    }
    axes = {code: tuple(name) for code, name in questionnaire.AXES.items()}
    questions = {code: tuple(item.name) for code, item in questionnaire.ITEMS.items()}
    parts = (("column", MEANING), ("table", TABLES), ("subject", named), ("root cause", causes), ("verdict", verdicts),
             ("axis", axes), ("question", questions))  # fmt: skip
    rows = ([what, code, name[0], name[1], ""] for what, names in parts for code, name in names.items())
    together = (
        [what, row["code"], row["fa"], row["en"], " ".join(row["members"])]
        for what, kind in (("subject", "subjects"), ("root cause", "causes"))
        for row in content.get(kind, ())
        if len(row.get("members", ())) > 1
    )
    named_together = {(row[0], row[1]): row for row in together}
    written = [named_together.get((row[0], row[1]), row) for row in rows]
    return _written(("what", "code", "fa", "en", "members"), [*written, *_groups(content)])


def _groups(content: Mapping[str, Any]) -> Iterator[Row]:
    """The tree along which small numbers are put together."""
    for what, kind in (("group of subjects", "subjects"), ("axis of root causes", "causes")):
        for group in content.get("tree", {}).get(kind, ()):
            members = " ".join(member["code"] for member in group["members"])
            yield [what, group["code"], group["fa"], group["en"], members]


def _rows(content: Mapping[str, Any]) -> Iterator[Row]:
    for row, column, value in content["table"]:
        yield _count("said", row or "total", column or "total", value)
    for table in ("sources", "verdicts"):
        for code, value in content[table].items():
            yield _count(table, code or "total", "number", value)
    for what, counts in content["kept"].items():
        for code, value in counts.items():
            yield _count("kept", what, code or "total", value)
    yield from _scores(content["satisfaction"])
    yield from _waits(content["measured"])
    yield from _amenities(content.get("amenities"))
    yield from _voices(content.get("voices"))
    yield from _charter(content.get("charter", ()))


def _charter(rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Older versions have how often it was not so, and no figures."""
    for row in rows:
        code, n = row["code"], row.get("n")
        yield _count("charter", code, "aim", row["target"])
        yield _count("charter", code, "not_so", row["objections"])
        if row.get("score") is not None:
            yield ["charter", code, "score", row["score"], "", "", n, 0]
        elif row.get("hits") is not None:
            yield ["charter", code, "share", round(row["hits"] / n, 4), "", "", n, 0]


def _amenities(found: Mapping[str, Any] | None) -> Iterator[Row]:
    """Counts of objects and days, not of people."""
    for name, value in (found or {}).items():
        if value is not None:
            yield _count("amenities", name, "hours" if name == "median_hours" else "number", value)


def _voices(found: Mapping[str, Any] | None) -> Iterator[Row]:
    if found is None:
        return
    for name, one in {"helped": found["helped"], **found["questions"]}.items():
        for part, value in one.items():
            yield _count("voices", name, part, value)
    for name in ("days", "visits", "sections"):
        yield _count("applications", name, "mean", found[name])


def _count(table: str, row: str, column: str, value: float | None) -> Row:
    return [table, row, column, "" if value is None else value, "", "", "", 1 if value is None else 0]


def _scores(found: Mapping[str, Any]) -> Iterator[Row]:
    scores = {"one_tap": found["face"], "mean_of_axes": found["total"], **found["axes"], **found["items"]}
    for code, score in scores.items():
        if score is not None:
            yield ["satisfaction", code, "score", score["score"], score["low"], score["high"], score["n"], 0]
    for face, share in (found["faces"] or {}).items():
        yield ["faces", face, "share", round(share, 4), "", "", found["n"], 0]
    yield ["satisfaction", "visits", "number", found["visits"], "", "", "", 0]


def _waits(found: Mapping[str, Any]) -> Iterator[Row]:
    for code in ("half", "most"):
        if found[code] is not None:
            yield ["waiting", code, "minutes", found[code], "", "", found["called"], 0]
    for code in ("again", "in_time"):
        if found[code]:
            hits, n = found[code]
            yield ["shares", code, "share", round(hits / n, 4), "", "", n, 0]


def _written(columns: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([harmless(value) for value in row])
    return "\ufeff" + out.getvalue()
