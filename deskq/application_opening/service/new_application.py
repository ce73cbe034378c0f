"""The content of a new application as typed; normalised and checked before it is stored."""

from dataclasses import dataclass, replace

from deskq.applications.models import APPLICANT_KINDS
from deskq.applications.rules.parcel import PARCEL, file_number_of, parcel_of
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.sms import phone_numbers

WRONG_PARCEL = N_("Please write the parcel code in digits with hyphens between its parts, for example 1-12-34-5.")


class SameParcelOpen(DomainError):
    slug = "same-parcel-open"
    title = N_(
        "There is an open application for this parcel and service already. Open another one only if you are sure."
    )


class NotReceivedNow(DomainError):
    slug = "service-not-received-now"
    title = N_("Applications for this service are not received at this time.")


@dataclass(frozen=True, slots=True)
class NewApplication:
    """``yes``: questions of the sheet answered with yes; ``received``: codes of documents handed in; ``another``: open
    it though there is one for the same parcel and service."""

    sheet: str
    kind: str = "owner"
    name: str = ""
    phone: str = ""
    national_id: str = ""
    deed: str = ""
    texts: bool = True
    file_number: str = ""
    parcel_code: str = ""
    yes: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()
    ticket_id: int | None = None
    language: str = "fa"
    another: bool = False


def cleaned(typed: NewApplication) -> NewApplication:
    """Normalised, or ``InvalidInput`` with every wrong field. A proxy and heirs answer the question of that name."""
    found = replace(
        typed,
        name=persian.clean(typed.name),
        deed=persian.clean(typed.deed),
        file_number=file_number_of(typed.file_number),
        parcel_code=parcel_of(typed.parcel_code),
        national_id=id_digits(typed.national_id),
        yes=(typed.yes - set(APPLICANT_KINDS)) | {typed.kind},
    )
    wrong = {}
    if found.kind not in APPLICANT_KINDS:
        wrong["kind"] = N_("Please choose one of the options.")
    if not found.name:
        wrong["name"] = N_("Please enter the name of the applicant.")
    if found.kind != "owner" and not found.deed:
        wrong["deed"] = N_("Please enter the number of the power of attorney or the certificate of heirs.")
    if found.national_id and not is_national_id(found.national_id):
        wrong["national_id"] = N_("This national ID is not valid. Please check its ten digits.")
    if not found.national_id and not found.phone.strip():
        wrong["phone"] = N_("Please enter a phone number or a national ID, so that the applicant can be reached.")
    if found.parcel_code and not PARCEL.fullmatch(found.parcel_code):
        wrong["parcel_code"] = WRONG_PARCEL
    try:
        phone = phone_numbers.parse_any(found.phone) if found.phone.strip() else ""
    except phone_numbers.InvalidNumber:
        wrong["phone"] = phone_numbers.NO_NUMBER
    if wrong:
        raise InvalidInput(wrong)
    return replace(found, phone=phone)
