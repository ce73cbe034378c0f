"""Reasons for closing a service for today. Pure."""

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.names import Name

LONGEST_REASON = 160
#: Reasons to choose from; ``other`` is a text of the supervisor.
READY_REASONS = {
    "system": Name("سامانهٔ این خدمت در دسترس نیست.", "The system for this service is not available."),
    "staff": Name("همکاران این خدمت امروز حضور ندارند.", "The staff for this service are away today."),
    "full": Name("ظرفیت امروز این خدمت پر شده است.", "This service has no capacity left today."),
}
OTHER = "other"


def reason(choice: str, words: Name) -> Name:
    """The reason that visitors read. Raises ``InvalidInput`` for an unknown reason, and for ``other`` without a
    text."""
    if choice in READY_REASONS:
        return READY_REASONS[choice]
    if choice != OTHER:
        raise InvalidInput({"reason": N_("Please choose one of the options.")})
    if not (words.fa or words.en):
        raise InvalidInput({"reason_fa": N_("Please write the reason that visitors will read.")})
    return words
