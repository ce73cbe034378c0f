"""One person's data, over all features: looked up, handed out, forgotten. Each press is in the journal with its reason
and counts, and with nothing by which the person could be found there."""

from collections.abc import Mapping

from deskq.appointments import personal_data as of_appointments
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Holding, Record, Subject
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.data_requests.events import PersonExported, PersonForgotten, PersonLookedUp
from deskq.messages import personal_data as of_messages
from deskq.sms import personal_data as of_texts
from deskq.sms import phone_numbers
from deskq.sms_inbound import personal_data as of_inbound_sms

#: In the order in which they are erased.
HOLDINGS: tuple[Holding, ...] = (
    of_messages.HOLDING,
    of_inbound_sms.HOLDING,
    of_appointments.HOLDING,
    of_texts.TEXTS,
    of_texts.NUMBERS,
)
LONGEST_WHY = 200
#: Of a number or an ID: what is typed again before anything is erased.
TAIL = 4
Counts = Mapping[str, int]


class StillOpen(DomainError):
    slug = "still-open"
    title = N_(
        "Messages of this person still being worked on: %(count)s. Without a number nobody could "
        "answer them. Nothing is erased unless you choose to erase their sender too."
    )


def of(phone: str, national_id: str, id_key: str, reports: bool = False) -> Subject:
    """Whom it is about, by what was typed in one of two fields."""
    if bool(phone.strip()) == bool(national_id.strip()):
        raise InvalidInput({"phone": N_("Please enter either a phone number or a national ID.")})
    if national_id.strip():
        digits = persian.id_digits(national_id)
        if not persian.is_national_id(digits):
            raise InvalidInput({"national_id": N_("This national ID is not valid. Please check its ten digits.")})
        return Subject(national_id=digits, id_key=id_key, reports=reports)
    try:
        return Subject(phone=phone_numbers.read_any(phone), id_key=id_key, reports=reports)
    except phone_numbers.WrongNumber as wrong:
        raise InvalidInput({"phone": str(wrong)}) from None


def look_up(office_id: int, by: str, subject: Subject, why: str) -> tuple[Counts, int]:
    """How much of each kind is held, and how many messages are still being worked on."""
    why = _reason(subject, why)
    with transaction(office_id, by) as tx:
        counts, still_open = counted(office_id, subject)
        tx.record(PersonLookedUp(counts, why))
        return counts, still_open


def counted(office_id: int, subject: Subject) -> tuple[Counts, int]:
    session = db.session()
    counts = {one.code: len(one.find(session, office_id, subject)) for one in HOLDINGS}
    return counts, sum(one.still_open(session, office_id, subject) for one in HOLDINGS)


def hand_out(office_id: int, by: str, subject: Subject, why: str) -> dict[str, list[Record]]:
    """Everything that is held, by kind."""
    why = _reason(subject, why)
    with transaction(office_id, by) as tx:
        found = {one.code: one.find(tx.session, office_id, subject) for one in HOLDINGS}
        tx.record(PersonExported({code: len(records) for code, records in found.items()}, why))
        return found


def forget(office_id: int, by: str, subject: Subject, why: str, also_open: bool = False) -> Counts:
    """Erase whose all of it is, or nothing at all (``StillOpen``)."""
    why = _reason(subject, why)
    with transaction(office_id, by) as tx:
        still_open = sum(one.still_open(tx.session, office_id, subject) for one in HOLDINGS)
        if still_open and not also_open:
            raise StillOpen(count=still_open)
        counts = {one.code: one.erase(tx, subject) for one in HOLDINGS}
        tx.session.expire_all()
        tx.record(PersonForgotten(counts, why))
        return counts


def tail(subject: Subject) -> str:
    return (subject.phone or subject.national_id)[-TAIL:]


def _reason(subject: Subject, why: str) -> str:
    """The journal is kept for good: neither number nor ID may come into it by the reason."""
    why = persian.clean(why)[:LONGEST_WHY]
    digits = "".join(char for char in persian.ascii_digits(why) if char.isdecimal())
    if not why:
        raise InvalidInput({"why": N_("Please say why you need it.")})
    if (subject.national_id or subject.phone.removeprefix("+98").removeprefix("0")) in digits:
        raise InvalidInput({"why": N_("Please do not write the number in the reason. The reason is kept permanently.")})
    return why
