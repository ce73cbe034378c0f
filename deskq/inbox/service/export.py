"""Journals downloads of lists of messages."""

from deskq.core.transactions import transaction
from deskq.inbox.events import MessagesExported


def note_export(office_id: int, by: str, messages: int, ending: str) -> None:
    """``messages``: their number; ``ending``: csv, xlsx or pdf. Called before the file is sent, so that no download
    lacks its entry."""
    with transaction(office_id, by) as tx:
        tx.record(MessagesExported(messages, ending))
