"""How many tracking codes a day are texted to one phone number that nobody has verified. Pure."""

from datetime import timedelta

#: Anybody can enter the number of somebody else, and would else text a stranger as often as messages can be sent in.
MOST, WITHIN = 6, timedelta(days=1)
#: Here the sender's phone sent the message itself.
FROM_PHONE = "sms"


def is_counted(taken_by_id: int | None, channel: str) -> bool:
    """Whether nobody verified the number: a citizen sent the message in, and not by SMS. ``taken_by_id``: who of the
    staff registered it. ``queries.message.sent_in_with`` counts the same messages."""
    return taken_by_id is None and channel != FROM_PHONE


def is_texted(sent_in: int) -> bool:
    """``sent_in``: messages of this number that came from citizens within a day, with the newest."""
    return sent_in <= MOST
