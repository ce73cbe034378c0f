"""Texts of the SMS about an application: opened, done at once, new date, waiting for the applicant, on again, documents
missing, bill issued or cancelled, ended, a step taken back. They contain nothing anybody wrote; a link to the
tracking page where the settings allow links."""

from collections.abc import Iterator

from flask import current_app
from sqlalchemy.orm import Session

from deskq.applications.models import Applicant, Application
from deskq.applications.queries import application as queries
from deskq.applications.rules import bills, result
from deskq.applications.rules.progress import LIVE, STATES
from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.messages import tracking_code
from deskq.messages.rules.deadlines import last_day
from deskq.messages.sms_templates import short_day
from deskq.office import config_cache
from deskq.service_sheets import queries as sheet_queries
from deskq.sms import phone_numbers
from deskq.sms import rules as sms_rules

OPENED, EXTENDED, MISSING = "application_opened", "application_extended", "application_missing"
BILL, BILL_CANCELLED = "application_bill", "application_bill_cancelled"
FINISHED, REFUSED, AT_ONCE = "application_finished", "application_refused", "application_at_once"
DISMISSED = "application_dismissed"
TAKEN_BACK = "application_taken_back"
#: Refused, or an objection dismissed, after a bill was paid.
PAID = {REFUSED: "application_refused_paid", DISMISSED: "application_dismissed_paid"}
#: Finished, where the sheet says where its result is, or that is not the service desk.
FINISHED_ELSEWHERE = "application_finished_elsewhere"
#: Opened while something is missing, so that no day is promised yet; waiting for the applicant; and on again after a
#: pause, with another day.
OPENED_PAUSED, WAITS, GOES_ON = "application_opened_paused", "application_waits", "application_goes_on"
#: {what it is about: the states in which that is still true}
VALID_IN = {
    OPENED: LIVE,
    EXTENDED: ("open", "objected"),
    WAITS: ("open", "applicant"),
    GOES_ON: ("open",),
    MISSING: ("open", "incomplete"),
    BILL: ("open", "payment"),
    BILL_CANCELLED: STATES,
    FINISHED: ("finished",),
    AT_ONCE: ("finished",),
    REFUSED: ("refused",),
    DISMISSED: ("refused",),
    TAKEN_BACK: LIVE,
}
#: Added to the SMS about the end where replies by SMS arrive here: the first of three questions, each answered by one
#: digit (application_ratings).
ASKS_DONE = {"fa": "کار انجام شد؟ پیامک کنید: ۱ بله، ۲ نه", "en": "Was it done? Text 1 for yes, 2 for no."}
WORDS = {
    (OPENED, "fa"): "درخواست شما ثبت شد.\nکد رهگیری: {code}\nپاسخ تا {day}",
    (OPENED, "en"): "Your application is registered.\nTracking code: {code}\nAnswer by {day}",
    (EXTENDED, "fa"): "زمان پاسخ درخواست {code} تغییر کرد: تا {day}",
    (EXTENDED, "en"): "Application {code}: you will now have an answer by {day}",
    (OPENED_PAUSED, "fa"): "ثبت شد. کد رهگیری: {code}\nروز پاسخ پس از تکمیل درخواست.",
    (OPENED_PAUSED, "en"): "Application {code} registered. Date follows when complete.",
    (WAITS, "fa"): "درخواست {code} منتظر شماست. دلیل در صفحهٔ پیگیری آمده است.",
    (WAITS, "en"): "Application {code} waits for you: see the tracking page.",
    (GOES_ON, "fa"): "درخواست {code} ادامه یافت. پاسخ تا {day}",
    (GOES_ON, "en"): "Application {code} goes on: answer by {day}",
    (MISSING, "fa"): "مدارک درخواست {code} کامل نیست. مدرک لازم در صفحهٔ پیگیری آمده است.",
    (MISSING, "en"): "Application {code} lacks a document: see the tracking page.",
    (BILL, "fa"): "فیش درخواست {code} صادر شد. شماره‌ها در صفحهٔ پیگیری آمده است.",
    (BILL, "en"): "The bill of application {code} is issued: see the tracking page.",
    (BILL_CANCELLED, "fa"): "فیشی از درخواست {code} باطل شد. فیش‌های قابل پرداخت در صفحهٔ پیگیری آمده است.",
    (BILL_CANCELLED, "en"): "A bill of application {code} was cancelled. What is to be paid is on the tracking page.",
    (FINISHED, "fa"): "درخواست {code} به پایان رسید. نتیجه را از میز خدمت بگیرید.",
    (FINISHED, "en"): "Application {code} is finished. Collect the result at the service desk.",
    (FINISHED_ELSEWHERE, "fa"): "درخواست {code} پایان یافت. محل گرفتن نتیجه: صفحهٔ پیگیری.",
    (FINISHED_ELSEWHERE, "en"): "Application {code} is finished: see the tracking page.",
    (AT_ONCE, "fa"): "درخواست شما انجام شد.\nکد رهگیری: {code}",
    (AT_ONCE, "en"): "Your application is done.\nTracking code: {code}",
    (REFUSED, "fa"): "درخواست {code} رد شد. دلیل در صفحهٔ پیگیری آمده است.",
    (REFUSED, "en"): "Application {code} was refused: see the tracking page for the reasons.",
    (DISMISSED, "fa"): "اعتراض شما در درخواست {code} پذیرفته نشد. دلیل در صفحهٔ پیگیری آمده است.",
    (DISMISSED, "en"): "Your objection, application {code}, was dismissed: see the tracking page.",
    (PAID[REFUSED], "fa"): "درخواست {code} رد شد. دلیل و تکلیف پول: صفحهٔ پیگیری.",
    (PAID[REFUSED], "en"): "Application {code} refused. Reasons, money: tracking page.",
    (PAID[DISMISSED], "fa"): "اعتراض {code} رد شد. دلیل و تکلیف پول: صفحهٔ پیگیری.",
    (PAID[DISMISSED], "en"): "Objection {code} dismissed. Reasons, money: tracking page.",
    (TAKEN_BACK, "fa"): "درخواست {code} در جریان است. پیام قبلی ما اشتباه بود.",
    (TAKEN_BACK, "en"): "Application {code} is still in progress. Our last message was a mistake.",
}


