"""Journals that somebody downloads a list of messages."""

from deskq.core.transactions import transaction
from deskq.inbox.events import MessagesExported


def note_export(office_id: int, by: str, messages: int, ending: str) -> None:
    """``messages``: how many; ``ending``: csv or xlsx. Called before the file is sent, or nobody would know."""
    with transaction(office_id, by) as tx:
        tx.record(MessagesExported(messages, ending))
