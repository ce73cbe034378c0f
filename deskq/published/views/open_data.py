"""The figures of the public page as open data: one number in a row, as CSV and JSON, with a dictionary."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, jsonify

from deskq.access import identity
from deskq.core.extensions import db, limiter
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.published.queries import figures
from deskq.published.queries.figures import Frozen
from deskq.published.rules.usual_waits import UsualWait
from deskq.published.views.page import blueprint
from deskq.reports.views.period.labels import WEEKDAYS_EN
from deskq.web.spreadsheet import Cell, to_csv

LIMIT, MINUTES = "60 per minute", 600
COLUMNS = ("table", "period", "code", "name_fa", "name_en", "measure", "value", "hidden", "counted_at")
#: {column or code: (Persian, English)}.
COLUMN_WORDS = {
    "table": ("کدام جدول", "Which table"),
    "period": (
        "ماه ۱۴۰۵۰۸، فصل ۱۴۰۵۳ (سال و شمارهٔ فصل) یا روز ۱۴۰۵۰۹۰۳، به تقویم جلالی",
        "Month 140508, season 14053 (year and number of the season) or day 14050903, in the Jalali calendar",
    ),
    "code": ("کد ردیف؛ total یعنی همه", "Code of the row; total is all of them"),
    "name_fa": ("نام فارسی", "Persian name"),
    "name_en": ("نام انگلیسی", "English name"),
    "measure": ("چه چیزی شمرده شد", "What was counted"),
    "value": ("عدد؛ خالی یعنی نشان داده نمی‌شود", "The number; empty where it is not shown"),
    "hidden": (
        "۱ یعنی پنهان: گروه کمتر از پنج نفر پیدا می‌شد",
        "1: not shown, a group under five could be worked out",
    ),
    "counted_at": ("زمان شمارش، به وقت جهانی", "When it was counted, UTC"),
}
TABLES = {
    "answers_by_subject": ("پاسخ به پیام‌های یک فصل به تفکیک موضوع", "Answers due in a season, by subject"),
    "answers_by_district": ("پاسخ به پیام‌های یک فصل به تفکیک ناحیه", "Answers due in a season, by district"),
    "applications": (
        "مدت درخواست‌ها از تشکیل تا پاسخ؛ شش ماه تا پایان ماه period",
        "Time of applications from opening to answer; six months to the end of the month",
    ),
    "satisfaction": ("رضایت مراجعان یک ماه", "Satisfaction of the visitors of a month"),
    "usual_waits": (
        "انتظار تا فراخوان به تفکیک روز هفته و ساعت آمدن، در هشت هفته",
        "Wait until the call by weekday and hour of arrival, in eight weeks",
    ),
}
MEASURES = {
    "in_time": ("پاسخ تا تاریخ گفته‌شده", "Answers by the promised date"),
    "late": ("پاسخ دیرتر، یا هنوز داده‌نشده", "Answers after it, or not given yet"),
    "due": ("پیام‌هایی که موعد پاسخشان در این فصل بود", "Messages to be answered in this season"),
    "answered": ("درخواست‌های پاسخ‌گرفته", "Applications answered"),
    "median_days": ("روز؛ نیمی در این مدت", "Calendar days that half did not exceed"),
    "p90_days": ("روز؛ نه‌دهم در این مدت", "Calendar days that nine in ten did not exceed"),
    "sheet_working_days": ("روز کاری در شناسنامهٔ خدمت", "Working days that the service sheet says"),
    "ratings": ("نظرها", "Ratings"),
    "visits": ("مراجعه‌ها", "Visits"),
    "score": ("نمره از ۰ تا ۱۰۰", "Score from 0 to 100"),
    "score_low": ("کران پایین بازهٔ ۹۵ درصدی", "Lower end of its 95 % interval"),
    "score_high": ("کران بالای بازهٔ ۹۵ درصدی", "Upper end of its 95 % interval"),
    "median_minutes": ("دقیقه؛ نیمی در این مدت", "Minutes that half did not exceed"),
    "p90_minutes": ("دقیقه؛ نه‌دهم در این مدت", "Minutes that nine in ten did not exceed"),
    "visitors": ("مراجعان شمرده‌شده", "Visitors counted"),
}
Found = Mapping[str, Frozen]


@blueprint.get("/figures.csv")
@limiter.limit(LIMIT)
def csv() -> Response:
    return _file(to_csv(COLUMNS, rows(_found())), "figures")


@blueprint.get("/figures.json")
@limiter.limit(LIMIT)
def json() -> Response:
    """The same rows with the dictionary in it."""
    name = config_cache.of(db.session(), identity.office_id()).office.name
    figures_of_all = [dict(zip(COLUMNS, row, strict=True)) for row in rows(_found())]
    meanings = {what: {code: {"fa": fa, "en": en} for code, (fa, en) in words.items()} for what, words in PARTS}
    answer = jsonify(office={"fa": name.fa, "en": name.en}, dictionary=meanings, figures=figures_of_all)
    return _kept(answer)


@blueprint.get("/dictionary.csv")
@limiter.limit(LIMIT)
def dictionary() -> Response:
    meanings = ([what, code, fa, en] for what, words in PARTS for code, (fa, en) in words.items())
    return _file(to_csv(("what", "code", "fa", "en"), meanings), "dictionary")


PARTS = (("column", COLUMN_WORDS), ("table", TABLES), ("measure", MEASURES))


def rows(found: Found) -> Iterator[list[Cell]]:
    for kind, write in (("satisfaction", _satisfaction), ("answers", _answers), ("applications", _applications),
                        ("waits", _waits)):  # fmt: skip
        if kind in found:
            made = found[kind].made_at.isoformat(timespec="seconds")
            for table, code, fa, en, measure, value in write(found[kind].content):
                hidden = 1 if value is None else 0
                yield [table, found[kind].period, code, fa, en, measure, value, hidden, made]


Numbers = Iterator[tuple[str, str, str, str, str, int | None]]


def _satisfaction(content: Mapping[str, Any]) -> Numbers:
    names = {"n": "ratings", "visits": "visits", "score": "score", "low": "score_low", "high": "score_high"}
    for key, measure in names.items():
        if key in content:
            yield "satisfaction", "total", "همه", "All", measure, content[key]


def _answers(content: Mapping[str, Any]) -> Numbers:
    for table, part in (("answers_by_subject", "subjects"), ("answers_by_district", "districts")):
        for code, fa, en, *numbers in [*content[part], ["total", "همه", "All", *content["total"]]]:
            for measure, value in zip(("in_time", "late", "due"), numbers, strict=True):
                yield table, code, fa, en, measure, value


def _applications(content: list[list[Any]]) -> Numbers:
    measures = ("answered", "median_days", "p90_days", "sheet_working_days")
    for code, fa, en, *numbers in content:
        for measure, value in zip(measures, numbers, strict=True):
            yield "applications", code, fa, en, measure, value


def _waits(content: Mapping[str, Any]) -> Numbers:
    for row in (UsualWait(*one) for one in content["week"]):
        code = f"{row.weekday}-{row.hour:02}"
        names = (f"{jalali.WEEKDAYS[row.weekday]} {row.hour}", f"{WEEKDAYS_EN[row.weekday]} {row.hour}:00")
        yield "usual_waits", code, *names, "median_minutes", row.minutes
        yield "usual_waits", code, *names, "p90_minutes", row.most
        yield "usual_waits", code, *names, "visitors", row.n


def _found() -> Found:
    return figures.latest(db.session(), identity.office_id())


def _file(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return _kept(Response(text, headers=headers, mimetype="text/csv"))


def _kept(answer: Response) -> Response:
    """Others may keep it for a while."""
    answer.cache_control.public, answer.cache_control.max_age = True, MINUTES
    return answer
