"""Texts of the SMS about an application: opened, done at once, new date, documents missing, bill issued or cancelled,
ended, a step taken back. They contain nothing anybody wrote; a link to the tracking page where the settings allow
links."""

from collections.abc import Iterator

from flask import current_app
from sqlalchemy.orm import Session

from deskq.applications.models import Applicant, Application
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import LIVE, STATES
from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.messages import tracking_code
from deskq.messages.rules.deadlines import last_day
from deskq.messages.sms_templates import short_day
from deskq.office import config_cache
from deskq.sms import phone_numbers
from deskq.sms import rules as sms_rules

OPENED, EXTENDED, MISSING = "application_opened", "application_extended", "application_missing"
BILL, BILL_CANCELLED = "application_bill", "application_bill_cancelled"
FINISHED, REFUSED, AT_ONCE = "application_finished", "application_refused", "application_at_once"
DISMISSED = "application_dismissed"
TAKEN_BACK = "application_taken_back"
#: {what it is about: the states in which that is still true}
VALID_IN = {
    OPENED: LIVE,
    EXTENDED: LIVE,
    MISSING: ("open", "incomplete"),
    BILL: ("open", "payment"),
    BILL_CANCELLED: STATES,
    FINISHED: ("finished",),
    AT_ONCE: ("finished",),
    REFUSED: ("refused",),
    DISMISSED: ("refused",),
    TAKEN_BACK: LIVE,
}
#: An address takes the room of a part.
PARTS_WITH_LINK = 2
WORDS = {
    (OPENED, "fa"): "درخواست شما ثبت شد.\nکد رهگیری: {code}\nپاسخ تا {day}",
    (OPENED, "en"): "Your application is registered.\nTracking code: {code}\nAnswer by {day}",
    (EXTENDED, "fa"): "زمان پاسخ درخواست {code} تغییر کرد: تا {day}",
    (EXTENDED, "en"): "Application {code}: you will now have an answer by {day}",
    (MISSING, "fa"): "مدارک درخواست {code} کامل نیست. مدرک لازم در صفحهٔ پیگیری آمده است.",
    (MISSING, "en"): "Application {code} lacks a document: see the tracking page.",
    (BILL, "fa"): "فیش درخواست {code} صادر شد. شماره‌ها در صفحهٔ پیگیری آمده است.",
    (BILL, "en"): "The bill of application {code} is issued: see the tracking page.",
    (BILL_CANCELLED, "fa"): "فیشی از درخواست {code} باطل شد. فیش‌های قابل پرداخت در صفحهٔ پیگیری آمده است.",
    (BILL_CANCELLED, "en"): "A bill of application {code} was cancelled. What is to be paid is on the tracking page.",
    (FINISHED, "fa"): "درخواست {code} به پایان رسید. نتیجه را از میز خدمت بگیرید.",
    (FINISHED, "en"): "Application {code} is finished. Collect the result at the service desk.",
    (AT_ONCE, "fa"): "درخواست شما انجام شد.\nکد رهگیری: {code}",
    (AT_ONCE, "en"): "Your application is done.\nTracking code: {code}",
    (REFUSED, "fa"): "درخواست {code} رد شد. دلیل در صفحهٔ پیگیری آمده است.",
    (REFUSED, "en"): "Application {code} was refused: see the tracking page for the reasons.",
    (DISMISSED, "fa"): "اعتراض شما در درخواست {code} پذیرفته نشد. دلیل در صفحهٔ پیگیری آمده است.",
    (DISMISSED, "en"): "Your objection, application {code}, was dismissed: see the tracking page.",
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
    if not is_wanted(applicant) or (kind == EXTENDED and found.due_at <= clock.now()):
        return None
    if kind == BILL and not any(stage.state == "payment" for stage in queries.stages(session, found.id)):
        return None  # paid or cancelled before this was sent
    link = f"{current_app.config['PUBLIC_URL']}/track/{found.code}" if current_app.config["SMS_LINKS"] else ""
    parts = PARTS_WITH_LINK if link else 1
    return applicant.phone, sms_rules.first_within(parts, _versions(session, kind, found, link))


def _versions(session: Session, kind: str, found: Application, link: str) -> Iterator[str]:
    """Each with its link; digits of an address stay as they are."""
    for text in _texts(session, kind, found):
        yield f"{text}\n{link}" if link else text


def _texts(session: Session, kind: str, found: Application) -> Iterator[str]:
    """The office's name is left out first where it does not fit into one part, then the weekday."""
    language, day = found.language, last_day(found.due_at, clock.zone())
    office = config_cache.of(session, found.office_id).office.name.in_language(language)
    for written_day in (jalali.written_date(day, language), short_day(day, language)):
        said = WORDS[kind, language].format(code=tracking_code.isolated(found.code), day=written_day)
        said = persian.persian_digits(said) if language == "fa" else said
        yield f"{office}\n{said}"
        yield said