def about(kind: str, application_id: int, step: int = 0) -> str:
    """Key of one SMS, by the step that it reports."""
    return f"{kind} {application_id} {step}"


def is_wanted(applicant: Applicant) -> bool:
    return applicant.texts and phone_numbers.is_mobile(applicant.phone)


def render(session: Session, office_id: int, subject: str) -> tuple[str, str] | None:
    """(number, text), or None when it is no longer true."""
    kind, number, _ = subject.split()
    found = queries.by_id(session, office_id, int(number))
    if found is None or found.state not in VALID_IN[kind]:
        return None
    applicant = queries.applicant(session, found.id)
    if not is_wanted(applicant) or (kind in (EXTENDED, GOES_ON) and found.due_at <= clock.now()):
        return None
    waits = {BILL: "payment", WAITS: "applicant"}.get(kind)
    if waits and not any(stage.state == waits for stage in queries.stages(session, found.id)):
        return None  # paid, cancelled or on again before this was sent
    link = f"{current_app.config['PUBLIC_URL']}/track/{found.code}" if current_app.config["SMS_LINKS"] else ""
    asks = kind in (FINISHED, AT_ONCE, REFUSED) and current_app.config["SMS_REPLIES"]
    more = "\n".join(filter(None, (ASKS_DONE[found.language] if asks else "", link)))
    parts = (2 if asks else 1) + bool(link)
    return applicant.phone, sms_rules.first_within(parts, _versions(session, kind, found, more))


def _has_paid(session: Session, application_id: int) -> bool:
    return bool(bills.paid(queries.stages(session, application_id), queries.steps(session, application_id)))


def _is_elsewhere(session: Session, version_id: int) -> bool:
    content = sheet_queries.version(session, version_id).content
    return result.place(content) != "desk"


def _versions(session: Session, kind: str, found: Application, link: str) -> Iterator[str]:
    """Each with its link; digits of an address stay as they are."""
    for text in _texts(session, kind, found):
        yield f"{text}\n{link}" if link else text


def _texts(session: Session, kind: str, found: Application) -> Iterator[str]:
    """The office's name is left out first where it does not fit into one part, then the weekday."""
    language, day = found.language, last_day(found.due_at, clock.zone())
    office = config_cache.of(session, found.office_id).office.name.in_language(language)
    if kind == OPENED and found.paused_at is not None:
        kind = OPENED_PAUSED
    elif kind in PAID and _has_paid(session, found.id):
        kind = PAID[kind]
    elif kind == FINISHED and _is_elsewhere(session, found.version_id):
        kind = FINISHED_ELSEWHERE
    for written_day in (jalali.written_date(day, language), short_day(day, language)):
        said = WORDS[kind, language].format(code=tracking_code.isolated(found.code), day=written_day)
        said = persian.persian_digits(said) if language == "fa" else said
        yield f"{office}\n{said}"
        yield said
