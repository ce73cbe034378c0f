"""The sources of items and the root causes. Pure."""

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text.names import Name
from deskq.message_settings.root_causes import AXIS_NAMES, CAUSE_NAMES, CAUSES

MESSAGE, COMMENT = "message", "comment"
SOURCES = (MESSAGE, COMMENT)
#: No problem: an ordinary request, a suggestion or thanks.
NO_CAUSE = "none"
#: Key of items in tables that are not coded yet.
NOT_CODED = "not_coded"
AXES: dict[str, tuple[str, ...]] = {**CAUSES, NO_CAUSE: (NO_CAUSE,)}
AXIS_LABELS = {**AXIS_NAMES, NO_CAUSE: Name("بدون ریشه", "No root cause")}
CAUSE_LABELS = {
    **CAUSE_NAMES,
    NO_CAUSE: Name("ریشه‌ای ندارد (درخواست عادی، پیشنهاد، تقدیر)", "None (ordinary request, suggestion, thanks)"),
    NOT_CODED: Name("هنوز بررسی نشده", "Not coded yet"),
}
#: Complaints that are not answered yet, and settled ones of the past of which nobody wrote what became of them.
OPEN, NOT_STATED = "open", "not_stated"
NO_VERDICT = {
    OPEN: Name("هنوز پاسخ داده نشده", "Not answered yet"),
    NOT_STATED: Name("نتیجه ثبت نشده", "Result not recorded"),
}


class CodedMeanwhile(DomainError):
    slug = "coded-meanwhile"
    title = N_("Somebody else has coded this in the meantime. Their code is shown; save again if yours is better.")


class OwnCoding(DomainError):
    slug = "own-coding"
    title = N_("You have coded this yourself. The second reading is for somebody else.")


class ReadAlready(DomainError):
    slug = "read-already"
    title = N_("Somebody else has read this a second time already.")


def check_cause(cause: str) -> None:
    if cause not in CAUSE_LABELS or cause == NOT_CODED:
        raise InvalidInput({"cause": N_("Please choose one of the options.")})
