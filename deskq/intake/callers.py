"""Earlier messages of a phone number, found by its keyed hash without decrypting any; never reports, and only those
the person who asks may see."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages.models import Message, Sender
from deskq.messages.queries.visibility import unrestricted, visible
from deskq.messages.rules.visibility import Viewer

LATEST = 5


def by_phone(session: Session, office_id: int, viewer: Viewer, phone_index: str) -> list[Message]:
    """The latest first. ``phone_index`` as ``models.phone_index`` makes it of a whole number."""
    wanted = select(Message).join(Sender, Sender.message_id == Message.id)
    mine = (Sender.phone_index == phone_index, Message.office_id == office_id, unrestricted())
    return list(session.scalars(wanted.where(*mine, visible(viewer)).order_by(Message.id.desc()).limit(LATEST)))


def taken_today(session: Session, office_id: int, person_id: int, day: int, channel: str) -> list[Message]:
    """What a person took in today by one channel, the first first: the list of a public meeting. The codes of reports
    stand in it, as they were read out; nothing else of them."""
    mine = (Message.office_id == office_id, Message.day == day, Message.taken_by_id == person_id)
    return list(session.scalars(select(Message).where(*mine, Message.channel == channel).order_by(Message.id)))
