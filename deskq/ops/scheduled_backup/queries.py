"""Reads the journal of this server, to compare a backup with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry


def contains(session: Session, heads: Mapping[str, list[Any]]) -> bool:
    """Whether the last entry of the backup's journal equals the entry with the same number in the journal of this
    server.

    ``heads``: {office: [sequence, hash]}.
    """
    for office, (sequence, digest) in heads.items():
        here = select(Entry.hash).where(Entry.office_id == int(office), Entry.sequence == sequence)
        if sequence and session.scalar(here) != digest:
            return False
    return True
