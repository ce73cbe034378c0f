"""Which stages go before which commission, what each verdict does to the application, and until when the owner may
answer and object. The days are those of ``service_sheets.rules.legal_days``."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.service_sheets.rules.legal_days import Days
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS

#: {(sheet, stage): commission}; of other sheets a stage named like its commission.
STAGES = {
    ("art100", "defence"): "art100",
    ("art100", "verdict"): "art100",
    ("art100", "appeal"): "art100",
    ("art77", "commission"): "art77",
}
#: The commission that hears the owner for some days of the law, and whose verdict can be objected to.
ART100 = "art100"
APPEAL = "appeal"
MOST_RIALS = 10**15
#: What a verdict does to its stage: it is done, it waits for the applicant, the application is refused, or nothing.
COMPLETE, WAIT, REFUSE, STAY = "complete", "wait", "refuse", "stay"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``priced``: it needs an amount in rials."""

    name: Name
    effect: str
    priced: bool = False


ADJOURNED_CODE = "adjourned"
ADJOURNED = Verdict(Name("موکول به جلسهٔ بعد", "Adjourned"), STAY)
VERDICTS = {
    "art100": {
        "no_violation": Verdict(Name("تخلف احراز نشد", "No violation"), COMPLETE),
        "fine": Verdict(Name("جریمه", "Fine"), COMPLETE, priced=True),
        "demolition": Verdict(Name("تخریب یا اصلاح بنا", "Demolition or correction"), WAIT),
        ADJOURNED_CODE: ADJOURNED,
    },
    "art77": {
        "confirmed": Verdict(Name("تأیید عوارض", "Levy confirmed"), COMPLETE, priced=True),
        "reduced": Verdict(Name("کاهش عوارض", "Levy reduced"), COMPLETE, priced=True),
        "cancelled": Verdict(Name("لغو عوارض", "Levy cancelled"), COMPLETE),
        ADJOURNED_CODE: ADJOURNED,
    },
    "art5": {
        "approved": Verdict(Name("موافقت", "Approved"), COMPLETE),
        "conditions": Verdict(Name("موافقت مشروط", "Approved with conditions"), COMPLETE),
        "rejected": Verdict(Name("مخالفت", "Rejected"), REFUSE),
        ADJOURNED_CODE: ADJOURNED,
    },
}
WAYS = {
    "in_person": Name("تحویل حضوری", "Handed over"),
    "post": Name("پست سفارشی", "Registered post"),
    "posted_up": Name("الصاق در محل", "Posted at the place"),
    "sana": Name("سامانهٔ ثنا", "Sana"),
}


class DefenceOpen(DomainError):
    slug = "defence-still-open"
    title = N_("The owner may answer until %(day)s. Record the defence, or decide after that day.")


class NoticeNotServed(DomainError):
    slug = "notice-not-served"
    title = N_("The notice to the owner is not recorded yet. Record how and when it was served first.")


class SessionToCome(DomainError):
    slug = "session-to-come"
    title = N_("The session is on %(day)s. A verdict is recorded from that day on.")


class VerdictGiven(DomainError):
    slug = "verdict-given-already"
    title = N_("This application has its verdict already. Perhaps a colleague has just recorded it.")


class NoVerdict(DomainError):
    slug = "no-verdict-yet"
    title = N_("There is no verdict to be served yet.")


class Item(Protocol):
    """An application on the agenda. ``notice_day``: when the owner received the notice; ``defence_until``: the last day
    of the defence that it opened; ``defence_at``: when one came."""

    @property
    def verdict(self) -> str: ...
    @property
    def notice_day(self) -> date | None: ...
    @property
    def defence_until(self) -> date | None: ...
    @property
    def defence_at(self) -> datetime | None: ...


def commission_of(sheet: str, stage: str) -> str | None:
    """The commission of a stage, or None."""
    if (sheet, stage) in STAGES:
        return STAGES[sheet, stage]
    return stage if stage in COMMISSIONS else None


def unit_of_session(keepers: Set[int], own: Set[int], acting: Set[int], under: Set[int]) -> int:
    """The unit that runs a session planned by a person. First one that keeps the commission: of their own, of those
    they act for today (``acting``, never empty), of those below; otherwise their own."""
    groups = (keepers & own, keepers & acting, keepers & under, own, acting)
    return min(next(filter(None, groups)))


def effect(sheet: str, commission: str, verdict: str) -> str:
    """What the verdict does. A case of article 100 itself goes on with a demolition, which it executes."""
    found = VERDICTS[commission][verdict].effect
    return COMPLETE if found == WAIT and sheet == "art100" else found


def defence_until(commission: str, served: date, session: date, days: Days) -> date:
    """The last day of the defence: the days of the law after the service of the notice, else the day of the session."""
    return served + timedelta(days=days.defence) if commission == ART100 else session


def may_still_answer(commission: str, until: date, today: date) -> bool:
    """Whether the days of the law for a defence are running."""
    return commission == ART100 and today <= until


def appeal_until(commission: str, stage: str, served: date, days: Days) -> date | None:
    """The last day to object; None where the verdict is final, as that on an appeal. ``served`` is not counted."""
    is_final = commission != ART100 or stage == APPEAL
    return None if is_final else served + timedelta(days=days.verdict_objection)


def check_verdict(commission: str, item: Item, verdict: str, reason: str, amount: int | None) -> None:
    """Raises if the item has its verdict, or this one is unknown or lacks its reasons or its amount."""
    if item.verdict:
        raise VerdictGiven
    if wrong := wrong_fields(commission, verdict, reason, amount):
        raise InvalidInput(wrong)


def wrong_fields(commission: str, verdict: str, reason: str, amount: int | None) -> dict[str, str]:
    """{field: what is wrong with it, as a msgid}."""
    known, wrong = VERDICTS[commission], {}
    if verdict not in known:
        wrong["verdict"] = N_("Please choose the verdict.")
    if not reason:
        wrong["reason"] = N_("Please write the reasons. The applicant reads them.")
    if verdict in known and known[verdict].priced and not (amount is not None and 0 < amount <= MOST_RIALS):
        wrong["amount"] = N_("Please enter the amount in rials.")
    return wrong


def check_heard(commission: str, item: Item, session: date, today: date) -> None:
    """Raises if the owner may still be heard: before a verdict the notice is served, the day of the session has come,
    and the days of the law have passed or a defence came."""
    if item.notice_day is None or item.defence_until is None:
        raise NoticeNotServed
    if today < session:
        raise SessionToCome(day=jalali.named_date(session))
    if item.defence_at is None and may_still_answer(commission, item.defence_until, today):
        raise DefenceOpen(day=jalali.named_date(item.defence_until))
