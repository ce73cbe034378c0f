"""Look up, export and erase a person's data across all features.

Each action is recorded in the journal with its reason and counts, and nothing by which the person could be identified
there.
"""

from collections.abc import Mapping

from deskq.application_exchange import personal_data as of_imports
from deskq.application_opening import personal_data as of_referrals
from deskq.applications import personal_data as of_applications
from deskq.appointments import personal_data as of_appointments
from deskq.commissions import personal_data as of_commissions
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Holding, Record, Subject
from deskq.core.text import persian
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.core.transactions import transaction
from deskq.data_requests.events import PersonExported, PersonForgotten, PersonLookedUp
from deskq.inspections import personal_data as of_inspections
from deskq.joining import personal_data as of_joining
from deskq.message_erasure import personal_data as of_messages
from deskq.message_import import personal_data as of_message_imports
from deskq.sms import personal_data as of_texts
from deskq.sms import phone_numbers
from deskq.sms_inbound import personal_data as of_inbound_sms

#: Kinds of personal data, in the order in which they are erased.
HOLDINGS: tuple[Holding, ...] = (
    of_messages.HOLDING,
    of_commissions.HOLDING,  # these two before the applicant, because they are found through the applicant
    of_inspections.HOLDING,
    of_applications.HOLDING,
    of_referrals.HOLDING,
    of_inbound_sms.HOLDING,
    of_appointments.HOLDING,
    of_joining.HOLDING,
    of_texts.SMS_HOLDING,
    of_texts.NOTES_HOLDING,
    of_texts.NUMBERS_HOLDING,
    of_imports.HOLDING,
    of_message_imports.HOLDING,
)
MAX_REASON = 200
#: Last digits of the number or ID that are typed again before erasing.
CONFIRM_DIGITS = 4
Counts = Mapping[str, int]


class StillOpen(DomainError):
    slug = "still-open"
    title = N_(
        "Messages and applications of this person still being worked on: %(count)s. Without a number nobody could "
        "answer them. Nothing is erased unless you choose to erase the person from these too."
    )


def subject_from_input(phone: str, national_id: str, id_key: str, reports: bool = False) -> Subject:
    """The person, from what was typed in one of two fields."""
    if bool(phone.strip()) == bool(national_id.strip()):
        raise InvalidInput({"phone": N_("Please enter either a phone number or a national ID.")})
    if national_id.strip():
        digits = id_digits(national_id)
        if not is_national_id(digits):
            raise InvalidInput({"national_id": N_("This national ID is not valid. Please check its ten digits.")})
        return Subject(national_id=digits, id_key=id_key, reports=reports)
    try:
        return Subject(phone=phone_numbers.parse_any(phone), id_key=id_key, reports=reports)
    except phone_numbers.InvalidNumber as wrong:
        raise InvalidInput({"phone": str(wrong)}) from None


def look_up(office_id: int, by: str, subject: Subject, why: str) -> tuple[Counts, int]:
    """({kind: number of records}, messages and applications still being worked on); recorded in the journal."""
    why = _checked_reason(subject, why)
    with transaction(office_id, by) as tx:
        counts, still_open = count_records(office_id, subject)
        tx.record(PersonLookedUp(counts, why))
        return counts, still_open


def count_records(office_id: int, subject: Subject) -> tuple[Counts, int]:
    """The same counts without a journal entry."""
    session = db.session()
    counts = {holding.code: len(holding.find(session, office_id, subject)) for holding in HOLDINGS}
    return counts, sum(holding.still_open(session, office_id, subject) for holding in HOLDINGS)


def export_data(office_id: int, by: str, subject: Subject, why: str) -> dict[str, list[Record]]:
    """{kind: records} of everything held about the person."""
    why = _checked_reason(subject, why)
    with transaction(office_id, by) as tx:
        found = {holding.code: holding.find(tx.session, office_id, subject) for holding in HOLDINGS}
        tx.record(PersonExported({code: len(records) for code, records in found.items()}, why))
        return found


def erase_data(office_id: int, by: str, subject: Subject, why: str, also_open: bool = False) -> Counts:
    """Erase everything, or nothing (``StillOpen``)."""
    why = _checked_reason(subject, why)
    with transaction(office_id, by) as tx:
        still_open = sum(holding.still_open(tx.session, office_id, subject) for holding in HOLDINGS)
        if still_open and not also_open:
            raise StillOpen(count=still_open)
        counts = {holding.code: holding.erase(tx, subject) for holding in HOLDINGS}
        tx.session.expire_all()
        tx.record(PersonForgotten(counts, why))
        return counts


def last_digits(subject: Subject) -> str:
    return (subject.phone or subject.national_id)[-CONFIRM_DIGITS:]


def _checked_reason(subject: Subject, why: str) -> str:
    """The journal is permanent: the reason must not contain the number or ID."""
    why = persian.clean(why)[:MAX_REASON]
    digits = "".join(char for char in persian.ascii_digits(why) if char.isdecimal())
    if not why:
        raise InvalidInput({"why": N_("Please say why you need it.")})
    if (subject.national_id or subject.phone.removeprefix("+98").removeprefix("0")) in digits:
        raise InvalidInput({"why": N_("Please do not write the number in the reason. The reason is kept permanently.")})
    return why
