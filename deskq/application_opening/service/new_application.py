"""The content of a new application as typed; normalised and checked before it is stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deskq.application_opening import rules
from deskq.applications.models import APPLICANT_KINDS, LONGEST_CODE
from deskq.applications.rules.parcel import PARCEL, file_number_of, parcel_of
from deskq.core.errors import N_, DomainError, InvalidInput, SentAlready
from deskq.core.text import persian
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.sms import phone_numbers

MOST_HEIRS = 30
WRONG_PARCEL = N_("Please write the parcel code in digits with hyphens between its parts, for example 1-12-34-5.")


class SameParcelOpen(DomainError):
    slug = "same-parcel-open"
    title = N_(
        "There is an open application for this parcel and service already. Open another one only if you are sure."
    )


class NotReceivedNow(DomainError):
    slug = "service-not-received-now"
    title = N_("Applications for this service are not received at this time.")


class ApplicationSentAlready(SentAlready):
    title = N_(
        "This form was sent already, with other content, and that was saved. What you have typed now is still here. "
        "Please check it and send it once more; scans have to be added again."
    )


@dataclass(frozen=True, slots=True)
class Heir:
    """``deed``: number of the power of attorney, if somebody signs for this heir; ``share``: as in the certificate of
    heirs, "1/8"."""

    name: str = ""
    national_id: str = ""
    deed: str = ""
    share: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.national_id or self.deed or self.share)


@dataclass(frozen=True, slots=True)
class NewApplication:
    """``yes``: questions of the sheet answered with yes; ``received``: codes of documents handed in; ``another``: open
    it though there is one for the same parcel and service; ``ticket_phone``: where no number is typed, the one left
    with the ticket; ``all_received``: every document that is needed; ``at_once``: do all of it now; ``result``: what
    came of that, read by the applicant."""

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
    ticket_phone: bool = False
    all_received: bool = False
    heirs: tuple[Heir, ...] = ()
    at_once: bool = False
    result: str = ""


def cleaned(typed: NewApplication) -> NewApplication:
    """Normalised, or ``InvalidInput`` with every wrong field."""
    found = _normalised(typed)
    wrong = _wrong(found)
    phone = phone_numbers.parse_optional(found.phone, wrong)
    if wrong:
        raise InvalidInput(wrong)
    return replace(found, phone=phone)


def _normalised(typed: NewApplication) -> NewApplication:
    """A proxy and heirs answer the question of that name."""
    return replace(
        typed,
        name=persian.clean(typed.name),
        deed=persian.clean(typed.deed),
        file_number=file_number_of(typed.file_number),
        parcel_code=parcel_of(typed.parcel_code),
        national_id=id_digits(typed.national_id),
        yes=(typed.yes - set(APPLICANT_KINDS)) | {typed.kind},
        heirs=_cleaned_heirs(typed.heirs) if typed.kind == "heirs" else (),
        result=persian.clean(typed.result),
    )


def _wrong(found: NewApplication) -> dict[str, str]:
    wrong = {}
    if problem := _wrong_heirs(found.heirs):
        wrong["heirs"] = problem
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
    if len(found.file_number) > LONGEST_CODE:
        wrong["file_number"] = N_("This text is too long.")
    if len(found.parcel_code) > LONGEST_CODE or (found.parcel_code and not PARCEL.fullmatch(found.parcel_code)):
        wrong["parcel_code"] = WRONG_PARCEL
    return wrong


def _cleaned_heirs(typed: Sequence[Heir]) -> tuple[Heir, ...]:
    """Without empty rows."""
    rows = (
        Heir(
            persian.clean(one.name),
            id_digits(one.national_id),
            persian.clean(one.deed),
            _cleaned_share(one.share),
        )
        for one in typed
    )
    return tuple(one for one in rows if not one.is_empty)


def _cleaned_share(typed: str) -> str:
    """«⅛» and "1 / 8" as "1/8"."""
    return "/".join(part.strip() for part in re.split("[/\u2044]", persian.ascii_digits(persian.clean(typed))))


def _wrong_heirs(heirs: Sequence[Heir]) -> str:
    """What is wrong with them, or nothing."""
    if len(heirs) > MOST_HEIRS:
        return N_("These are too many heirs for one application.")
    if not all(one.name for one in heirs):
        return N_("Please enter the name of each heir.")
    ids = [one.national_id for one in heirs if one.national_id]
    if not all(is_national_id(one) for one in ids):
        return N_("The national ID of an heir is not valid. Please check its ten digits.")
    if len(set(ids)) < len(ids):
        return N_("Two heirs have the same national ID.")
    shares = [rules.share_of(one.share) for one in heirs if one.share]
    known = [one for one in shares if one is not None]
    if len(known) < len(shares):
        return N_("Please write each share as in the certificate of heirs, for example 1/8.")
    if rules.exceed_whole(known):
        return N_("The shares of the heirs are together more than the whole.")
    return ""
