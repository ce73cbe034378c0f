"""The published figures as open data: one number in each row, and a dictionary of columns and codes."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from deskq.coding.rules.codes import CAUSE_LABELS
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
}
Row = Sequence[object]


def to_csv(content: Mapping[str, Any], version: int, withdrawn: date | None) -> str:
    """The figures as CSV. The byte order mark makes spreadsheets read it as UTF-8."""
    end = "" if withdrawn is None else withdrawn.isoformat()
    return _written(COLUMNS, ([str(Half(content["half"])), version, *row, end] for row in _rows(content)))


def dictionary(content: Mapping[str, Any]) -> str:
    named = {row["code"]: (row["fa"], row["en"]) for row in content["subjects"]}
    causes = {code: tuple(name) for code, name in CAUSE_LABELS.items()}
    verdicts = {code: tuple(name) for code, name in VERDICT_NAMES.items()}
    axes = {code: tuple(name) for code, name in questionnaire.AXES.items()}
    questions = {code: tuple(item.name) for code, item in questionnaire.ITEMS.items()}
    parts = (("column", MEANING), ("table", TABLES), ("subject", named), ("root cause", causes), ("verdict", verdicts),
             ("axis", axes), ("question", questions))  # fmt: skip
    return _written(
        ("what", "code", "fa", "en"),
        ([what, code, name[0], name[1]] for what, names in parts for code, name in names.items()),
    )


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


def _count(table: str, row: str, column: str, value: int | None) -> Row:
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
